"""The summary: every step with its controls and who provides them, safe to open."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

import flowmodel as fm
from flowmodel.analysis.steps import rows
from flowmodel.documents import summary

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/model.yaml"))


def page(model: fm.Model, lang: str = "ja") -> html.HtmlElement:
    graph = fm.FlowGraph.of(model)
    text = summary(graph, fm.check(graph), "点検結果", lang)  # type: ignore[arg-type]
    return html.fromstring(text)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda p: p.parent.name)
def test_every_step_has_a_row_with_its_route(file: Path, lang: str) -> None:
    model = fm.load(file)
    graph = fm.FlowGraph.of(model)
    table = page(model, lang).find_class("steps")[0]
    heads = [th.text_content() for th in table.iterfind("tbody/tr/th")]
    flows = [f for series in graph.series.values() for f in series]
    assert len(heads) == len(flows)
    for head, flow in zip(heads, flows, strict=True):
        assert head.startswith(flow.printed)
        assert flow.transfer.text(lang) in head  # type: ignore[arg-type]


def test_controls_are_listed_by_who_provides_them() -> None:
    model = fm.load(ROOT / "examples" / "shiryo-59-1" / "model.yaml")
    fourth = next(r for r in rows(fm.FlowGraph.of(model), "ja") if r.printed == "④")
    by_name = {p.name: p.controls for p in fourth.providers}
    assert by_name["LGWAN回線"] == ("通信暗号化", "ファイルの無害化")
    assert "利用者認証" in by_name["区イントラネットパソコン（LGWAN端末）"]
    assert fourth.acting == "受け側がダウンロード"


SMALL = """
flowmodel: 1
id: small
title: {title}
actors: [{{id: a, kind: person}}, {{id: b, kind: storage}}]
channels: [{{id: c, between: [a, b], controls: {controls}}}]
transfers:
  - {{step: 1, label: 送付, from: a, to: b}}
  - {{step: 2, label: 処理, from: b, to: b, operation: process}}
"""


def test_a_step_without_controls_says_so() -> None:
    model = fm.loads(SMALL.format(title="x", controls="[]"))
    assert "記載がありません" in page(model).find_class("none")[0].text_content()


def test_states_other_than_in_place_are_said() -> None:
    stated = "[{control: S3, state: planned, date: 2026-04-01}, {control: S1, state: not-needed, reason: 庁内}]"
    first = rows(fm.FlowGraph.of(fm.loads(SMALL.format(title="x", controls=stated))), "ja")[0]
    assert first.providers[0].controls == (
        "通信暗号化［予定］",
        "特定相手以外の通信不可［対策不要］",
    )


def test_markup_in_texts_is_shown_and_not_run() -> None:
    model = fm.loads(SMALL.format(title="'<script>alert(1)</script> & <b>x</b>'", controls="[]"))
    root = page(model)
    assert root.xpath("//script") == []
    assert root.xpath("//h1")[0].text == "<script>alert(1)</script> & <b>x</b>"


def test_nothing_is_fetched() -> None:
    model = fm.load(EXAMPLES[0])
    root = page(model)
    assert root.xpath("//@src | //@href | //link | //iframe") == []
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
