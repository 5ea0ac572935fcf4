"""A03: a server that the internet reaches, and no word on defence against attack."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Need, Policy
from flowmodel.lint.rule import Rule
from flowmodel.lint.samples import SEND, cloud, plain

RULE = Rule(
    id="A03",
    level="error",
    kind="actor",
    title=Bilingual("外部攻撃防御", "Perimeter defence"),
    message=Bilingual(
        "インターネットに面した{actor}に、外部からの攻撃防御の記載がありません",
        "{actor} faces the internet; defence against outside attack is not stated",
    ),
    why=Bilingual(
        "インターネットから届く所は、世界中から絶えず攻撃を受けます。",
        "What the internet reaches is attacked from everywhere, all the time.",
    ),
    applies=Bilingual(
        "個人情報を送り、受け取り、または持つ保存先・サービス・中継装置のうち、インターネットの区画に"
        "立つもの、またはインターネット回線（種類の記載がなく、端がインターネットの区画にある回線を"
        "含む）につながるもの。申請者・一般の人のものは除きます。",
        "Stores, services and gateways with personal data that stand in an internet zone or end an "
        "internet channel (a channel of no stated network counts where it leads to an internet "
        "zone); those of applicants and the public are left out.",
    ),
    satisfied=Bilingual(
        "S4 が、その主体または主体の対策欄に、あるいはつながるすべてのインターネット回線に"
        "書かれている。",
        "S4 is stated for the actor or in its control box, or for every internet channel that ends "
        "at it.",
    ),
    basis=Bilingual("チェックリスト S4", "checklist item S4"),
    origin=("seed",),
    policy=Policy(
        "actors",
        when=[
            {"field": "personal", "is": True},
            {"field": "kind", "in": ["storage", "service", "gateway"]},
            {"not": {"field": "party", "in": ["applicant", "public"]}},
            {"field": "exposed", "is": True},
        ],
        require=Need(part_of=("S4",), side=("self", "channel")),
    ),
    false_positives=Bilingual(
        "防御を提供事業者が担うサービス。提供事業者の対策として書いてください。",
        "Services whose provider defends them: state the provider's measure.",
    ),
    passing=(
        cloud("保存先に S4 がある", "S4 at the store", SEND, store="controls: [S4]"),
        plain(
            "区だけが使う保存先",
            "a store that only the ward's line reaches",
            zones=("{id: ward, network: lgwan}",),
            actors=("{id: desk, kind: terminal, zone: ward}", "{id: store, kind: storage}"),
            channels=("{id: lgwan, between: [desk, store], network: lgwan}",),
            transfers=("{step: 1, from: desk, to: store}",),
        ),
        cloud("回線の側で防御する", "defended on the line", SEND, net="controls: [S4]"),
    ),
    failing=(
        cloud("記載がない", "nothing is stated", SEND),
        cloud("暗号化だけが書かれている", "only encryption is stated", SEND, net="controls: [S3]"),
    ),
)
