"""N02: what arrives lacks a mark that it must always carry, or a control it must have passed."""

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
_CLAIM = "{kind: always, at: [desk], data: [application], carries: [checked]}"

RULE = Rule(
    id="N02",
    level="error",
    kind="flow",
    title=Bilingual("必ず備えるもの", "Always carried or passed"),
    message=Bilingual(
        "{place}に{what}が届く道筋に、{lacking}の記載がありません: {way}",
        "{what} may arrive at {place} without {lacking}: {way}",
    ),
    options={
        "unpassed": Bilingual(
            "{place}に{what}が届く道筋に、対策{lacking}の記載がありません: {way}",
            "{what} may arrive at {place} on a way where {lacking} is not stated: {way}",
        ),
    },
    why=Bilingual(
        "幾つかの入口のうち一つでも確認を経ないものがあれば、「必ず」とは言えません。",
        "If one of several ways in goes without the check, 'always' does not stand.",
    ),
    applies=Bilingual(
        "言明 always のあるモデル。届く組み合わせを一つずつ分けて見ます。",
        "Models with an always assertion. The sets of categories that may arrive are looked at one by one.",
    ),
    satisfied=Bilingual(
        "届くものがすべて、挙げられた区分を伴い、挙げられた対策のある手順を経ている。",
        "Whatever arrives carries the listed categories and has taken steps on which the listed controls are stated.",
    ),
    basis=Bilingual("モデルの作成者が書いた言明", "an assertion of the model's author"),
    origin=("judgement",),
    check=judge("always"),
    false_positives=Bilingual(
        "確かなことだけを数えるので、記載のない事情で満たされていても挙がります。",
        "An under-approximation: what is so but not stated does not count.",
    ),
    passing=(
        plain(
            "確認済として届く",
            "arrives checked",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(
                _SEND.replace("application]", "application, checked]"),
                _FETCH.replace("application]", "application, checked]"),
            ),
            assertions=(_CLAIM,),
        ),
        plain(
            "何も届かない",
            "nothing arrives",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(_SEND,),
            assertions=(_CLAIM,),
        ),
    ),
    failing=(
        plain(
            "確認済の記載がない",
            "not stated as checked",
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
            "二つの入口の一つに記載がない",
            "one of two ways in lacks it",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(
                _FETCH.replace("application]", "application, checked]").replace("②", "①"),
                "{step: ②, from: pc, to: desk, data: [application]}",
            ),
            assertions=(_CLAIM,),
        ),
    ),
)
