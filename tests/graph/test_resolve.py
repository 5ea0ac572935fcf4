"""Every kind of reference that does not hold, in the order of the source."""

from __future__ import annotations

import pytest

from flowmodel.errors import ModelError, nearest
from flowmodel.source import loads

BASE = """\
flowmodel: 1
id: m
title: t
zones:
  - {id: z}
actors:
  - {id: a, kind: terminal, zone: z}
  - {id: b, kind: storage}
  - {id: e, kind: person}
data:
  - {id: d}
channels:
  - {id: c, between: [a, b]}
transfers:
  - {step: 1, from: a, to: b, data: [d]}
"""


def told(text: str) -> list[str]:
    with pytest.raises(ModelError) as caught:
        loads(text, "f")
    assert all(p.message.ja != p.message.en for p in caught.value.problems)
    return [p.text("en").removeprefix("f:") for p in caught.value.problems]


def placed(text: str) -> tuple[str, list[str]]:
    """A text without its marks ``^``, and the places that they marked."""
    places = []
    for line, row in enumerate(text.split("\n"), 1):
        for n in range(1, row.count("^") + 1):
            before = "".join(row.split("^")[:n])
            places.append(f"{line}:{len(before) + 1}: ")
    return text.replace("^", ""), places


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("zone: z", "zone: ^y", "unknown zone 'y'"),
        ("{id: z}", "{id: z, parent: ^q}", "unknown zone 'q'"),
        ("{id: d}", "{id: d, parent: ^q}", "unknown data category 'q'"),
        ("{id: z}", "{id: z, parent: ^z}", "parents form a ring: z → z"),
        ("{id: d}", "{id: d, parent: ^d}", "parents form a ring: d → d"),
        ("kind: storage", "kind: storage, holds: [^q]", "unknown data category 'q'"),
        ("kind: storage", "kind: storage, grants: [{to: [^q]}]", "unknown actor 'q'"),
        (
            "kind: storage",
            "kind: storage, grants: [{to: [a], data: [^q]}]",
            "unknown data category 'q'",
        ),
        ("kind: storage", "kind: storage, controls: [^q]", "unknown control 'q'"),
        (
            "kind: storage",
            "kind: storage, controls: [^media-password]",
            "control 'media-password' cannot be stated for this actor;"
            " it is provided by: transfer, channel",
        ),
        ("{id: e,", "{id: ^a,", "id 'a' is defined twice"),
        ("data: [d]", "by: ^e", "acting party 'e' is neither end of the transfer"),
        ("data: [d]", "by: ^q", "unknown actor 'q'"),
        (
            "{step: 1, from: a, to: b",
            "^{step: 1, from: a, to: e",
            "step ①: no channel joins 'a' and 'e'",
        ),
        ("data: [d]", "over: c, controls: [S3, ^S33]", "unknown control 'S33'"),
        (
            "from: a, to: b",
            "from: a, to: ^a",
            "step ① goes from 'a' to itself; within an actor only delete, edit, process"
            " are possible, without a channel",
        ),
    ],
)
def test_one_fault(old: str, new: str, expected: str) -> None:
    assert old in BASE
    text, (place,) = placed(BASE.replace(old, new, 1))
    (found,) = told(text)
    assert found.split(" (did")[0] == place + expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            "exclusions:\n  - {parties: [^q], protects: [a, d, ^c]}\n",
            ["unknown actor 'q'", "unknown actor or data category 'c'"],
        ),
        ("boxes:\n  - {id: x, at: ^d, items: [S3]}\n", ["unknown actor or channel 'd'"]),
        (
            "boxes:\n  - {id: x, at: c, items: [^O1]}\n",
            ["control 'O1' cannot be stated for this channel; it is provided by: actor"],
        ),
        ("boxes:\n  - {id: ^a, at: c, items: [S3]}\n", ["id 'a' is defined twice"]),
        ("series:\n  - {mark: A}\n  - ^{mark: A}\n", ["the series of A① is described twice"]),
        (
            "checklists:\n  - {side: ward, actors: [^q], answers: [{item: S9, answer: ○},"
            " {item: ^availability, answer: ー}, {item: ^S12, answer: ○}]}\n",
            [
                "unknown actor 'q'",
                "checklist item 'availability' is answered twice",
                "unknown checklist item 'S12'",
            ],
        ),
        ("controls:\n  - {id: ^S3, name: x}\n", ["control 'S3' is already defined"]),
        (
            "controls:\n  - {id: ^x y, name: x}\n",
            ["'x y' is no id: use letters, digits, '-' and '_', at most 80"],
        ),
        ("  - {step: ^1, from: b, to: a}\n", ["step ① is used twice"]),
    ],
)
def test_faults_around_the_flow(more: str, expected: list[str]) -> None:
    text, places = placed(BASE + more)
    found = [t.split(" (did")[0] for t in told(text)]
    assert found == [p + e for p, e in zip(places, expected, strict=True)]


def test_a_channel_that_is_not_clear_or_does_not_fit() -> None:
    two = BASE.replace("transfers:", "  - {id: c2, between: [b, a]}\ntransfers:")
    assert told(two) == [
        "16:5: step ① does not say which channel it takes: write over: one of c, c2"
    ]
    wrong = two.replace("data: [d]", "over: c3").replace(
        "transfers:", "  - {id: c3, between: [a, e]}\ntransfers:"
    )
    assert told(wrong) == [
        "17:37: channel 'c3' does not join 'a' and 'b' (did you mean 'c' or 'c2'?)"
    ]


def test_own_controls_may_be_stated() -> None:
    text = BASE.replace("data: [d]", "controls: [mine, X1.p]")
    text += "controls:\n  - {id: mine, item: X1, name: x, parts: [{id: p, name: y}]}\n"
    assert loads(text).transfers[0].controls[1].control == "X1.p"


def test_long_rings_and_chains_are_told_shortly() -> None:
    ring = "".join(f"  - {{id: z{i}, parent: z{(i + 1) % 50}}}\n" for i in range(50))
    (found,) = told(BASE.replace("zones:\n", "zones:\n" + ring))
    assert found.endswith("parents form a ring: z0 → z1 → z2 → z3 → z4 → z5 → z6 → … → z0")
    chain = "".join(f"  - {{id: z{i}, parent: z{i + 1}}}\n" for i in range(2000))
    assert loads(BASE.replace("zones:\n", "zones:\n" + chain + "  - {id: z2000}\n"))


def test_nearest_names() -> None:
    assert nearest("Stroe", ["store", "STORE", "shop"]) == ("store",)
    assert nearest("x", ["store"]) == ()
    many = [*(f"x{i}" for i in range(5000)), "actor-one"]
    assert nearest("actor-on", many) == ("actor-one",)
