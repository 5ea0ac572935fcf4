"""Icons: drawn within their field, and before the chips of the controls that name them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

import flowmodel as fm
from flowmodel.controls import catalogue
from flowmodel.layout.audit import audit
from flowmodel.layout.icons import FIELD, ICONS, SIGN, sign, sign_room
from flowmodel.layout.scene import MM_PER_PT, Box, Scene, Shape, Text
from flowmodel.layout.style import MIN_PT
from flowmodel.layout.theme import WARD
from flowmodel.model.control import ControlIcon
from flowmodel.vocabulary import ACTOR_KINDS, MEDIA

EXAMPLES = Path(__file__).parents[2] / "examples"
OWN = """
flowmodel: 1
id: t
title: t
zones: [{id: z, name: 甲}, {id: y, name: 乙}]
actors:
  - {id: a, name: 端末, kind: terminal, zone: z}
  - {id: b, name: 保存先, kind: storage, zone: y}
  - {id: x, name: とても長い名前の、流れに関係しない第三者の事業者等一同, kind: organisation}
channels: [{id: c, name: 線, between: [a, b], controls: [washing, encryption, authentication]}]
transfers: [{step: 1, from: a, to: b, label: 送付}]
exclusions: [{parties: [x], protects: [b]}]
controls: [{id: washing, name: とても念入りな無害化の処理を二段階で行うこと, icon: sanitiser}]
"""


@pytest.mark.parametrize("name", list(ICONS))
def test_every_icon_keeps_to_its_field(name: str) -> None:
    values = [v for _, numbers in ICONS[name] for v in numbers]
    assert all(1.0 <= v <= FIELD - 1.0 for v in values)
    # It fills most of the field, so that icons look alike in size.
    assert max(values[::1]) - min(values) >= 15


def test_every_kind_and_medium_and_control_icon_is_drawn() -> None:
    assert {*ACTOR_KINDS, *MEDIA, *get_args(ControlIcon), "excluded"} - {"network"} == {*ICONS}
    named = {c.id: c.icon for c in catalogue() if c.icon}
    assert named == {"encryption": "lock", "sanitisation": "sanitiser"}


def test_a_sign_is_as_high_as_its_text_and_takes_no_more_room() -> None:
    made = sign("lock", 10, 20, MIN_PT, WARD, "#123456", "c")
    em = MIN_PT * MM_PER_PT
    assert made.h == made.w == pytest.approx(em * SIGN)
    assert made.y + made.h / 2 == pytest.approx(20)
    assert made.w < sign_room(MIN_PT)
    assert (made.stroke, made.part) == ("#123456", "c")


def signs(scene: Scene, role: str) -> list[tuple[Shape, Box, list[Text]]]:
    """Each icon within a box of a role, with the box and its text."""
    found = []
    for page in scene.pages:
        items = list(page.flat())
        for box in (i for i in items if isinstance(i, Box) and i.role == role):
            own = [
                i for i in items
                if isinstance(i, Shape) and i.role == "icon"
                and box.x <= i.x and i.x + i.w <= box.x + box.w
                and box.y <= i.y and i.y + i.h <= box.y + box.h
            ]  # fmt: skip
            texts = [i for i in items if isinstance(i, Text) and i.inside == box.id]
            found += [(shape, box, texts) for shape in own]
    return found


@pytest.mark.parametrize("view", ["lanes", "sequence", "graph"])
@pytest.mark.parametrize("theme", ["ward", "mono"])
def test_controls_and_parties_bear_their_signs(view: str, theme: str) -> None:
    scene = fm.draw(fm.loads(OWN), view=view, theme=theme).scene
    assert audit(scene) == ()
    control, party = signs(scene, "control"), signs(scene, "party")
    assert len(control) == 2
    assert len(party) == 1
    for shape, box, texts in control + party:
        assert texts
        left = min(t.left for t in texts)
        # Beside the text, never on it, and both in the middle of the chip.
        assert shape.x + shape.w < left
        right = max(t.left + t.width for t in texts)
        assert shape.x - box.x == pytest.approx(box.x + box.w - right, abs=1.0)
        assert shape.h >= MIN_PT * MM_PER_PT


def test_the_seed_has_a_lock_on_both_lines_and_a_sanitiser_on_one() -> None:
    scene = fm.draw(fm.load(EXAMPLES / "shiryo-59-1" / "model.yaml")).scene
    said = {
        "".join(t.text for t in texts): shape.d.count("M")
        for shape, _, texts in signs(scene, "control")
    }
    assert said == {"通信暗号化": 3, "ファイルの無害化": 2}
    assert len(signs(scene, "control")) == 3
    assert len(signs(scene, "party")) == 2
