"""The catalogue holds the checklist and the figure of 資料59, each once and in both languages."""

from __future__ import annotations

import pytest

from flowmodel.controls import ControlSet, catalogue, catalogue_set, controls_of
from flowmodel.model import Control, Localized

CHECKLIST = [f"O{i}" for i in range(1, 6)] + [f"S{i}" for i in range(1, 12)]

BULLETS = [
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
    "通信暗号化",
    "ファイルの無害化",
    "ウイルス感染の防止",
    "不正な通信の検知、分析、遮断",
    "ネットワーク機器の制限及びアクセスの制御",
    "ID／パスワード認証",
    "外部からの攻撃防御（ファイアウォールの設置、サーバの要塞化、侵入検知、セキュリティパッチの適用等）",
]
"""The bullets of the control boxes and lines of 資料59-1."""


def test_every_item_of_the_checklist_once_and_in_order() -> None:
    assert [c.item for c in catalogue() if c.item] == CHECKLIST


def test_every_control_has_both_languages() -> None:
    for control in catalogue():
        for text in (control.name, *(p.name for p in control.parts)):
            assert isinstance(text, Localized)
            assert text.ja
            assert text.en
        if control.short is not None:
            assert isinstance(control.short, Localized)
            assert control.short.ja
            assert control.short.en


def test_names_are_unique() -> None:
    names = [n for c in catalogue() for n in (c.id, c.item) if n]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("bullet", BULLETS)
def test_every_bullet_of_the_figure_belongs_to_a_control(bullet: str) -> None:
    assert [c.id for c in catalogue() if bullet in c.bullets]


@pytest.mark.parametrize(
    "control",
    ["sanitisation", "download-limit", "edit-right", "account-management", "auto-deletion",
     "certification"],
)  # fmt: skip
def test_controls_that_the_figure_draws_besides(control: str) -> None:
    assert catalogue_set().control(control).item is None


def test_a_set_knows_each_name_and_part() -> None:
    controls = catalogue_set()
    assert controls.canonical("S5.patterns") == "anti-malware.patterns"
    assert controls.canonical("S99") is None
    whole = controls.mask("S5")
    parts = controls.mask("anti-malware.software"), controls.mask("S5.patterns")
    assert parts[0] | parts[1] == whole
    assert parts[0] & parts[1] == 0
    assert controls.split(whole) == ("anti-malware",)
    assert controls.split(parts[1] | controls.mask("encryption")) == (
        "encryption",
        "anti-malware.patterns",
    )
    assert controls.label("S5.patterns", "ja") == "最新のパターンファイルの適用"
    assert controls.label("S3", "en", short=True) == "encrypted"
    part = controls.part("S5.patterns")
    assert part is not None
    assert part.id == "patterns"
    assert controls.part("S5") is None
    with pytest.raises(KeyError):
        controls.mask("nothing")


def test_own_controls_come_after_the_catalogue() -> None:
    own = controls_of([Control(id="mine", name="x")])
    assert own.names()[-1] == "mine"
    assert own.mask("mine") > own.mask("receipt-log")
    assert controls_of([]) is catalogue_set()
    assert isinstance(own, ControlSet)
    assert catalogue_set().canonical("mine") is None
