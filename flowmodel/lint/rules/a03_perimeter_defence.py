"""A03: a server that the internet reaches, and no word on defence against attack."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.language import Bilingual
from flowmodel.lint.edges import of_actor
from flowmodel.lint.facts import ASIDE, SERVERS
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import SEND, cloud, plain


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    facts = ctx.facts
    wanted = facts.mask("perimeter-defence")
    for actor in facts.holders.values():
        if actor.kind not in SERVERS or actor.party in ASIDE:
            continue
        lines = facts.internet_channels.get(actor.id, [])
        if not lines and facts.networks[actor.id] != "internet":
            continue
        if ctx.coverage.actor(actor.id).settled & wanted:
            continue
        if lines and all(ctx.coverage.of("channel", c).settled & wanted for c in lines):
            continue
        yield of_actor(rule, ctx, actor, ("perimeter-defence",), providers=tuple(lines))


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
    check=_check,
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
