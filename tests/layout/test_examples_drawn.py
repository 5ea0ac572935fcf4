"""The figures of all examples: no violation, every word of the source in its lane."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from compare import compared

import flowmodel as fm
from flowmodel.layout.audit import audit
from flowmodel.layout.scene import Box, Scene, Text
from flowmodel.layout.style import MIN_PT
from flowmodel.render.svg import svg

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(p.parent.name for p in ROOT.glob("examples/*/model.yaml"))
GOLDEN = ROOT / "tests" / "golden"


def drawn(name: str, **options: object) -> Scene:
    return fm.draw(fm.load(ROOT / "examples" / name / "model.yaml"), **options).scene  # type: ignore[arg-type]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("paper", ["a4", "a3"])
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_violation(name: str, lang: str, paper: str) -> None:
    assert audit(drawn(name, lang=lang, paper=paper, marks=True)) == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_broken_models_are_drawn_with_their_marks(name: str) -> None:
    model = fm.load(ROOT / "examples" / name / "broken.yaml")
    scene = fm.draw(model, marks=True).scene
    assert audit(scene) == ()
    flags = {
        i.text for p in scene.pages for i in p.flat() if isinstance(i, Text) and i.role == "flag"
    }
    told = " ".join(flags)
    blamed = {f.rule for f in fm.check(model) if f.parts and f.level != "note"}
    assert flags
    assert {rule for rule in blamed if rule in told}


@pytest.mark.parametrize("name", EXAMPLES)
def test_pages_are_paper_and_text_is_legible(name: str) -> None:
    scene = drawn(name)
    for page in scene.pages:
        assert (page.width, page.height) == (297.0, 210.0)
        assert min(i.size for i in page.flat() if isinstance(i, Text)) >= MIN_PT


def words_by_lane(scene: Scene) -> dict[str, str]:
    """All text that stands within the x range of each lane or between lanes, joined."""
    page = scene.pages[0]
    items = list(page.flat())
    lanes = [i for i in items if isinstance(i, Box) and i.role == "lane"]
    found: dict[str, str] = {}
    for item in items:
        if not isinstance(item, Text):
            continue
        middle = item.left + item.width / 2
        lane = next(
            (
                b
                for b in lanes
                if b.x <= middle <= b.x + b.w and item.y < b.y + b.h and item.y > b.y
            ),
            None,
        )
        key = lane.part if lane else "between"
        found[key] = found.get(key, "") + item.text
    return {k: "".join(v.split()) for k, v in found.items()}


BOTH_BOXES = (
    "・特定相手以外の通信不可", "・ネットワーク機器等制御による通信限定", "・通信内容の暗号化", "・ウィルス対策",
    "・ＩＤ／パスワード等認証", "・最新のパターンファイルの適用", "・ファイルのパスワード設定", "・アクセス制御",
    "・アクセスログ取得、分析", "・システムネットワーク状態等の監視", "・サーバ冗長化", "・バックアップ",
    "・入退室管理", "・国内法が適用されるサーバ環境",
    "・外部からの攻撃防御（ファイアウォールの設置、サーバの要塞化、侵入検知、セキュリティパッチの適用等）",
)  # fmt: skip
DATA = ("申請情報", "審査情報", "財産情報", "事業関連情報")
SOURCE = {
    "事業者等": ("事業者パソコン等", "＜主な利用機能＞", "●データの共有", "●閲覧・編集", "●ダウンロード", *DATA,
        "・ウイルス感染の防止", "・不正な通信の検知、分析、遮断", "・ネットワーク機器の制限及びアクセスの制御", "・ID／パスワード認証"),
    "データ共有・交換システム（クラウドストレージ）": ("ISMAP登録済、ISMSクラウドセキュリティ認証取得済み", "＜主な機能＞",
        "①アカウント管理機能", "②ファイルの共有機能", "③ファイルの閲覧・編集機能", "④アクセス制限機能",
        "⑤ダウンロード制限機能", "⑥自動削除機能", "※③～⑥の設定はフォルダ・ファイル毎に設定可能", *DATA, *BOTH_BOXES),
    "新宿区": ("区イントラネットパソコン（LGWAN端末）", "＜主な利用機能＞", "●アカウントの管理", "●データの共有",
        "●閲覧・編集", "●ダウンロード", "●権限の設定", *DATA, *BOTH_BOXES),
    "between": ("データ共有・管理システムに係る個人情報の流れ", "（資料５９－１）", "【インターネット回線】", "【LGWAN回線】",
        "通信暗号化", "ファイルの無害化", "①資料の送信", "②資料の確認", "③資料の修正等", "④資料のダウンロード",
        "①’資料の送付", "②’資料の確認", "③’資料のダウンロード(※)",
        "※区がアップロードしたファイルの編集権限、ダウンロード制限はファイル毎に可能", "他自治体", "無関係の事業者等",
        "区からアクセスを許可された事業者等以外は、保存されているフォルダ及びファイルにアクセスできない"),
}  # fmt: skip


def test_every_string_of_the_source_stands_in_its_lane() -> None:
    """資料59-1: the strings of the paper's figure, lane by lane."""
    model = fm.load(ROOT / "examples" / "shiryo-59-1" / "model.yaml")
    zones = {z.label("ja"): z.id for z in model.zones}
    found = words_by_lane(fm.draw(model).scene)
    for lane, strings in SOURCE.items():
        text = found[zones.get(lane, lane)]
        assert lane == "between" or lane in text
        missing = [s for s in strings if "".join(s.split()) not in text]
        assert missing == [], (lane, text)


@pytest.mark.parametrize("name", EXAMPLES)
def test_scene_golden(name: str) -> None:
    """The geometry of each figure, apart from how it is rendered.

    FLOWMODEL_GOLDEN=write rewrites the goldens; look at the figures before you commit them.
    """
    scene = drawn(name, verdict=False)
    plain = json.loads(json.dumps(scene.as_dict()), parse_float=lambda f: round(float(f), 2))
    text = json.dumps(plain, ensure_ascii=False, indent=0) + "\n"
    file = GOLDEN / f"scene-{name}.json"
    if os.environ.get("FLOWMODEL_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    kept = file.read_text(encoding="utf-8")
    assert text == kept, compared(f"scene-{name}", *map(pictures, (kept, text)))


def pictures(scene: str) -> list[str]:
    drawing = Scene.from_dict(json.loads(scene))
    return [svg(drawing, page).decode() for page in range(len(drawing.pages))]
