"""F05: personal data reach a party abroad, and the ground for that is not stated."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Need, Policy
from flowmodel.lint.rule import Rule
from flowmodel.lint.samples import SEND, cloud


def _grounded(text: str) -> str:
    return SEND.removesuffix("}") + f", basis: {text}}}"


RULE = Rule(
    id="F05",
    level="error",
    kind="flow",
    title=Bilingual("外国にある第三者への提供", "Third party abroad"),
    message=Bilingual(
        "{step}で個人情報が外国（{target.country}）の{target}に渡りますが、その根拠の記載がありません",
        "{step} passes personal data to {target} abroad ({target.country}); the ground is not stated",
    ),
    why=Bilingual(
        "外国にある第三者への提供には、本人の同意など、法律の定める根拠が要ります。",
        "Passing data to third parties abroad needs a ground in law, as consent of the persons.",
    ),
    applies=Bilingual(
        "個人情報を受け取る主体の country に日本（JP）以外が書かれている手順。区、職員、申請者・一般の"
        "人が受け取るものは含みません。提供に当たるかどうかは判定しません。",
        "Transfers of personal data to an actor whose country is other than Japan (JP). The ward, "
        "its staff, applicants and the public are left out. Whether it is a provision in the sense "
        "of the law is not judged.",
    ),
    satisfied=Bilingual(
        "手順の basis に根拠が書かれている: 法71条の同意・同等水準の国・体制、または提供に当たらない"
        "理由（クラウド事業者が個人データを取り扱わない、など）。",
        "basis of the transfer states the ground: consent, equivalent country or system by article "
        "71, or why it is no provision (as a cloud that does not handle the data).",
    ),
    basis=Bilingual("個人情報保護法 71条", "privacy law, article 71"),
    origin=("guidance",),
    policy=Policy(
        "transfers",
        when=[
            {"field": "personal", "is": True},
            {"field": "internal", "is": False},
            {"has": "target.country"},
            {"not": {"field": "target.country", "is": "JP"}},
            {"not": {"field": "target.party", "in": ["applicant", "public"]}},
            {"field": "target.inside", "is": False},
        ],
        require=Need(fields=("basis",)),
        parts=("target",),
    ),
    false_positives=Bilingual(
        "クラウド事業者が個人データを取り扱わない場合。そのことを basis に書いてください。",
        "A cloud provider that does not handle the data: write that under basis.",
    ),
    passing=(
        cloud("国内の相手", "a party in Japan", SEND, store="country: JP"),
        cloud(
            "根拠が書かれている",
            "the ground is stated",
            _grounded("提供事業者は個人データを取り扱わない（契約第5条）"),
            store="country: US",
        ),
    ),
    failing=(
        cloud("根拠がない", "no ground", SEND, store="country: US"),
        cloud("根拠が空白", "an empty ground", _grounded("'　'"), store="country: IE"),
    ),
)
