"""Who is kept out: the blocks say from what, and none stands in the way of another's line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import shaped

import flowmodel as fm
from flowmodel.layout.audit import audit
from flowmodel.layout.scene import Box, Line, Page, Shape, Text

MODEL = fm.load("examples/payment-agent/model.yaml")
SEED = fm.load("examples/shiryo-59-1/model.yaml")
ACTORS = ("payer", "register", "collector", "hub", "desk", "tax")


def keeping(*protects: tuple[str, ...]) -> fm.Model:
    """A model in which as many exclusions protect these."""
    one = MODEL.exclusions[0]
    many = tuple(one.model_copy(update={"protects": p}) for p in protects)
    return MODEL.model_copy(update={"exclusions": many})


def last(model: fm.Model, **options: object) -> Page:
    scene = fm.draw(model, **options).scene  # type: ignore[arg-type]
    assert audit(scene) == ()
    return scene.pages[-1]


def cuts(page: Page, index: int = 0) -> list[Line]:
    return [i for i in page.flat() if isinstance(i, Line) and i.role == "cut" and i.part == f"kept{index}"]  # fmt: skip


def told(page: Page, index: int = 0) -> str:
    found = [i for i in page.flat() if isinstance(i, Text) and i.inside == f"kept{index}"]
    return "".join(i.text for i in found)


def test_a_line_goes_to_every_lane_that_is_protected() -> None:
    page = last(MODEL)
    lanes = {b.part: b for b in page.flat() if isinstance(b, Box) and b.role == "lane"}
    ends = [c.points[-1] for c in cuts(page)]
    assert len(ends) == 3
    for (x, y), zone in zip(ends, ("agent", "asp", "ward"), strict=True):
        assert lanes[zone].x < x < lanes[zone].x + lanes[zone].w
        assert y == pytest.approx(lanes[zone].y + lanes[zone].h)
    signs = [i for i in page.flat() if isinstance(i, Shape) and i.role == "stop"]
    assert len({(s.x, s.y) for s in signs}) == 3


@pytest.mark.parametrize(("lang", "line"), [
    ("ja", "対象：収納代行システム、収納データ連携サービス、税務システム、収納情報"),
    ("en", "Protected: Collection system, Payment data exchange, Tax system, Payment record"),
])  # fmt: skip
def test_what_is_protected_is_named_where_it_is_more_than_one(lang: str, line: str) -> None:
    assert told(last(MODEL, lang=lang)).endswith(line)
    assert line in fm.draw(MODEL, lang=lang).scene.description


def test_a_block_under_a_corridor_names_what_its_one_line_does_not_reach() -> None:
    page = last(MODEL, paper="a3")
    assert len(cuts(page)) == 1
    assert "データ連携サービス、税務システム、収納情報" in told(page)


def test_what_the_line_tells_is_not_named() -> None:
    """資料59-1: the storage stands alone in its lane, and the paper names it no second time."""
    page = last(SEED)
    assert len(cuts(page)) == 1
    assert "対象" not in told(page)
    assert "対象" not in told(last(keeping(("hub", "payment"))))


def test_one_of_several_actors_of_a_lane_is_named() -> None:
    assert told(last(keeping(("tax",)))).endswith("対象：税務システム")


def test_data_alone_are_named() -> None:
    page = last(keeping(("payment",)))
    assert told(page).endswith("対象：収納情報")
    assert len(cuts(page)) == 1


def test_several_stand_in_one_row_where_they_find_room() -> None:
    page = last(keeping(("hub",), ("tax",), ("hub",)))
    blocks = [i for i in page.flat() if isinstance(i, Box) and i.role == "kept"]
    assert len({b.y for b in blocks}) == 1
    ordered = sorted(blocks, key=lambda b: b.x)
    assert all(a.x + a.w < b.x for a, b in pairwise(ordered))


def test_a_block_that_no_line_can_leave_is_sealed_and_names_what_it_protects() -> None:
    page = last(keeping(*[("payer", "tax")] * 6))
    free = [i for i in range(6) if not cuts(page, i)]
    assert free
    for i in free:
        signs = [s for s in page.flat() if isinstance(s, Shape) and s.role == "stop" and s.part == f"kept{i}"]  # fmt: skip
        assert len({(s.x, s.y) for s in signs}) >= 1
        assert "対象：納付者本人、税務システム" in told(page, i)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(ACTORS), min_size=1, max_size=4, unique=True), min_size=1, max_size=7),
    st.sampled_from(["a4", "a3", "screen"]),
)  # fmt: skip
def test_no_line_runs_through_a_block(protects: list[list[str]], paper: str) -> None:
    scene = fm.draw(keeping(*map(tuple, protects)), paper=paper, lang="en").scene
    assert audit(scene) == ()
    blocks = [i for p in scene.pages for i in p.flat() if isinstance(i, Box) and i.role == "kept"]
    assert len(blocks) == len(protects)


def test_one_lane_without_a_corridor_has_room_below_it() -> None:
    model = shaped(seed=0, lanes=1, crowd=1, steps=44, series=1, nested=False, label=200)
    assert len(cuts(last(model, paper="screen"))) == 1
