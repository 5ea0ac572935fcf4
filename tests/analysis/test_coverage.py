"""Effective controls: what each transfer inherits, from whom, and what stays unknown."""

from __future__ import annotations

from flowmodel.analysis import Coverage
from flowmodel.graph import FlowGraph
from flowmodel.source import loads

TEXT = """\
flowmodel: 1
id: m
title: t
actors:
  - {id: pc, kind: terminal, controls: [S7.folder-rights, S10]}
  - {id: store, kind: storage, controls: [authentication, S7.file-password]}
channels:
  - {id: net, between: [pc, store], controls: [S3, {control: S5, state: not-needed, reason: x}]}
transfers:
  - {step: 1, from: pc, to: store, controls: [{control: download-limit, state: planned, date: 2025-04-01}]}
  - {step: 2, from: store, to: pc}
  - {step: 3, from: store, to: pc, operation: download}
  - {step: 4, from: pc, to: pc, operation: edit}
boxes:
  - {id: box, at: net, items: [S1, {text: y, controls: [S8.access-log]}]}
"""


def coverage() -> Coverage:
    return Coverage(FlowGraph.of(loads(TEXT)))


def provided(step: str) -> list[tuple[str, str, str]]:
    c = coverage()
    return [(p.control, p.kind, p.provider) for p in c.effective(c.graph.steps[step])]


def test_effective_controls_and_their_providers() -> None:
    channel = [
        ("encryption", "channel", "net"),
        ("anti-malware", "channel", "net"),
        ("peer-restriction", "channel", "net"),
        ("monitoring.access-log", "channel", "net"),
    ]
    # Enforced by the side that is called as well as by the one that acts.
    store = [
        ("authentication", "actor", "store"),
        ("access-control.file-password", "actor", "store"),
    ]
    # Entry control protects no transfer.
    pc = ("access-control.folder-rights", "actor", "pc")
    assert provided("1") == [("download-limit", "transfer", "1"), *channel, pc, *store]
    assert provided("2") == provided("3") == [*channel, pc, *store]
    assert provided("4") == [pc]


def test_masks_agree_with_the_list() -> None:
    c = coverage()
    for flow in c.graph.flows:
        settled = 0
        for p in c.effective(flow):
            settled |= c.graph.controls.mask(p.control)
        assert c.masks(flow).settled == settled


def test_planned_counts_as_stated_and_not_needed_as_settled() -> None:
    c = coverage()
    masks = c.masks(c.graph.steps["1"])
    controls = c.graph.controls
    assert masks.stated & controls.mask("download-limit")
    assert not masks.stated & controls.mask("anti-malware")
    assert masks.unneeded == controls.mask("anti-malware")
    assert c.has(masks, "anti-malware", "encryption")


def test_what_is_not_stated_is_missing_part_by_part() -> None:
    c = coverage()
    masks = c.masks(c.graph.steps["1"])
    assert c.missing(masks, "S7", "S8", "S3", "S4") == (
        "perimeter-defence",
        "monitoring.system-state",
    )
    assert c.has(masks, "S7")
    assert not c.has(masks, "S8")
    assert c.missing(c.masks(c.graph.steps["4"]), "encryption") == ("encryption",)


def test_what_a_part_states_by_itself() -> None:
    c = coverage()
    assert c.actor("pc").stated == c.graph.controls.mask("S7.folder-rights", "S10")
    assert c.of("channel", "net").stated == c.graph.controls.mask("S3", "S1", "S8.access-log")
    assert c.of("channel", "nothing").settled == 0
    assert [p.path for p in c.stated("channel", "net")] == [
        ("channels", 0, "controls", 0),
        ("channels", 0, "controls", 1),
        ("boxes", 0, "items", 0, "controls", 0),
        ("boxes", 0, "items", 1, "controls", 0),
    ]
