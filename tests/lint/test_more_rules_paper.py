"""Rules that compare the paper set with its form and with the flow."""

from __future__ import annotations

import pytest

from flowmodel.lint import check
from flowmodel.lint.rules import rule
from flowmodel.source import loads


def found(model, id):
    return check(loads(model), only=[rule(id)]).findings


FULL = rule("D03").passing[0].model
ITEMS = rule("F02").passing[0].model


def test_d03_names_the_sheet_and_the_field():
    (finding,) = found(FULL.replace("purpose: 効率化, ", "purpose: '　', "), "D03")
    assert finding.path == ("agenda", "overview")
    assert finding.message.ja == "事業の概要の「目的」の記載がありません"


@pytest.mark.parametrize(
    ("end", "expected"),
    [("2025-04-01", 0), ("2026-03-31", 0), ("2026-04-01", 1), ("2025-03-31", 1)],
)
def test_d03_knows_the_fiscal_year(end, expected):
    assert len(found(FULL.replace("2026-03-31", end), "D03")) == expected


def test_f02_reads_width_and_blanks_as_the_same():
    assert found(ITEMS.replace("[氏名, 住所]}}", "[氏名, ' 住 所']}}"), "F02") == ()


def test_f02_levels():
    text = ITEMS.replace("items: [氏名, 住所]}}", "items: [氏名, 国籍]}}")
    assert text != ITEMS
    assert [(f.level, f.parts[0]) for f in found(text, "F02")] == [
        ("error", "application"),
        ("warning", "国籍"),
    ]


def test_f02_counts_no_unused_item_while_a_category_has_none():
    text = (
        rule("F02")
        .failing[1]
        .model.replace("name: 申請情報, items: [氏名, 住所]", "name: 申請情報")
    )
    assert [f.message.en for f in found(text, "F02")] == [
        "'申請情報': no items are stated, so the items of the 別紙 cannot be compared"
    ]
