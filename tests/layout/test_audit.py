"""The audit tells each kind of violation, and is silent about a sound page."""

from __future__ import annotations

import pytest

from flowmodel.layout.audit import audit
from flowmodel.layout.scene import Box, Item, Line, Page, Scene, Shape, Text


def scene(*items: Item) -> Scene:
    return Scene("t", "t", "t", "ja", (Page(100, 80, items),))


def box(
    x: float, y: float, w: float, h: float, id: str, role: str = "actor", inside: str = ""
) -> Box:
    return Box(x, y, w, h, role, id, inside)


def text(x: float, y: float, w: float = 10.0, *, inside: str = "", role: str = "body", size: float = 8.0, part: str = "") -> Text:  # fmt: skip
    return Text(x, y, "文字", size, w, role, inside, part)


def step(*points: tuple[float, float], part: str = "1", head: float = 0.0) -> Line:
    return Line(points, "step", part, head=head)


SOUND = (
    box(5, 5, 20, 60, "a"),
    text(7, 12, inside="a"),
    box(70, 5, 20, 60, "b"),
    step((25, 30), (70, 30), head=2.4),
    text(30, 28, role="label", part="1"),
)


def test_a_sound_page_is_silent() -> None:
    assert audit(scene(*SOUND)) == ()


@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        ("outside-page", (text(95, 20),)),
        ("outside-page", (box(90, 60, 20, 10, "far"),)),
        ("outside-page", (step((30, 70), (120, 70), part="9"),)),
        ("text-too-small", (text(30, 60, size=6.5),)),
        ("no-such-box", (text(30, 60, inside="nowhere"),)),
        ("text-outside", (text(20, 20, inside="a"),)),
        ("text-overlap", (text(40, 60), text(45, 60.5))),
        ("text-on-box", (text(10, 40),)),
        ("box-overlap", (box(20, 20, 20, 5, "c"),)),
        ("box-outside", (box(24, 60, 10, 3, "c", inside="a"),)),
        ("line-through-box", (step((30, 50), (30, 60), (95, 60), part="2"),)),
        ("line-through-text", (step((32, 20), (32, 29), part="2"),)),
        ("lines-share-stretch", (step((40, 30), (60, 30), part="2"),)),
        ("lines-share-stretch", (step((40, 30.2), (60, 30.2), part="2"),)),
        ("label-nearer-to-other", (step((28, 24), (60, 24), part="2"),)),
        ("arrowhead-hit", (step((69, 20), (69, 40), part="2"),)),
        ("arrowhead-hit", (text(60, 31, 9),)),
        ("no-room-for-arrowhead", (step((40, 50), (41, 50), part="2", head=2.4),)),
        ("line-through-badge", (Shape("M0 0Z", 50, 29, 3, 3, "badge", "1"),)),
        ("line-through-icon", (Shape("M0 0Z", 50, 29, 3, 3, "icon", "a"),)),
        ("line-through-sign", (Shape("M0 0Z", 50, 29, 3, 3, "stop", "kept0"),)),
        ("text-on-sign", (Shape("M0 0Z", 39, 57, 3, 3, "icon", "a"), text(40, 60))),
        ("text-on-sign", (Shape("M0 0Z", 39, 57, 3, 3, "badge", "1"), text(40, 60))),
        ("outside-page", (Shape("M0 0Z", 98, 29, 3, 3, "icon", "a"),)),
        ("lines-share-stretch", (step((40, 50), (60, 50), (60, 55), (50, 55), (50, 50.1), (45, 50.1), part="2"),)),
        ("lines-meet", (step((50, 40), (50, 30), part="2"),)),
        ("lines-meet", (step((40, 40), (40, 30.1), (45, 30.1), (45, 40), part="2"),)),
        ("label-far-from-line", (text(40, 75, role="label", part="1"),)),
        ("label-nearer-to-other", (step((28, 60), (60, 60), part="2"), text(40, 58, 3, role="badge", part="1"))),
        ("arrowhead-hit", (box(60, 28, 8, 1.5, "c"),)),
        ("arrowhead-hit", (step((50, 50), (50, 40), part="2", head=2.4), step((48, 41), (52, 41), part="3"))),
        ("numbers-out-of-order", (text(40, 50, 3, role="badge"), text(40, 45, 3, role="badge", part="0"))),
        ("numbers-out-of-order", (text(39.9, 50, 3, role="badge"), text(40.1, 45, 3, role="badge", part="0"))),
        ("text-across-edge", (box(40, 40, 20, 20, "l", "lane"), text(55, 50))),
    ],
)  # fmt: skip
def test_each_violation_is_told(kind: str, extra: tuple[Item, ...]) -> None:
    found = audit(scene(*SOUND, *extra))
    assert kind in {v.kind for v in found}, found
    assert all(v.page == 1 for v in found)


def test_lines_may_cross_and_enter_open_boxes() -> None:
    lane = box(2, 2, 96, 76, "lane", "lane")
    inner = [Box(b.x, b.y, b.w, b.h, b.role, b.id, "lane") for b in SOUND if isinstance(b, Box)]
    rest = [i for i in SOUND if not isinstance(i, Box)]
    crossing = step((50, 25), (50, 60), part="2")
    assert audit(scene(lane, *inner, *rest, crossing)) == ()


def test_a_hop_is_no_corner_that_joins_two_lines() -> None:
    over = step((60, 20), (60, 29.3), (60.7, 30), (60, 30.7), (60, 40), part="2")
    across = step((28, 24), (59.3, 24), (60, 23.3), (60.7, 24), (68, 24), part="3")
    upright = step((60, 22), (60, 26), part="4")
    assert {v.kind for v in audit(scene(*SOUND[:3], across, upright))} == set()
    assert "lines-meet" not in {v.kind for v in audit(scene(*SOUND, over))}


def test_a_number_is_read_with_the_label_beside_it() -> None:
    two_lines = (
        text(34, 24.6, role="label", part="1"), text(34, 28.2, role="label", part="1"),
        text(30, 24.6, 3, role="badge", part="1"), step((28, 20), (60, 20), part="2"),
    )  # fmt: skip
    assert audit(scene(*SOUND[:4], *two_lines)) == ()


def test_what_holds_a_sample_arrow_does_not_hit_it() -> None:
    sample = (box(30, 50, 30, 6, "run0"), Line(((32, 53), (42, 53)), "legend", "run0", head=2.4))
    assert audit(scene(*SOUND, *sample)) == ()


def test_the_page_is_named() -> None:
    bad = Page(100, 80, (text(95, 20),))
    found = audit(Scene("t", "t", "t", "ja", (Page(100, 80, ()), bad)))
    assert [v.page for v in found] == [2]
