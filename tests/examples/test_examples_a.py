"""資料59-1 and the old ways before it: everything of the source, and faults found exactly."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import flowmodel as fm
from flowmodel.graph import FlowGraph

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("shiryo-59-1", "before-box")

FIFTEEN = (
    "特定相手以外の通信不可",
    "ネットワーク機器等制御による通信限定",
    "通信内容の暗号化",
    "ウィルス対策",
    "ＩＤ／パスワード等認証",
    "最新のパターンファイルの適用",
    "ファイルのパスワード設定",
    "アクセス制御",
    "アクセスログ取得、分析",
    "システムネットワーク状態等の監視",
    "サーバ冗長化",
    "バックアップ",
    "入退室管理",
    "国内法が適用されるサーバ環境",
    "外部からの攻撃防御（ファイアウォールの設置、サーバの要塞化、侵入検知、"
    "セキュリティパッチの適用等）",
)
"""The bullets of the two large boxes, in the order of the source."""

CATEGORIES = ("申請情報", "審査情報", "財産情報", "事業関連情報")

FIGURE = Counter(
    {
        "データ共有・管理システムに係る個人情報の流れ": 1,
        "資料５９－１": 1,
        "事業者等": 1,
        "データ共有・交換システム（クラウドストレージ）": 1,
        "新宿区": 1,
        "事業者パソコン等": 1,
        "区イントラネットパソコン（LGWAN端末）": 1,
        "ISMAP登録済": 1,
        "ISMSクラウドセキュリティ認証取得済み": 1,
        "主な利用機能": 2,
        "主な機能": 1,
        "アカウントの管理": 1,
        "データの共有": 2,
        "閲覧・編集": 2,
        "ダウンロード": 2,
        "権限の設定": 1,
        "アカウント管理機能": 1,
        "ファイルの共有機能": 1,
        "ファイルの閲覧・編集機能": 1,
        "アクセス制限機能": 1,
        "ダウンロード制限機能": 1,
        "自動削除機能": 1,
        "③～⑥の設定はフォルダ・ファイル毎に設定可能": 1,
        "インターネット回線": 1,
        "LGWAN回線": 1,
        "通信暗号化": 2,
        "ファイルの無害化": 1,
        "資料の送信": 1,
        "資料の確認": 2,
        "資料の修正等": 1,
        "資料のダウンロード": 2,
        "資料の送付": 1,
        "区がアップロードしたファイルの編集権限、ダウンロード制限はファイル毎に可能": 1,
        "他自治体": 1,
        "無関係の事業者等": 1,
        "区からアクセスを許可された事業者等以外は、保存されているフォルダ及びファイルに"
        "アクセスできない": 1,
        "ウイルス感染の防止": 1,
        "不正な通信の検知、分析、遮断": 1,
        "ネットワーク機器の制限及びアクセスの制御": 1,
        "ID／パスワード認証": 1,
        "申請情報": 1,
        "審査情報": 1,
        "事業関連情報": 1,
        **dict.fromkeys(FIFTEEN, 2),
    }
)
"""What the figure shows, broken lines joined, and how often the model must say it.

財産情報 names an item of the 別紙 as well; 通信暗号化 stands once in the source, at a place
that is lost, and is read as said of both lines.
"""

STEPS = (
    ("①", "資料の送信", "partner-pc", "partner-pc", "box", "internet-line", "upload"),
    ("②", "資料の確認", "ward-pc", "box", "ward-pc", "lgwan-line", "view"),
    ("③", "資料の修正等", "partner-pc", "partner-pc", "box", "internet-line", "edit"),
    ("④", "資料のダウンロード", "ward-pc", "box", "ward-pc", "lgwan-line", "download"),
    ("①’", "資料の送付", "ward-pc", "ward-pc", "box", "lgwan-line", "upload"),
    ("②’", "資料の確認", "partner-pc", "box", "partner-pc", "internet-line", "view"),
    ("③’", "資料のダウンロード", "partner-pc", "box", "partner-pc", "internet-line", "download"),
)

ITEMS = (
    "氏名", "住所", "生年月日", "年齢", "性別", "連絡先", "国籍", "本籍", "所属", "続柄",
    "建築物の図面情報", "財産情報", "資格・免許情報", "その他手続にあたり必要な情報",
)  # fmt: skip

CHECKLIST = {
    "ward": """\
個人情報保護法及び新宿区情報セキュリティポリシーを遵守するよう指導する。また、クラウドサービスを利用する場合は、総務省「クラウドサービス提供における情報セキュリティ対策ガイドライン」を準拠するよう指導する。
必要に応じて、事業者への立入り調査等を実施するとともに、結合先に対し速やかに状況報告をするよう指導する。
システム上で不要となった電子データを削除し、電子データの消去を行ったことの報告書を提出するよう指導する。
業務開始前に、事故、災害、トラブルに対応できる体制及び手順を整備し、結合先と緊急時の連絡体制や対応手順を確認する。
事故が発生した場合又は個人情報保護及び情報セキュリティ対策の変更があった場合は、直ちに結合先と今後の対応を協議する。
接続するネットワークについては、特定相手以外との通信を不可とする。
ネットワーク機器やサーバを制御し、通信できるシステムを限定する。
通信内容は暗号化し、通信途上の個人情報の盗用、改ざん、成りすましを防止する。
ファイアウォールの設置、サーバの要塞化、侵入検知、セキュリティパッチの適用等の対策を講じ、外部からの不正侵入やデータ破壊・漏えい等各種の攻撃から防御する。
コンピューターウイルス感染等がないよう、ウイルス対策ソフトウェアの導入及び最新のパターンファイルを適用する。
ID・パスワードやアドレス情報による運用により、第三者による個人情報の盗用、改ざん、成りすましを防止する。
個人情報を保存する場合は、保存先フォルダへアクセス権を設定するとともに、ファイルにパスワードを付すなど、情報へのアクセス制御を徹底する。
システム・ネットワークの状態、機器操作、サービス利用等の監視及びアクセスログ等を取得する。取得したログは、定期的に分析する。
サーバ冗長化、バックアップ等により、事故や障害発生時におけるシステム稼働体制を整備する。
入退室管理等により情報資産の危殆化を防止する。
システムを提供するサーバは日本国内の法が適用される安全性が確保された環境にする。
""",
    "counterpart": """\
個人情報保護法及び新宿区情報セキュリティポリシーを遵守させる。また、クラウドサービスを利用する場合は、総務省「クラウドサービス提供における情報セキュリティ対策ガイドライン」を準拠させる。
必要に応じて、事業者への立入り調査等を受けさせるとともに、結合先に対し速やかに状況報告をさせる。
システム上で不要となった電子データを削除させ、電子データの消去を行ったことの報告書を提出させる。
業務開始前に、事故、災害、トラブルに対応できる体制及び手順を整備させ、区と緊急時の連絡体制や対応手順を確認させる。
事故が発生した場合又は個人情報保護及び情報セキュリティ対策の変更があった場合は、直ちに区と今後の対応を協議させる。
接続するネットワークについては、特定相手以外との通信を不可とさせる。
ネットワーク機器やサーバを制御し、通信できるシステムを限定させる。
通信内容は暗号化させ、通信途上の個人情報の盗用、改ざん、成りすましを防止させる。
ファイアウォールの設置、サーバの要塞化、侵入検知、セキュリティパッチの適用等の対策を講じさせ、外部からの不正侵入やデータ破壊・漏えい等各種の攻撃から防御させる。
コンピューターウイルス感染等がないよう、ウイルス対策ソフトウェアの導入及び最新のパターンファイルを適用させる。
ID・パスワードやアドレス情報による運用により、第三者による個人情報の盗用、改ざん、成りすましを防止させる。
個人情報を保存する場合は、保存先フォルダへアクセス権を設定させるとともに、ファイルにパスワードを付すなど、情報へのアクセス制御を徹底させる。
システム・ネットワークの状態、機器操作、サービス利用等の監視及びアクセスログ等を取得させる。取得したログは、定期的に分析させる。
サーバ冗長化、バックアップ等により、事故や障害発生時におけるシステム稼働体制を整備させる。
入退室管理等により情報資産の危殆化を防止させる。
システムを提供するサーバは日本国内の法が適用される安全性が確保された環境にさせる。
""",
}

PAPER = (
    "個人情報保護管理運営会議 付議事項",
    "◇第3条第1項第3号（外部結合）",
    "効果的・効率的な業務の推進",
    "データ共有・交換ツール活用での付議パターン",
    "※個人情報の流れは、資料５９－１のとおり",
    "業務所管課（担当課：行政管理課、情報システム課）",
    "データ共有・交換システムの運用",
    "令和７年４月１日から令和８年３月３１日まで（次年度以降も、同様の外部結合を行う。）",
    "別紙チェックリストのとおり",
)
"""Fields of the paper set that are given in one piece."""


def load(name: str, file: str = "model.yaml") -> fm.Model:
    return fm.load(EXAMPLES / name / file)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)


def ja(text: Any) -> str:
    return text if isinstance(text, str) else text.ja


@pytest.fixture(scope="module")
def figure() -> fm.Model:
    return load("shiryo-59-1")


@pytest.mark.parametrize("wanted", FIGURE)
def test_every_string_of_the_figure_stands_in_the_model(figure: fm.Model, wanted: str) -> None:
    drawn = figure.model_dump(mode="json", exclude={"agenda", "checklists", "terms"})
    assert Counter(texts(drawn))[wanted] == FIGURE[wanted]


def test_lanes(figure: fm.Model) -> None:
    assert [(ja(z.name), z.network) for z in figure.zones] == [
        ("事業者等", "internet"),
        ("データ共有・交換システム（クラウドストレージ）", None),
        ("新宿区", "lgwan"),
    ]
    graph = FlowGraph.of(figure)
    for actor in ("partner-pc", "box", "ward-pc"):
        assert tuple(ja(c.name) for c in graph.data_at[actor]) == CATEGORIES


def test_steps(figure: fm.Model) -> None:
    found = [
        (f.printed, t.text("ja"), f.actor.id, t.source, t.target, t.over, t.operation)
        for f in FlowGraph.of(figure).flows
        for t in (f.transfer,)
    ]
    assert found == list(STEPS)
    assert {t.printed: t.mark for t in figure.transfers if t.mark} == {"③’": "※"}
    assert [t.printed for t in figure.transfers if t.certainty == "inferred"] == ["③"]
    assert [(s.mark, ja(s.name)) for s in figure.series] == [
        ("", "事業者等 → 区"),
        ("'", "区 → 事業者等"),
    ]


def test_boxes(figure: fm.Model) -> None:
    found = [(b.at, tuple(ja(i.text) for i in b.items)) for b in figure.boxes]
    three = (
        "ウイルス感染の防止",
        "不正な通信の検知、分析、遮断",
        "ネットワーク機器の制限及びアクセスの制御",
    )
    assert found == [
        ("partner-pc", three),
        ("partner-pc", ("ID／パスワード認証",)),
        ("box", FIFTEEN),
        ("ward-pc", FIFTEEN),
    ]
    assert all(item.controls for box in figure.boxes for item in box.items)


def test_call_outs(figure: fm.Model) -> None:
    found = {c.id: [ja(s.label) for s in c.controls] for c in figure.channels}
    assert found == {
        "internet-line": ["通信暗号化"],
        "lgwan-line": ["通信暗号化", "ファイルの無害化"],
    }


def test_what_is_inferred_says_what_else_it_may_be(figure: fm.Model) -> None:
    parts = [*figure.data, *figure.channels, *figure.series, *figure.boxes]
    inferred = [p for p in (*parts, *figure.transfers) if p.certainty == "inferred"]
    assert len(inferred) == len(parts) + 1
    assert all(p.note for p in inferred)


def test_items(figure: fm.Model) -> None:
    assert figure.agenda is not None
    assert figure.agenda.annex.items == ITEMS
    behind = [ja(i) for c in figure.data for i in c.items]
    assert sorted(behind) == sorted(ITEMS)


@pytest.mark.parametrize("side", CHECKLIST)
def test_checklist(figure: fm.Model, side: str) -> None:
    (checklist,) = [c for c in figure.checklists if c.side == side]
    items = [f"O{i}" for i in range(1, 6)] + [f"S{i}" for i in range(1, 12)]
    wanted = zip(items, CHECKLIST[side].splitlines(), strict=True)
    assert [(a.item, a.answer, a.text) for a in checklist.answers] == [
        (item, "○", text) for item, text in wanted
    ]


def test_exclusion(figure: fm.Model) -> None:
    (exclusion,) = figure.exclusions
    kept_out = [a for a in figure.actors if a.id in exclusion.parties]
    assert [(ja(a.name), a.kind, a.zone) for a in kept_out] == [
        ("他自治体", "organisation", None),
        ("無関係の事業者等", "organisation", None),
    ]
    assert set(exclusion.protects) == {"box", *(c.id for c in figure.data)}


def test_paper_set(figure: fm.Model) -> None:
    assert figure.agenda is not None
    written = set(texts(figure.agenda.model_dump(mode="json")))
    assert set(PAPER) <= written
    for field in figure.agenda.cover, figure.agenda.overview, figure.agenda.annex:
        assert all(value for _, value in field), "a field of the form is empty"
    assert len(figure.agenda.overview.content) == 3
    patterns = figure.agenda.overview.content[1].text.splitlines()
    assert [p[0] for p in patterns] == ["⑴", "⑵", "⑶"]


def test_everything_drawn_has_an_english_name(figure: fm.Model) -> None:
    drawn = (*figure.zones, *figure.data, *figure.channels, *figure.series, *figure.actors)
    one_name = [p for p in drawn if isinstance(p.name, str) and not p.name.isascii()]
    assert one_name == []
    labels = [t.label for t in figure.transfers] + [e.text for e in figure.exclusions]
    labels += [i.text for b in figure.boxes for i in b.items] + [figure.figure.title]
    labels += [f for a in figure.actors if a.functions for f in a.functions.items]
    assert all(getattr(text, "en", None) for text in labels)


def test_before_box_knows_every_way_of_the_source() -> None:
    model = load("before-box")
    assert model.stage == "as-is"
    assert {c.medium for c in model.channels} == {"post", "email", "network", "removable"}
    assert "どこでもキャビネット" in {ja(a.name) for a in model.actors}
    assert {c.id for c in model.data} == {c.id for c in load("shiryo-59-1").data}


@pytest.mark.parametrize("name", NAMES)
def test_the_script_builds_the_same_model(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    script = runpy.run_path(str(EXAMPLES / name / "model.py"), run_name="__main__")
    assert script["model"] == load(name)
    assert fm.loads(capsys.readouterr().out) == load(name)


_EXPECT = re.compile(r"\s*# expect: ([A-Z]\d+) (error|warning|note)")


def announced(path: Path) -> list[tuple[str, str, int]]:
    """The findings that a file's comments announce, each for the next line that is none."""
    found: list[tuple[str, str, int]] = []
    waiting: list[tuple[str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        comment = _EXPECT.fullmatch(line)
        if comment:
            waiting.append((comment[1], comment[2]))
            continue
        found += [(rule, level, number) for rule, level in waiting]
        waiting = []
    assert not waiting, "a comment announces a finding below the last line"
    assert len(found) == path.read_text(encoding="utf-8").count("# expect:"), "unread comment"
    return sorted(found)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", ["model.yaml", "broken.yaml"])
def test_findings_are_those_announced(name: str, file: str) -> None:
    model = load(name, file)
    # Words in a block of text stand below the line at which a comment can announce them.
    found = [(f.rule, f.level, model.origin.place(f.path).line) for f in fm.check(model)]
    assert sorted(found) == announced(EXAMPLES / name / file)


@pytest.mark.parametrize("name", NAMES)
def test_the_model_has_no_error_and_its_twin_five_faults(name: str) -> None:
    assert fm.check(load(name)).ok
    faults = {f.rule for f in fm.check(load(name, "broken.yaml"))}
    assert len(faults - {f.rule for f in fm.check(load(name))}) >= 5
