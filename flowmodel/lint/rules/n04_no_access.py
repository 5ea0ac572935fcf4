"""N04: a party that must be kept out gets access."""

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
_CLAIM = "{kind: no_access, parties: [desk], protects: [store]}"

RULE = Rule(
    id="N04",
    level="error",
    kind="flow",
    title=Bilingual("アクセスできない者", "No access"),
    message=Bilingual(
        "アクセスできないはずの{place}に届く道筋の記載があります: {way}",
        "{place}, which must have no access, is reached: {way}",
    ),
    options={
        "held": Bilingual(
            "アクセスできないはずの{place}が{what}を初めから持つという記載があります",
            "{place}, which must have no access, is stated to hold {what}",
        ),
        "sent": Bilingual(
            "アクセスできないはずの{place}が{what}を送る{step}の記載があります",
            "{place}, which must have no access, is stated to send {what} by {step}",
        ),
        "itself": Bilingual(
            "アクセスできないはずの{place}が、守られる側にも書かれています",
            "{place}, which must have no access, is itself among what is protected",
        ),
        "granted": Bilingual(
            "アクセスできないはずの{place}に、{other}を使う権限の記載があります",
            "{place}, which must have no access, is given a right at {other}",
        ),
        "joined": Bilingual(
            "アクセスできないはずの{place}が{other}でつながるという記載があります",
            "{place}, which must have no access, is joined by {other}",
        ),
    },
    why=Bilingual(
        "「アクセスできない」と書くなら、図のどの道筋をたどっても届かないことが要ります。",
        "A sentence that somebody has no access stands only if no way of the figure leads there.",
    ),
    applies=Bilingual("言明 no_access のあるモデル。", "Models with a no_access assertion."),
    satisfied=Bilingual(
        "守られる主体・区分から届く手順・共有の道筋がなく、権限も、直接つなぐ経路もない。",
        "No chain of steps and grants leads from what is protected to the party, no right is given to it, no channel joins it.",
    ),
    basis=Bilingual("モデルの作成者が書いた言明", "an assertion of the model's author"),
    origin=("judgement",),
    check=judge("no_access"),
    false_positives=Bilingual(
        "順序からみて起こらない道筋も挙がります。",
        "Chains that the order of the steps rules out are found as well.",
    ),
    passing=(
        plain(
            "届かない",
            "not reached",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(_SEND,),
            assertions=("{kind: no_access, parties: [desk], protects: [application]}",),
        ),
        plain(
            "別の情報だけが届く",
            "only other data arrive",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(
                _SEND,
                _FETCH.replace("application", "checked"),
            ),
            assertions=("{kind: no_access, parties: [desk], protects: [personal]}",),
        ),
    ),
    failing=(
        plain(
            "手順で届く",
            "reached by a step",
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
            "経路でつながる",
            "joined by a channel",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(_SEND,),
            assertions=(_CLAIM,),
        ),
    ),
)
