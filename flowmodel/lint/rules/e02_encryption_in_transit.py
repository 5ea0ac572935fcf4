"""E02: personal data on a line without a word on encryption."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Need, Policy
from flowmodel.lint.rule import Rule, of_policy
from flowmodel.lint.samples import SEND, VIEW, cloud

RULE = Rule(
    id="E02",
    level="error",
    kind="edge",
    title=Bilingual("通信の暗号化", "Encryption in transit"),
    message=Bilingual(
        "{step}（{source}→{target}、{channel}）に、通信の暗号化の記載がありません",
        "{step} ({source} → {target}, {channel}): encryption in transit is not stated",
    ),
    why=Bilingual(
        "暗号化されていない通信は、途中で盗み見られ、書き換えられるおそれがあります。"
        "チェックリストは条件を付けずに求めています。",
        "What is not encrypted can be read and altered on its way. The checklist asks for it "
        "without a condition.",
    ),
    applies=Bilingual(
        "個人情報を通信回線または電子メールで運ぶ手順。LGWAN や閉域網も含みます。"
        "個人が同じ区画の機器で画面に向かう作業は、回線ではないので含みません。"
        "対策が一つも書かれていない手順は E01 だけを報告します。",
        "Transfers of personal data over a network or by e-mail, closed networks and LGWAN "
        "included. A person working at a machine of the same zone uses no line and is left out. "
        "A transfer with no control at all is reported by E01 alone.",
    ),
    satisfied=Bilingual(
        "手順または経路に S3（暗号化）が、対策あり・予定・理由のある対策不要のどれかで書かれている。"
        "主体に書かれた暗号化は、どの通信のものか分からないので数えません。",
        "S3 (encryption) is stated for the transfer or its channel: in place, planned, or not "
        "needed with a reason. Stated for an actor it does not count: it does not say for which "
        "line.",
    ),
    basis=Bilingual(
        "チェックリスト S3、図の「通信暗号化」",
        "checklist item S3; call-out 通信暗号化 of the figure",
    ),
    origin=("seed",),
    policy=Policy(
        "transfers",
        when=[
            {"field": "personal", "is": True},
            {"field": "channel.medium", "in": ["network", "email"]},
            {"field": "at_a_screen", "is": False},
        ],
        require=Need(controls=("encryption",)),
        elsewhere=Bilingual(
            "{step}（{source}→{target}、{channel}）の手順・経路に、通信の暗号化の記載がありません"
            "（{where}には記載あり）",
            "{step} ({source} → {target}, {channel}): encryption in transit is not stated for the "
            "transfer or its channel (it is stated for {where})",
        ),
    ),
    requires=of_policy,
    echo_of=("E01",),
    false_positives=Bilingual(
        "閉域網であることを理由に暗号化しない場合や、TLS を当然として書いていない場合。"
        "前者は理由を付けて「対策不要」と、後者は暗号化と書いてください。",
        "Closed networks that do without, and TLS that is taken for granted and not written: "
        "write 'not-needed' with the reason, or write the encryption.",
    ),
    passing=(
        cloud(
            "経路に暗号化がある", "encryption of the channel", SEND, net="controls: [encryption]"
        ),
        cloud(
            "閉域網のため不要と書かれている",
            "stated as not needed on a closed network",
            VIEW,
            store="controls: [authentication], holds: [application]",
            lgwan="controls: [{control: S3, state: not-needed, reason: LGWANの閉域網のため}]",
        ),
    ),
    failing=(
        cloud(
            "認証だけが書かれている",
            "only authentication is stated",
            SEND,
            net="controls: [authentication]",
        ),
        cloud(
            "暗号化が主体にだけ書かれている",
            "encryption stated for an actor only",
            SEND,
            net="controls: [S1]",
            store="controls: [encryption]",
        ),
    ),
)
