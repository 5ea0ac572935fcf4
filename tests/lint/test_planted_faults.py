"""One fault planted at a known place of a sound model: found there, once, and nothing else is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from planted import sound

from flowmodel.lint import check
from flowmodel.lint.rule import Finding
from flowmodel.model import Model

MODELS = 12
"""Of each fault, planted in so many models."""
Document = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where the fault was planted, and who else a finding may name for it."""

    part: str
    """The part that a finding must name: an id, a step, an item or a field."""
    also: frozenset[str] = frozenset()
    """Parts at which the same fault shows as well, such as the steps over a line."""


Plant = Callable[[Document, Random], Place | None]
FAULTS: dict[str, tuple[str, Plant]] = {}
"""What is planted, the rule that must tell it, and how it is planted; None where it cannot be."""


def fault(name: str, rule: str) -> Callable[[Plant], Plant]:
    def enter(plant: Plant) -> Plant:
        FAULTS[name] = rule, plant
        return plant

    return enter


_DIFFER = (
    "the checklist answers ○: that the two papers differ is told by D02 alone, and the answer may "
    "be what is wrong"
)
_IN_BOTH = ["monitoring", "perimeter-defence", "availability", "access-control", "domestic-law"]
OWN: dict[tuple[str, str], str] = {
    **{(f"store without {control}", "D02"): _DIFFER for control in _IN_BOTH},
    ("expired entry control", "A05"): (
        "W05 tells that evidence has ended, A05 what is asked for: either it is renewed, or it is "
        "stated in another way"
    ),
}
"""Further findings of other rules that are faults of their own: (fault, rule) → why."""


# Controls ------------------------------------------------------------------------------------


def _control(part: Document, control: str) -> None:
    part["controls"] = [
        s for s in part["controls"] if (s if isinstance(s, str) else s["control"]) != control
    ]


def _pick(document: Document, rng: Random, prefix: str, section: str = "actors") -> Document:
    part: Document = rng.choice([p for p in document[section] if p["id"].startswith(prefix)])
    return part


def _actor(document: Document, id: str) -> Document:
    part: Document = next(a for a in document["actors"] if a["id"] == id)
    return part


def _steps_of(document: Document, part: str) -> frozenset[str]:
    ends = ("from", "to", "over")
    return frozenset(t["step"] for t in document["transfers"] if part in (t[e] for e in ends))


def _loses(prefix: str, control: str, section: str = "actors") -> Plant:
    def plant(document: Document, rng: Random) -> Place:
        part = _pick(document, rng, prefix, section)
        _control(part, control)
        return Place(part["id"], _steps_of(document, part["id"]))

    return plant


for _name, _rule, _prefix, _section in (
    ("encryption", "E02", "net", "channels"),
    ("peer-restriction", "E03", "net", "channels"),
    ("system-restriction", "E03", "net", "channels"),
    ("authentication", "E04", "pc", "actors"),
    ("multi-factor", "E05", "pc", "actors"),
    ("anti-malware", "A01", "pc", "actors"),
    ("entry-control", "A05", "pc", "actors"),
    ("sanitisation", "E06", "desk", "actors"),
    ("unlock-procedure", "E07", "desk", "actors"),
    ("monitoring", "A02", "store", "actors"),
    ("perimeter-defence", "A03", "store", "actors"),
    ("availability", "A04", "store", "actors"),
    ("access-control", "E09", "store", "actors"),
    ("domestic-law", "A06", "store", "actors"),
    ("auto-deletion", "A09", "store", "actors"),
):
    fault(f"{_prefix} without {_name}", _rule)(_loses(_prefix, _name, _section))


def _fetched(document: Document) -> list[Document]:
    """The steps by which partners take what the ward put into a store."""
    return [t for t in document["transfers"] if t["to"].startswith("pc")]


@fault("copy outside without report of its deletion", "F08")
def _kept(document: Document, rng: Random) -> Place | None:
    fetched = _fetched(document)
    if not fetched:
        return None
    holder = _actor(document, rng.choice(fetched)["to"])
    _control(holder, "deletion-report")
    return Place(holder["id"])


def _unlimited(control: str) -> Plant:
    def plant(document: Document, rng: Random) -> Place | None:
        fetched = _fetched(document)
        if not fetched:
            return None
        store = _actor(document, rng.choice(fetched)["from"])
        _control(store, control)
        return Place(store["id"], _steps_of(document, store["id"]))

    return plant


fault("store without edit-right", "E08")(_unlimited("edit-right"))
fault("store without download-limit", "E08")(_unlimited("download-limit"))


def _expired(prefix: str, control: str) -> Plant:
    def plant(document: Document, rng: Random) -> Place:
        part = _pick(document, rng, prefix)
        _control(part, control)
        part["controls"].append({"control": control, "expires": "2020-03-31"})
        return Place(part["id"], _steps_of(document, part["id"]))

    return plant


fault("expired entry control", "W05")(_expired("pc", "entry-control"))


# Parties, lines and data ---------------------------------------------------------------------


def _lacks(prefix: str, field: str) -> Plant:
    def plant(document: Document, rng: Random) -> Place:
        part = _pick(document, rng, prefix)
        del part[field]
        return Place(part["id"])

    return plant


fault("store of unknown place", "A06")(_lacks("store", "location"))
fault("store of unknown law", "A06")(_lacks("store", "governing_law"))
fault("store without certificate", "A07")(_lacks("store", "certifications"))


@fault("certificate without date", "A07")
def _undated(document: Document, rng: Random) -> Place:
    store = _pick(document, rng, "store")
    del store["certifications"][0]["date"]
    return Place(store["id"])


@fault("outsider with a grant", "F01")
def _outsider(document: Document, rng: Random) -> Place:
    store = _pick(document, rng, "store")
    rng.choice(store["grants"])["to"].append("outsider")
    return Place("outsider", frozenset({store["id"]}))


@fault("two partners, one folder", "F07")
def _shared(document: Document, rng: Random) -> Place | None:
    stores = [a for a in document["actors"] if len(a.get("grants", ())) > 1]
    if not stores:
        return None
    store = rng.choice(stores)
    one, other = rng.sample(store["grants"], 2)
    other["folder"] = one["folder"]
    return Place(store["id"])


@fault("right not given", "P05")
def _no_right(document: Document, rng: Random) -> Place:
    step = rng.choice([t for t in document["transfers"] if t["operation"] == "upload"])
    store = _actor(document, step["to"])
    for grant in store["grants"]:
        if step["from"] in grant["to"]:
            grant["rights"] = [r for r in grant["rights"] if r != "upload"]
    return Place(step["step"], _steps_of(document, store["id"]))


@fault("item beyond the annex", "F02")
def _item(document: Document, rng: Random) -> Place:
    moved = {id for t in document["transfers"] for id in t["data"]}
    data = rng.choice([d for d in document["data"] if d["id"] in moved])
    data["items"].append("国籍")
    return Place(data["id"])


@fault("item that nobody moves", "F02")
def _unused(document: Document, rng: Random) -> Place:
    document["agenda"]["annex"]["items"].append("本籍")
    return Place("本籍")


# Steps ---------------------------------------------------------------------------------------


@fault("gap in the numbers", "P05")
def _gap(document: Document, rng: Random) -> Place:
    last = max((t for t in document["transfers"] if "'" not in t["step"]), key=_number)
    last["step"] = str(_number(last) + rng.randint(1, 5))
    return Place(last["step"])


def _number(transfer: Document) -> int:
    return int(transfer["step"].rstrip("'"))


@fault("read before put", "P05")
def _unput(document: Document, rng: Random) -> Place | None:
    store = rng.choice([a for a in document["actors"] if a["kind"] == "storage"])
    puts = [t for t in document["transfers"] if t["to"] == store["id"] and "'" not in t["step"]]
    reads = [t for t in document["transfers"] if t["from"] == store["id"] and "'" not in t["step"]]
    category = puts[0]["data"][0]
    if any(category in t["data"] for t in puts[1:]) or len(puts[0]["data"]) == 1:
        return None
    puts[0]["data"] = puts[0]["data"][1:]
    readers = frozenset(t["step"] for t in reads if category in t["data"])
    return Place(min(readers, key=int), readers)


@fault("step against its way", "P05")
def _against(document: Document, rng: Random) -> Place:
    step = rng.choice([t for t in document["transfers"] if t["operation"] == "download"])
    step["operation"] = "upload"
    return Place(step["step"])


@fault("step without label", "D06")
def _unlabelled(document: Document, rng: Random) -> Place:
    step = rng.choice(document["transfers"])
    del step["label"]
    return Place(step["step"])


@fault("mark without note", "D06")
def _mark(document: Document, rng: Random) -> Place:
    step = rng.choice(document["transfers"])
    step["mark"] = "※1"
    return Place(step["step"])


@fault("note without mark", "D06")
def _note(document: Document, rng: Random) -> Place:
    document["figure"]["notes"] = [{"mark": "※7", "text": "翌日に削除する"}]
    return Place("※7")


@fault("direct link", "P01")
def _direct(document: Document, rng: Random) -> Place:
    pc, desk = _pick(document, rng, "pc"), _pick(document, rng, "desk")
    stated = ["encryption", "peer-restriction", "system-restriction", "sanitisation"]
    direct = {"id": "direct", "name": "直通回線", "between": [pc["id"], desk["id"]]}
    document["channels"].append({**direct, "network": "internet", "controls": stated})
    last = max(_number(t) for t in document["transfers"] if "'" not in t["step"])
    step = {"step": str(last + 1), "label": "直接の送信", "over": "direct", "operation": "send"}
    step |= {"from": pc["id"], "to": desk["id"], "data": document["transfers"][0]["data"]}
    document["transfers"].append(step)
    return Place("direct", frozenset({str(last + 1)}))


# Paper ---------------------------------------------------------------------------------------


@fault("answer left out", "D01")
def _unanswered(document: Document, rng: Random) -> Place:
    checklist = rng.choice(document["checklists"])
    answer = rng.choice(checklist["answers"])
    checklist["answers"].remove(answer)
    return Place(answer["item"])


@fault("ー without reason", "D01")
def _unreasoned(document: Document, rng: Random) -> Place:
    checklist = rng.choice(document["checklists"])
    item = f"O{rng.randint(1, 5)}"
    answer = next(a for a in checklist["answers"] if a["item"] == item)
    answer["answer"] = "ー"
    return Place(answer["item"])


@fault("○ that the figure does not show", "D02")
def _undrawn(document: Document, rng: Random) -> Place:
    ward = next(c for c in document["checklists"] if c["side"] == "ward")
    answer = next(a for a in ward["answers"] if a["item"] in ("S8", "S9") and a["answer"] == "ー")
    answer["answer"] = "○"
    del answer["reason"]
    return Place(answer["item"])


@fault("desk on no checklist", "D02")
def _forgotten(document: Document, rng: Random) -> Place | None:
    ward = next(c for c in document["checklists"] if c["side"] == "ward")
    return Place(ward["actors"].pop()) if len(ward["actors"]) > 1 else None


@fault("empty field", "D03")
def _empty(document: Document, rng: Random) -> Place:
    sheet, fields = rng.choice(
        [("cover", ("subject", "basis")), ("overview", ("name", "purpose")), ("annex", ("form",))]
    )
    field = rng.choice(fields)
    del document["agenda"][sheet][field]
    return Place(field)


@fault("two spellings", "D04")
def _spelling(document: Document, rng: Random) -> Place:
    one, other = rng.sample(document["transfers"], 2)
    one["label"], other["label"] = "ウイルスの確認", "ウィルスの確認"
    return Place("ウィルス")


# The test ------------------------------------------------------------------------------------


def findings(document: Document) -> tuple[Finding, ...]:
    return check(Model.model_validate(document)).findings


def named(finding: Finding) -> set[str]:
    providers = {p for m in finding.missing for p in m.providers}
    fields = {m.field for m in finding.missing if m.field}
    return {*finding.parts, *providers, *fields}


def echoes(finding: Finding, name: str, place: Place) -> bool:
    """Whether a finding is neither of the fault at its place nor, by the table, one of its own.

    A line or a party whose control is missing leaves each of its steps without it: one finding
    for each, as the control could be stated at the step.
    """
    rule, _ = FAULTS[name]
    if finding.rule != rule:
        return (name, finding.rule) not in OWN
    return not named(finding) & {place.part, *place.also}


def test_there_are_at_least_three_hundred_models_without_a_finding_before() -> None:
    assert len(FAULTS) * MODELS >= 300
    for seed in range(4 * MODELS):
        assert findings(sound(seed)) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_the_fault_is_found_at_its_place_and_nothing_echoes(name: str) -> None:
    rule, plant = FAULTS[name]
    tried = 0
    used: set[tuple[str, str]] = set()
    for seed in range(200):
        document = sound(seed)
        place = plant(document, Random(seed))
        if place is None:
            continue
        tried += 1
        found = findings(document)
        told = [f"{f.rule} {f.path} {f.message.en}" for f in found]
        assert any(f.rule == rule and place.part in named(f) for f in found), (seed, place, told)
        assert not [f for f in found if echoes(f, name, place)], (seed, place, told)
        assert len({(f.rule, f.parts) for f in found}) == len(found), (seed, place, told)
        used.update((name, f.rule) for f in found if f.rule != rule)
        if tried == MODELS:
            break
    assert used == {key for key in OWN if key[0] == name}, "a reason that no model needs"
    assert tried == MODELS, "too few models in which the fault can be planted"
