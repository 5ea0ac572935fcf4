"""Ports, tracks, columns and stacks: the pieces of the lane layout."""

from __future__ import annotations

from itertools import combinations, pairwise
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flowmodel.layout.columns import Want, columns
from flowmodel.layout.plan import Slot
from flowmodel.layout.routing import CLEAR, Wire, give_ports, give_tracks
from flowmodel.layout.stacks import Ends, need_of, share
from flowmodel.model import Actor


def slot(top: float, bottom: float) -> Slot:
    made = Slot(0, Actor(id="a", kind="terminal"))
    made.top, made.bottom = top, bottom
    return made


def wire(at: Slot, row: float) -> Wire:
    segment: Any = SimpleNamespace()
    return Wire(segment, at, "left", row)


rows = st.lists(st.integers(2, 60), min_size=1, max_size=18, unique=True).map(
    lambda ys: [y * 3.5 for y in ys]
)


@given(rows, st.data())
def test_ports_are_on_their_box_and_clear_of_each_other(
    ys: list[float], data: st.DataObject
) -> None:
    upper, lower = slot(0.0, 70.0), slot(75.0, 220.0)
    wires = [wire(data.draw(st.sampled_from((upper, lower))), y) for y in ys]
    give_ports(wires, ys)
    for w in wires:
        assert w.slot.top < w.port < w.slot.bottom
        if w.slot.top + 2.2 <= w.row <= w.slot.bottom - 2.2:
            assert w.port == w.row
    for a, b in combinations(wires, 2):
        assert abs(a.port - b.port) > 0.3
        assert abs(a.port - b.row) > 0.3


@given(rows, st.data())
def test_no_two_vertical_stretches_touch_in_one_track(ys: list[float], data: st.DataObject) -> None:
    upper, lower = slot(0.0, 70.0), slot(75.0, 220.0)
    wires = [wire(data.draw(st.sampled_from((upper, lower))), y) for y in ys]
    give_ports(wires, ys)
    count = give_tracks(wires)
    bent = [w for w in wires if w.row != w.port]
    assert all(0 <= w.track < count for w in bent)
    for a, b in combinations(bent, 2):
        if a.track == b.track:
            assert a.span[1] + CLEAR < b.span[0] or b.span[1] + CLEAR < a.span[0]


def test_parallel_bends_need_no_crossing() -> None:
    box = slot(0.0, 60.0)
    wires = [wire(box, 80.0 + 5 * i) for i in range(6)]
    give_ports(wires, [w.row for w in wires])
    give_tracks(wires)
    for a, b in combinations(wires, 2):
        near, far = (a, b) if a.track < b.track else (b, a)
        assert not near.span[0] < far.port < near.span[1]
        assert not far.span[0] < near.row < far.span[1]


wants = st.lists(
    st.tuples(st.floats(5, 40), st.floats(0, 60)).map(lambda t: Want(t[0], t[0] + t[1])),
    min_size=1,
    max_size=8,
)


@given(wants, st.floats(100, 400), st.data())
def test_columns_fill_the_width_in_order(
    lanes: list[Want], width: float, data: st.DataObject
) -> None:
    corridors = [data.draw(wants)[0] for _ in range(len(lanes) - 1)]
    cols = columns(lanes, corridors, 10.0, width)
    edges: list[tuple[float, float]] = []
    for i, (x, w) in enumerate(zip(cols.lane_x, cols.lane_w, strict=True)):
        edges.append((x, w))
        if i < len(corridors):
            edges.append((cols.corridor_x[i], cols.corridor_w[i]))
    at = 10.0
    for x, w in edges:
        assert abs(x - at) < 1e-6
        assert w > 0
        at = x + w
    assert abs(at - 10.0 - width) < 1e-6
    if cols.ease >= 0:
        got = [*cols.lane_w, *cols.corridor_w]
        assert all(
            w >= want.least - 1e-9 for w, want in zip(got, [*lanes, *corridors], strict=True)
        )


@given(st.lists(st.floats(5, 30), min_size=1, max_size=6), st.data())
def test_stacks_grant_every_need(needs: list[float], data: st.DataObject) -> None:
    slots = [Slot(0, Actor(id=f"a{i}", kind="person")) for i in range(len(needs))]
    for one, need in zip(slots, needs, strict=True):
        one.need = need
    bottom = 10.0 + need_of(slots, 2.0) + data.draw(st.floats(0, 80))
    wanted = {s: data.draw(st.lists(st.floats(10, bottom), max_size=4)) for s in slots}
    share(slots, 10.0, bottom, 2.0, {s: Ends(s, [ys]) for s, ys in wanted.items()})
    assert slots[0].top == 10.0
    assert abs(slots[-1].bottom - bottom) < 1e-6
    for a, b in pairwise(slots):
        assert b.top >= a.bottom + 2.0 - 1e-6
    for one in slots:
        assert one.bottom - one.top >= one.need - 1e-6
