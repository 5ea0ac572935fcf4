"""One pass over situations finds for every rule just the transfers that it would find one by one."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from planted import sound

from benchmarks import models
from flowmodel.graph import FlowGraph
from flowmodel.lint import BrokenRuleError, check
from flowmodel.lint.policy.find import SHIPPED, shipped
from flowmodel.lint.policy.load import loads_pack
from flowmodel.lint.rule import Context
from flowmodel.lint.rules import rule, rules
from flowmodel.model import Model

PACKED = tuple(r for name in SHIPPED for r in shipped(name).rules)
SCREENED = tuple(r for r in (*rules(), *PACKED) if r.needed is not None)

UNNEEDED = {"control": "encryption", "state": "not-needed", "reason": "対象外"}


EDITS: tuple[tuple[str, str, list[Any]], ...] = (
    ("actors", "controls", [[], [UNNEEDED], ["authentication"]]),
    ("actors", "party", ["applicant", "provider", "ward", None]),
    ("actors", "zone", ["out", "cloud", "ward", None]),
    ("actors", "kind", ["gateway", "terminal", "storage", "carrier"]),
    ("channels", "controls", [[], [UNNEEDED], ["encryption"]]),
    ("channels", "medium", ["email", "post", "removable"]),
    ("channels", "network", ["internet", "lgwan", None]),
    ("channels", "carrier", ["係員"]),
    ("transfers", "controls", [[], [UNNEEDED], ["encryption"]]),
    ("transfers", "operation", ["send", "edit", "delete"]),
    ("transfers", "size_mb", [1, 5, 80]),
    ("transfers", "data", [[], ["d0"]]),
)


def worn(seed: int) -> dict[str, Any]:
    """Two halves alike that lost some statements; then a few parts of one half are changed."""
    rng = Random(seed)
    document = sound(seed)
    for section in ("actors", "channels", "transfers"):
        if rng.random() < 0.5:
            for part in document[section]:
                part["controls"] = []
    for channel in document["channels"] if rng.random() < 0.3 else ():
        channel["medium"] = rng.choice(["email", "post"])
    document = twins(document)
    for section, field, values in rng.sample(EDITS, 4):
        rng.choice(document[section])[field] = rng.choice(values)
    return document


def twins(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every actor, channel and transfer a second time."""
    again = {p["id"]: f"{p['id']}-again" for s in ("actors", "channels") for p in document[s]}

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: renamed(v) for k, v in value.items()}
        if isinstance(value, list):
            return [renamed(v) for v in value]
        return again.get(value, value) if isinstance(value, str) else value

    twice = {s: [*document[s], *renamed(document[s])] for s in ("actors", "channels", "transfers")}
    for transfer in twice["transfers"][len(document["transfers"]) :]:
        transfer["step"] = f"A{transfer['step']}"
    return {**document, **twice}


def graphs() -> list[FlowGraph]:
    documents = [worn(seed) for seed in range(200)]
    documents += [models.document(120, bare=2), models.document(90)]
    return [FlowGraph.of(Model.model_validate(d)) for d in documents]


def test_the_pass_finds_what_each_rule_finds_transfer_by_transfer():
    shared = found = 0
    for graph in graphs():
        ctx = Context(graph, None, SCREENED)
        for r in SCREENED:
            assert r.needed is not None
            lacking = [p for p in ctx.facts.every_profile if r.needed(ctx, p) & ~p.settled]
            assert list(ctx.suspects(r)) == lacking, r.id
            found += len(lacking)
        shared += sum(len(profiles) > 1 for profiles in ctx.facts.situations)
    assert shared > 1_000
    assert found > 10_000


def test_a_rule_alone_finds_the_same_as_beside_others():
    for graph in graphs()[::8]:
        beside = Context(graph, None, SCREENED)
        for r in SCREENED:
            assert list(r.check(r, Context(graph))) == list(r.check(r, beside)), r.id


def test_what_is_known_of_a_graph_serves_again():
    graph = FlowGraph.of(Model.model_validate(worn(3)))
    first = Context(graph, None, SCREENED)
    again = Context(graph, None, SCREENED, known=first.facts)
    assert again.facts is first.facts
    for r in SCREENED:
        assert list(r.check(r, first)) == list(r.check(r, again))


def test_a_rule_that_cannot_say_what_it_needs_is_named():
    def broken(ctx: Context, profile: object) -> int:
        raise ValueError("boom")

    asking = (rule("E02"), replace(rule("E03"), needs=broken))
    with pytest.raises(BrokenRuleError, match="E03") as caught:
        check(Model.model_validate(sound(1)), asking)
    assert isinstance(caught.value.__cause__, ValueError)


@pytest.mark.parametrize(
    ("field", "screened"),
    [("source.network", True), ("channel.ends.kind", True), ("source.name", False)],
)
def test_a_pack_is_screened_unless_it_looks_at_names(field: str, screened: bool):
    word = {"source.network": "is: internet", "channel.ends.kind": "has: terminal"}.get(
        field, "is: x"
    )
    pack = loads_pack(
        "pack: p\nversion: '1'\nprefix: P\ntitle: {ja: 規則集, en: pack}\nrules:\n"
        "  - id: P-1\n    level: note\n    title: {ja: 規則, en: rule}\n"
        "    message: {ja: '{step}', en: '{step}'}\n    basis: {ja: なし, en: none}\n"
        "    origin: [judgement]\n    for: transfers\n"
        f"    when: [{{field: {field}, {word}}}]\n    require: {{controls: [S3]}}\n"
    )
    assert (pack.rules[0].needed is not None) is screened
