"""N01: information may reach a place that it must never reach."""

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
_CLAIM = "{kind: never, data: [personal], reaches: [desk]}"

RULE = Rule(
    id="N01",
    level="error",
    kind="flow",
    title=Bilingual("届いてはならない情報", "Never reached"),
    message=Bilingual(
        "{place}に{what}が届く道筋の記載があります: {way}", "{what} may reach {place}: {way}"
    ),
    options={
        "held": Bilingual(
            "{place}が{what}を初めから持つという記載があります",
            "{place} is stated to hold {what} from the start",
        ),
        "sent": Bilingual(
            "{place}が{what}を送る{step}の記載があります",
            "{place} is stated to send {what} by {step}",
        ),
        "crossed": Bilingual(
            "{place}を{what}が通る道筋の記載があります: {way}",
            "{what} may pass over {place}: {way}",
        ),
    },
    why=Bilingual(
        "一つひとつの矢印に問題がなくても、つながると情報が思わぬ所に届きます。",
        "Even where no single arrow is wrong, a chain of them may bring data where nobody meant them to be.",
    ),
    applies=Bilingual(
        "言明 never のあるモデル。区分の指定がなければ個人情報のすべて。",
        "Models with a never assertion; without categories, of all personal data.",
    ),
    satisfied=Bilingual(
        "その区分と下位の区分が、どの手順・共有をどの順にたどっても、その主体・区画・経路に届かない。",
        "The categories and all kinds of them get there by no chain of steps and grants, in any order.",
    ),
    basis=Bilingual("モデルの作成者が書いた言明", "an assertion of the model's author"),
    origin=("judgement",),
    check=judge("never"),
    false_positives=Bilingual(
        "起こり得ることを広めに見積もるので、順序からみて起こらない道筋も挙がります。",
        "An over-approximation: chains that the order of the steps rules out are found as well.",
    ),
    passing=(
        plain(
            "区の端末に届かない",
            "the terminal is not reached",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(_SEND,),
            assertions=(_CLAIM,),
        ),
        plain(
            "届くのは別の区分",
            "another category arrives",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(
                _SEND,
                _FETCH.replace("application", "checked"),
            ),
            assertions=(_CLAIM,),
        ),
    ),
    failing=(
        plain(
            "保存先を経て届く",
            "reached by way of the store",
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
            "区分の記載がない手順で届く",
            "reached by a step without stated data",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(
                _SEND,
                _FETCH.replace(", data: [application]", ""),
            ),
            assertions=(_CLAIM,),
        ),
    ),
)
