"""P04: a business terminal stands in the internet zone without the measures of β and β’."""

from __future__ import annotations

from typing import Any

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Clause, Need, Policy
from flowmodel.lint.rule import Rule
from flowmodel.lint.samples import plain


def _desk(controls: str) -> tuple[str, ...]:
    return (
        f"{{id: desk, name: 業務端末, kind: terminal, zone: biz, party: ward, controls: {controls}}}",
        "{id: store, name: クラウドサービス, kind: storage, party: provider}",
    )


_REST: dict[str, tuple[str, ...]] = {
    "zones": ("{id: biz, name: 区（インターネット接続系）, network: internet}",),
    "channels": ("{id: net, name: 回線, between: [desk, store], network: internet}",),
    "transfers": ("{step: 1, label: 資料の送付, from: desk, to: store}",),
}
_TERMINALS: list[Any] = [
    {"field": "model.separation", "in": ["beta", "beta-prime"]},
    {"field": "personal", "is": True},
    {"field": "kind", "is": "terminal"},
    {"field": "party", "in": ["ward", "staff"]},
    {"field": "network", "is": "internet"},
]

RULE = Rule(
    id="P04",
    level="warning",
    kind="path",
    title=Bilingual("β系端末の追加対策", "Further measures for terminals under β"),
    message=Bilingual(
        "インターネットの区画にある{actor}が個人情報を扱いますが、{controls}の記載がありません",
        "{actor} in the internet zone handles personal data; not stated: {controls}",
    ),
    why=Bilingual(
        "業務端末をインターネット側に置く形は、端末の見張りと外部の監査を条件に認められています。",
        "Business terminals on the internet side are admitted on condition that they are watched "
        "and that outsiders audit.",
    ),
    applies=Bilingual(
        "separation が beta または beta-prime のモデルで、インターネットの区画に立ち、個人情報を扱う"
        "区・区職員の端末。β の宣言がないモデルには何も求めません。",
        "Models with separation beta or beta-prime: terminals of the ward or its staff that stand "
        "in an internet zone and handle personal data. Without the declaration nothing is asked.",
    ),
    satisfied=Bilingual(
        "端末の検知・対処（endpoint-detection）がその端末に、外部監査（external-audit）がその端末または"
        "区のいずれかの主体に書かれている。監査は団体に対して行うものなので、一か所の記載で足ります。",
        "endpoint-detection is stated for the terminal, external-audit for it or for any actor of "
        "the ward: an audit is of the organisation, so that one statement is enough.",
    ),
    basis=Bilingual(
        "総務省「地方公共団体における情報セキュリティポリシーに関するガイドライン」"
        "（令和2年12月28日、β・β’モデル）",
        "security policy guideline for local governments of the Ministry of Internal Affairs and "
        "Communications (28 December 2020, β and β’ models)",
    ),
    origin=("guidance",),
    policy=Policy(
        "actors",
        when=[*_TERMINALS, {"field": "model.ward_controls", "lacks": "external-audit"}],
        require=Need(controls=("endpoint-detection", "external-audit")),
        also=(
            Clause(
                when=[*_TERMINALS, {"field": "model.ward_controls", "has": "external-audit"}],
                require=Need(controls=("endpoint-detection",)),
            ),
        ),
    ),
    false_positives=Bilingual(
        "区が独自に認めた代わりの対策。理由を付けて「対策不要」と書いてください。",
        "A ward's own substitute: state 'not-needed' with the reason.",
    ),
    passing=(
        plain(
            "両方が書かれている",
            "both are stated",
            **_REST,
            actors=_desk("[endpoint-detection, external-audit]"),
            separation="beta-prime",
        ),
        plain("βの宣言がない", "β is not declared", **_REST, actors=_desk("[]")),
    ),
    failing=(
        plain(
            "何も書かれていない",
            "nothing is stated",
            **_REST,
            actors=_desk("[]"),
            separation="beta",
        ),
        plain(
            "外部監査が書かれていない",
            "the audit is not stated",
            **_REST,
            actors=_desk("[endpoint-detection]"),
            separation="beta",
        ),
    ),
)
