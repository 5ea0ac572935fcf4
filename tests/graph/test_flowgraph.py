"""The resolved model: what it finds for each part."""

from __future__ import annotations

import subprocess
import sys

import pytest

from flowmodel.errors import ModelError
from flowmodel.graph import FlowGraph
from flowmodel.model import Model, Transfer
from flowmodel.source import loads

TEXT = """\
flowmodel: 1
id: m
title: t
zones:
  - {id: out, network: internet}
  - {id: ward, network: lgwan}
  - {id: office, parent: ward}
actors:
  - {id: pc, kind: terminal, zone: out, holds: [d1]}
  - {id: desk, kind: terminal, zone: office}
  - {id: cloud, kind: storage}
  - {id: stranger, kind: organisation}
data:
  - {id: d1}
  - {id: d2, personal: false}
channels:
  - {id: net, between: [pc, cloud], medium: network}
  - {id: lan, between: [desk, cloud]}
  - {id: post, between: [cloud, desk], medium: post}
series:
  - {mark: "'", name: back}
transfers:
  - {step: 10, from: pc, to: cloud, data: [d2, d1], operation: upload, label: {ja: 送信, en: send}}
  - {step: 1', from: cloud, to: pc, data: [d2], operation: download}
  - {step: 2, from: desk, to: cloud, over: post, operation: view}
  - {step: 9, from: desk, to: cloud, over: lan, by: cloud}
  - {step: 3, from: desk, to: desk, operation: edit}
exclusions:
  - {parties: [stranger], protects: [d1]}
"""


@pytest.fixture(scope="module")
def graph() -> FlowGraph:
    return FlowGraph.of(loads(TEXT))


def test_flows(graph: FlowGraph) -> None:
    first, back, view, _, own = graph.flows
    assert (first.source.id, first.target.id, first.path) == ("pc", "cloud", ("transfers", 0))
    assert [c.id for c in first.data] == ["d2", "d1"]
    assert first.channel is graph.channels["net"]  # the only one that joins the two
    assert view.medium == "post"
    assert own.channel is None
    assert own.medium is None
    assert (first.printed, back.printed, first.label("en")) == ("⑩", "①’", "⑩send")
    assert graph.steps["1'"] is back


def test_acting_party(graph: FlowGraph) -> None:
    assert [f.actor.id for f in graph.flows] == ["pc", "pc", "cloud", "cloud", "desk"]


def test_data_without_a_category_counts_as_personal(graph: FlowGraph) -> None:
    assert [f.personal for f in graph.flows] == [True, False, True, True, True]


def test_series_sort_as_numbers(graph: FlowGraph) -> None:
    assert [f.printed for f in graph.series[""]] == ["②", "③", "⑨", "⑩"]
    assert list(graph.series) == ["'", ""]
    assert graph.series_parts["'"].name == "back"


def test_zones(graph: FlowGraph) -> None:
    desk, cloud = graph.actors["desk"], graph.actors["cloud"]
    assert graph.zone_of(desk) is graph.zones["office"]
    assert graph.lane_of(desk) is graph.zones["ward"]
    assert graph.network_of(desk) == "lgwan"
    assert graph.zone_of(cloud) is graph.lane_of(cloud) is graph.network_of(cloud) is None


def test_crossings(graph: FlowGraph) -> None:
    assert [(c.flow.printed, c.source and c.source.id, c.target and c.target.id)
            for c in graph.crossings] == [
        ("⑩", "out", None), ("①’", None, "out"), ("②", "office", None), ("⑨", "office", None),
    ]  # fmt: skip


def test_data_at(graph: FlowGraph) -> None:
    found = {a: [c.id for c in cs] for a, cs in graph.data_at.items()}
    assert found == {"pc": ["d1", "d2"], "desk": [], "cloud": ["d1", "d2"], "stranger": []}


def test_parts(graph: FlowGraph) -> None:
    assert graph.part("net") is graph.channels["net"]
    assert graph.part("none") is None
    assert graph.path_of(graph.data["d2"]) == ("data", 1)
    assert [a.id for a in graph.excluded] == ["stranger"]


def test_networkx(graph: FlowGraph) -> None:
    multi = graph.networkx
    assert multi.name == "m"
    assert list(multi) == ["pc", "desk", "cloud", "stranger"]
    assert multi.nodes["pc"]["actor"] is graph.actors["pc"]
    assert multi.nodes["pc"]["kind"] == "terminal"
    assert sorted(k for _, _, k in multi.edges(keys=True)) == ["1'", "10", "2", "3", "9"]
    edge = multi.edges["pc", "cloud", "10"]
    assert edge["flow"] is graph.flows[0]
    assert edge["channel"] is graph.channels["net"]
    assert [c.id for c in edge["data"]] == ["d2", "d1"]


def test_a_model_made_by_hand_is_judged_as_well() -> None:
    with pytest.raises(ModelError) as caught:
        FlowGraph.of(
            Model(id="m", title="t", transfers=(Transfer(step=1, source="a", target="b"),))
        )
    assert [p.message.en for p in caught.value.problems] == [
        "unknown actor 'a'",
        "unknown actor 'b'",
        "the model has no actors",
    ]


def test_reading_and_checking_needs_no_networkx() -> None:
    code = (
        "import sys; from flowmodel.source import loads; from flowmodel.graph import FlowGraph;"
        f"FlowGraph.of(loads({TEXT!r})).flows;"
        "print([m for m in ('networkx', 'yaml', 'lxml', 'matplotlib', 'difflib') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
