"""What is measured: one module a group of rows, one line in the table for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from benchmarks.groups import cold, drawing, flow, many, rules, starts
from benchmarks.rows import Bench, Row

Measure = Callable[[Bench], Iterator[Row]]

GROUPS: Mapping[str, Measure] = {
    "starts": starts.measure,
    "cold": cold.measure,
    "many": many.measure,
    "rules": rules.measure,
    "flow": flow.measure,
    "drawing": drawing.measure,
}
"""In the order of the table. A group yields its rows; `python -m benchmarks NAME…` runs some."""
