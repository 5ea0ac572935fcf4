"""A08: somebody abroad stands behind who handles the data, and no word on the law there."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Need, Policy
from flowmodel.lint.rule import Rule
from flowmodel.lint.samples import SEND, cloud

RULE = Rule(
    id="A08",
    level="warning",
    kind="actor",
    title=Bilingual("外国法令の把握", "Foreign-law awareness"),
    message=Bilingual(
        "{actor}は外国（{abroad}）と関わりがありますが、その国の法制度についての記載がありません",
        "{actor} has ties abroad ({abroad}); what is known of the law there is not stated",
    ),
    why=Bilingual(
        "サーバが国内にあっても、運営会社や親会社、保守の要員が外国の法に服していれば、情報の提供を"
        "命じられることがあります。",
        "Even with servers in Japan, a company, its parent or its support staff abroad can be "
        "ordered to hand over data.",
    ),
    applies=Bilingual(
        "個人情報を扱う、区の外の主体のうち、運営者の国（country）、親会社の国（parent_country）、"
        "保守の要員のいる国（support_countries）のどれかに日本（JP）以外が書かれているもの。国の"
        "記載がなければ何も述べません。",
        "Actors outside the ward that handle personal data and for which the operator's country, "
        "its parent company's or that of support staff is other than Japan (JP). Where no country "
        "is stated nothing is said.",
    ),
    satisfied=Bilingual(
        "foreign_law に、その国の法制度について把握したことと、どう備えるかが書かれている。",
        "foreign_law says what is known of the law there and how it is met.",
    ),
    basis=Bilingual(
        "個人情報保護委員会 Q&A（特定個人情報 16-4）、行政機関等編の安全管理措置（外的環境の把握）",
        "Q&A 16-4 of the Personal Information Protection Commission on My Number data; safety "
        "measures for administrative organs (awareness of the external environment)",
    ),
    origin=("guidance",),
    policy=Policy(
        "actors",
        when=[
            {"field": "personal", "is": True},
            {"not": {"field": "party", "in": ["applicant", "public"]}},
            {"field": "inside", "is": False},
            {"has": "abroad"},
        ],
        require=Need(fields=("foreign_law",)),
    ),
    false_positives=Bilingual(
        "日本の子会社が日本法の契約で運営し、外国から情報に触れられない場合。そのことを foreign_law に"
        "書いてください。",
        "A Japanese subsidiary under a Japanese contract whose data nobody abroad can reach: write "
        "that down.",
    ),
    passing=(
        cloud("国内だけ", "in Japan alone", SEND, store="country: JP, parent_country: JP"),
        cloud(
            "法制度の記載がある",
            "the law abroad is described",
            SEND,
            store="country: JP, parent_country: US, foreign_law: 米国CLOUD法。暗号鍵は区が管理",
        ),
    ),
    failing=(
        cloud("親会社が外国", "a parent abroad", SEND, store="country: JP, parent_country: US"),
        cloud("保守が外国から", "support from abroad", SEND, store="support_countries: [IE, JP]"),
    ),
)
