"""Step numbers: every way to write one, and how they are printed."""

from __future__ import annotations

import pytest

from flowmodel.model import Series, Transfer
from flowmodel.vocabulary import circled, parse_step, printed_step, step_id


@pytest.mark.parametrize(
    ("written", "series", "number", "printed"),
    [
        ("1", "", 1, "①"),
        ("①", "", 1, "①"),
        ("⑳", "", 20, "⑳"),
        ("㉑", "", 21, "㉑"),
        ("㊱", "", 36, "㊱"),
        ("㊿", "", 50, "㊿"),
        ("51", "", 51, "(51)"),
        ("(51)", "", 51, "(51)"),
        ("⑴", "", 1, "①"),
        ("（３）", "", 3, "③"),
        ("１", "", 1, "①"),
        (" 7 ", "", 7, "⑦"),
        ("9999", "", 9999, "(9999)"),
        ("007", "", 7, "⑦"),
        ("①‘", "'", 1, "①’"),
        ("①’", "'", 1, "①’"),
        ("1'", "'", 1, "①’"),
        ("1′", "'", 1, "①’"),
        ("１＇", "'", 1, "①’"),
        ("1''", "''", 1, "①’’"),
        ("A-3", "A", 3, "A③"),
        ("A3", "A", 3, "A③"),
        ("Ａ－３", "A", 3, "A③"),
        ("ア2'", "ア'", 2, "ア②’"),
    ],
)
def test_steps(written: str, series: str, number: int, printed: str) -> None:
    assert parse_step(written) == (series, number)
    assert printed_step(series, number) == printed
    assert parse_step(printed) == (series, number)
    assert parse_step(step_id(series, number)) == (series, number)
    transfer = Transfer(step=written, source="a", target="b")
    assert (transfer.series, transfer.number, transfer.printed) == (series, number, printed)


@pytest.mark.parametrize(
    "written", ["", "0", "00", "⓪", "x", "-1", "1.5", "1 2", "AB1", "1A", "10000", "①②", "'1", "A-", "²x"]
)  # fmt: skip
def test_what_is_no_step(written: str) -> None:
    assert parse_step(written) is None


def test_every_circled_number_reads_back() -> None:
    for number in range(1, 121):
        assert parse_step(circled(number)) == ("", number)


@pytest.mark.parametrize("mark", ["", "'", "’", "A", "ア"])
def test_marks_of_series(mark: str) -> None:
    series = Series(mark=mark)
    step = Transfer(step="1’" if mark == "’" else f"{mark}1" if mark.isalpha() else f"1{mark}",
                    source="a", target="b")  # fmt: skip
    assert step.series == series.mark
