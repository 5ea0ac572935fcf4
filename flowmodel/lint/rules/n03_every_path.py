"""N03: a path goes past what every path must pass."""

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
_CLAIM = "{kind: every_path, from: pc, to: desk, passes: [store]}"

RULE = Rule(
    id="N03",
    level="error",
    kind="flow",
    title=Bilingual("必ず経る所", "Passed on every path"),
    message=Bilingual(
        "{start}から{place}へ、{lacking}を経ない道筋の記載があります: {way}",
        "a path from {start} to {place} passes none of {lacking}: {way}",
    ),
    why=Bilingual(
        "抜け道が一つあれば、関門を置いた意味がなくなります。",
        "One way around makes the gate useless.",
    ),
    applies=Bilingual("言明 every_path のあるモデル。", "Models with an every_path assertion."),
    satisfied=Bilingual(
        "挙げられた主体・区画・経路と、挙げられた対策のある手順を除くと、始点から終点へ届く道筋がない。",
        "Without the listed actors, zones and channels, and without the steps on which a listed control is stated, no path is left.",
    ),
    basis=Bilingual("モデルの作成者が書いた言明", "an assertion of the model's author"),
    origin=("judgement",),
    check=judge("every_path"),
    false_positives=Bilingual(
        "順序からみて起こらない道筋も挙がります。",
        "Chains that the order of the steps rules out are found as well.",
    ),
    passing=(
        plain(
            "保存先を経るだけ",
            "only by way of the store",
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
            "道筋がない",
            "no path at all",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(_SEND,),
            assertions=(_CLAIM,),
        ),
    ),
    failing=(
        plain(
            "直接の道がある",
            "a direct way",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(
                _SEND,
                _FETCH,
                "{step: ③, from: pc, to: desk, data: [application]}",
            ),
            assertions=(_CLAIM,),
        ),
        plain(
            "対策のない手順",
            "a step without the control",
            actors=_ACTORS,
            data=_DATA,
            channels=_CHANNELS,
            transfers=(
                _SEND,
                _FETCH,
            ),
            assertions=("{kind: every_path, from: pc, to: desk, passes: [encryption]}",),
        ),
    ),
)
