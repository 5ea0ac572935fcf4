"""N05: copies that must be deleted are still there when the steps end."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.assertions import judge
from flowmodel.lint.rule import Rule
from flowmodel.lint.samples import plain

_ACTORS = (
    "{id: pc, name: 事業者パソコン, kind: terminal}",
    "{id: store, name: 共有システム, kind: storage}",
    "{id: desk, name: 区の端末, kind: terminal}",
)
_DATA = (
    "{id: personal, name: 個人情報}",
    "{id: application, name: 申請情報, parent: personal}",
    "{id: checked, name: 確認済, personal: false}",
)
_CHANNELS = (
    "{id: net, name: 専用線, between: [pc, store]}",
    "{id: lgwan, name: LGWAN回線, between: [store, desk]}",
    "{id: side, name: 電子メール, between: [pc, desk]}",
)
_SEND = "{step: ①, from: pc, to: store, data: [application]}"
_FETCH = "{step: ②, from: store, to: desk, data: [application], operation: download}"
_CLAIM = "{kind: must_delete, at: [desk], data: [application]}"

RULE = Rule(
    id="N05",
    level="error",
    kind="flow",
    title=Bilingual("削除されるべき写し", "Must be deleted"),
    message=Bilingual(
        "{place}の{what}を削除する手順の記載がありません（{step}から保有）",
        "no step deletes {what} at {place} (there since {step})",
    ),
    why=Bilingual(
        "用が済んでも残る写しは、漏えいの元になります。", "A copy that outlives its use can leak."
    ),
    applies=Bilingual(
        "言明 must_delete のあるモデル。手順を順に再生し、閲覧だけのものは写しと見ません。",
        "Models with a must_delete assertion. The steps are replayed in order; what was only viewed is no copy.",
    ),
    satisfied=Bilingual(
        "最後の手順の後、その主体に写しが残っていない。",
        "After the last step no copy is left at the actor.",
    ),
    basis=Bilingual("モデルの作成者が書いた言明", "an assertion of the model's author"),
    origin=("judgement",),
    check=judge("must_delete"),
    false_positives=Bilingual(
        "手順に書かれない自動の削除。手順（operation: delete）として書いてください。",
        "Automatic deletion that is no step: write it as one (operation: delete).",
    ),
    passing=(
        plain(
            "後で削除する",
            "deleted later",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(
                _SEND,
                _FETCH,
                "{step: ③, from: desk, to: desk, operation: delete, data: [application]}",
            ),
            assertions=(_CLAIM,),
        ),
        plain(
            "閲覧するだけ",
            "only viewed",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(
                _SEND,
                _FETCH.replace("download", "view"),
            ),
            assertions=(_CLAIM,),
        ),
    ),
    failing=(
        plain(
            "削除の手順がない",
            "no deletion",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(
                _SEND,
                _FETCH,
            ),
            assertions=(_CLAIM,),
        ),
        plain(
            "削除の後に再び取得する",
            "fetched again after the deletion",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(
                _SEND,
                _FETCH,
                "{step: ③, from: desk, to: desk, operation: delete, data: [application]}",
                _FETCH.replace("②", "④"),
            ),
            assertions=(_CLAIM,),
        ),
    ),
)
