"""P05: a series with gaps is counted again from its beginning, and waivers follow.

Only numbers change: order, series and texts stay as they are. A text may print a number
(「④の後」); what it means, only its author knows, so such places are told, not changed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from flowmodel.errors import DocPath
from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual
from flowmodel.lint.fixes import Fix
from flowmodel.lint.rule import Finding
from flowmodel.lint.waivers import part_of
from flowmodel.model.origin import Edit
from flowmodel.vocabulary import circled, parse_step, printed_step, step_id

_WHAT = Bilingual("手順を振り直す: {pairs}", "renumber steps: {pairs}")
_BRACKETED = range(0x2474, 0x2488)
"""⑴ to ⒇."""


def find(graph: FlowGraph, found: tuple[Finding, ...]) -> Iterator[tuple[Finding | None, Fix]]:
    """One fix for each series with a gap; series that go on counting from it follow."""
    gaps = {_series(graph, f): f for f in found if f.path[:1] == ("transfers",) and _is_gap(f)}
    if not gaps:
        return
    counted = _counted(graph, frozenset(gaps))
    fix = _fix(graph, {old: new for old, new in counted.items() if old != new})
    for finding in gaps.values():
        yield finding, fix


def _is_gap(finding: Finding) -> bool:
    return finding.path[2:] == ("step",)


def _series(graph: FlowGraph, finding: Finding) -> str:
    return graph.steps[finding.parts[0]].transfer.series


def _counted(graph: FlowGraph, gaps: frozenset[str]) -> dict[str, str]:
    """Every step, with the number that it has when no series leaves one out."""
    ends: dict[int, int] = {}
    numbers: dict[str, str] = {}
    for mark, flows in graph.series.items():
        lowest, last = flows[0].transfer.number, flows[-1].transfer.number
        # A waived gap stays, and so does what was built upon it.
        shift = ends[lowest - 1] - (lowest - 1) if lowest - 1 in ends else 0
        first = lowest + shift if lowest - 1 in ends else 1
        for i, flow in enumerate(flows):
            number = flow.transfer.number
            new = first + i if mark in gaps else number + shift
            numbers[flow.transfer.step] = step_id(mark, new)
        ends.setdefault(last, first + len(flows) - 1 if mark in gaps else last + shift)
    return numbers


def _fix(graph: FlowGraph, numbers: dict[str, str]) -> Fix:
    origin = graph.model.origin
    edits: list[Edit] = []
    values: dict[DocPath, str] = {}
    named: list[tuple[DocPath, str]] = []
    for i, transfer in enumerate(graph.model.transfers):
        if transfer.step in numbers:
            named.append((("transfers", i, "step"), transfer.step))
    for i, waiver in enumerate(graph.model.waivers):
        part = part_of(graph, waiver.part)
        if part in numbers and parse_step(waiver.part) is not None:
            named.append((("waivers", i, "part"), part))
    for path, old in named:
        written = origin.written(path)
        told = None if written is None else rewritten(written[0], old, numbers[old])
        if written is None or told is None:
            return Fix("P05", _WHAT, ())
        edits.append(Edit(*written[1], told))
        values[path] = numbers[old] if path[0] == "transfers" else told
    pairs = [(_printed(old), _printed(new)) for old, new in numbers.items()]
    what = _WHAT.format(pairs=" ".join(f"{old}→{new}" for old, new in pairs))
    return Fix("P05", what, tuple(edits), values, tuple(pairs))


def _printed(step: str) -> str:
    found = parse_step(step)
    return printed_step(*found) if found else step


def rewritten(written: str, old: str, new: str) -> str | None:
    """`new` written as `old` is in `written`, with signs of the same kind; None if unsure."""
    # Between single quotes a prime is written twice.
    quotes = next((q for q in ("'", "''") if _read(written, q) == parse_step(old)), None)
    digits = [i for i, c in enumerate(written) if c.isnumeric()]
    if quotes is None or not digits:
        return None
    start, end = digits[0], digits[-1] + 1
    told = (
        written[:start] + _number(written[start], (parse_step(new) or ("", 0))[1]) + written[end:]
    )
    return told if _read(told, quotes) == parse_step(new) else None


def _read(written: str, quotes: str) -> tuple[str, int] | None:
    return parse_step(written.replace(quotes, "'"))


def _number(sign: str, number: int) -> str:
    """A number in signs like this one, which begins another."""
    if sign.isascii():
        return str(number)
    if unicodedata.category(sign) == "Nd":
        return "".join(chr(0xFF10 + int(d)) for d in str(number))
    if ord(sign) in _BRACKETED:
        return chr(_BRACKETED[number - 1]) if number <= len(_BRACKETED) else f"({number})"
    return circled(number)
