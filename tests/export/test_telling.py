"""The flow in sentences: complete, numbered, in both languages, and with nothing but what is stated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import models

import flowmodel as fm
from flowmodel.export.parts import plain
from flowmodel.export.telling import text
from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.scene import Scene
from flowmodel.model import Actor, Model, Transfer
from flowmodel.views import Subject

EXAMPLES = Path(__file__).parents[2] / "examples"


def told(model: Model, lang: Lang = "ja", view: str = "lanes", **options: bool) -> list[str]:
    diagram = fm.draw(model, lang=lang, view=view, **options)
    data = text(diagram.subject, diagram.drawing)
    assert data.endswith(b"\n")
    return data.decode().splitlines()


def example(name: str) -> Model:
    return fm.load(EXAMPLES / name / "model.yaml")


def test_the_seed_in_sentences(tmp_path: Path) -> None:
    (path,) = fm.draw(example("shiryo-59-1")).save(tmp_path / "a.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["データ共有・管理システムに係る個人情報の流れ", "資料５９－１"]
    heads = [line[2:] for line in lines if line.startswith("■ ")]
    assert heads == [
        "区画と主体", "主体ごとの記載", "経路", "手順", "主体ごとの情報保護対策", "アクセスできない者", "注", "点検",
    ]  # fmt: skip
    (first,) = [line for line in lines if line.startswith("① ")]
    assert first.startswith(
        "① 資料の送信。事業者パソコン等が、申請情報、審査情報、財産情報、事業関連情報を、"
        "インターネット回線を通じてBoxへアップロードします。対策は、インターネット回線の通信暗号化；"
    )
    (third,) = [line for line in lines if line.startswith("③ ")]
    assert "インターネット回線を通じてBoxで編集します" in third
    (fetched,) = [line for line in lines if line.startswith("④ ")]
    assert "LGWAN回線を通じてBoxからダウンロードします" in fetched
    assert "［①’～③’ 区 → 事業者等］" in lines
    kept = "他自治体、無関係の事業者等は、Box、申請情報、審査情報、財産情報、事業関連情報に"
    assert kept + "アクセスできない者とされています。" in lines
    assert any(line.startswith("○ 「他自治体」に") for line in lines)
    assert sum("をたどりました" in line for line in lines) == 2


def test_the_seed_in_english() -> None:
    lines = told(example("shiryo-59-1"), "en")
    (first,) = [line for line in lines if line.startswith("① ")]
    assert first.startswith(
        "① Sending of material. Partner's PC or other device uploads Application data, Review data, "
        "Property data, Project data to Box over Internet line. Controls: Traffic encrypted (Internet"
    )
    (third,) = [line for line in lines if line.startswith("③ ")]
    assert third.startswith("③ Correction of material etc. Partner's PC or other device edits ")
    assert " at Box over Internet line. " in third
    assert "[①–④ Partners → ward]" in lines


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(models())
def test_every_step_is_told_once_in_its_order(model: Model) -> None:
    graph = FlowGraph.of(model)
    lines = text(Subject(graph, "ja"), Scene(model.id, "", "", "ja", ())).decode().splitlines()
    steps = lines[lines.index("■ 手順") + 1 :]
    steps = steps[: steps.index("")] if "" in steps else steps
    numbered = [line for line in steps if not line.startswith("［")]
    wanted = [f for flows in graph.series.values() for f in flows]
    assert len(numbered) == len(wanted)
    for line, flow in zip(numbered, wanted, strict=True):
        assert line.startswith(flow.printed)
        assert plain(flow.source.label("ja")) in line
        assert plain(flow.target.label("ja")) in line
        assert ("対策は、" in line) == bool(graph.effective(flow))
    kept = [line for line in lines if line.endswith("アクセスできない者とされています。")]
    assert len(kept) >= len(model.exclusions)


def test_what_is_not_stated_is_said_and_flags_are_told() -> None:
    model = fm.loads(
        "flowmodel: 1\nid: t\ntitle: t\nactors:\n"
        "  - {id: a, name: 甲, kind: terminal}\n  - {id: b, name: 乙, kind: storage}\n"
        "channels: [{id: c, name: 線, between: [a, b]}]\n"
        "transfers:\n  - {step: 1, from: a, to: b, basis: 番号法第19条第8号}\n"
        "  - {step: 2, from: b, to: b, operation: delete}\n"
    )
    lines = told(model, marks=True)
    assert lines[0] == "t"
    (first,) = [line for line in lines if line.startswith("①")]
    assert "区分の記載がないため、個人情報として扱うもの" in first
    assert "対策の記載がありません。" in first
    assert "根拠は、番号法第19条第8号。" in first
    assert re.search(r"規則 .*E0\d.* の指摘があります。", first)
    (second,) = [line for line in lines if line.startswith("②")]
    assert second.startswith("②乙が、")
    assert "を削除します。" in second
    assert "■ アクセスできない者" not in lines
    (english,) = [line for line in told(model, "en") if line.startswith("②")]
    assert "乙 deletes data" in english
    assert "No control is stated." in english


@pytest.mark.parametrize(("view", "lang", "wanted"), [
    ("matrix", "ja", "①資料の送信：対策あり："), ("matrix", "en", "①Sending of material: in place: "),
    ("holdings", "ja", "最初：事業者パソコン等（"), ("holdings", "en", "start: Partner's PC"),
])  # fmt: skip
def test_plots_tell_what_they_show(view: str, lang: Lang, wanted: str) -> None:
    lines = told(example("shiryo-59-1"), lang, view)
    assert any(line.startswith(wanted) for line in lines)


def test_what_stands_in_the_box_of_an_actor_is_told() -> None:
    lines = told(example("shiryo-59-1"))
    (box,) = [line for line in lines if line.startswith("Box: ")]
    assert box == (
        "Box: 株式会社 Box Japan。ISMAP登録済、ISMSクラウドセキュリティ認証取得済み。主な機能は、"
        "① アカウント管理機能；② ファイルの共有機能；③ ファイルの閲覧・編集機能；"
        "④ アクセス制限機能；⑤ ダウンロード制限機能；⑥ 自動削除機能。"
        "※ ③～⑥の設定はフォルダ・ファイル毎に設定可能。"
        "図に示す情報は、申請情報、審査情報、財産情報、事業関連情報。"
    )
    english = told(example("shiryo-59-1"), "en")
    (box,) = [line for line in english if line.startswith("Box: ")]
    assert box.startswith("Box: Box Japan K.K. Registered with ISMAP")
    assert not any(line.startswith("他自治体: ") for line in lines)
    (measures,) = [line for line in lines if "不正な通信の検知、分析、遮断" in line]
    assert "ウイルス感染の防止；不正な通信の検知、分析、遮断；" in measures


def test_a_sequence_tells_the_flow_as_well() -> None:
    model = example("before-box")
    assert told(model, view="sequence") == told(model)
    assert any("removable" in line.lower() for line in told(model, "en"))


def test_nothing_moves_a_cursor_or_begins_a_line() -> None:
    evil = Actor(id="a", name="a\n■ 手順", kind="terminal")
    step = Transfer(step="1", source="a", target="a", operation="edit")
    model = Model(id="t", title="t", actors=(evil,), transfers=(step,))
    drawing = Scene("t", "", "", "ja", ())
    lines = text(Subject(FlowGraph.of(model), "ja"), drawing).decode().splitlines()
    assert lines.count("■ 手順") == 1
