"""The fields of actors and channels, and what is stated of either's controls."""

from __future__ import annotations

from typing import Any, get_args

from flowmodel.language import Bilingual
from flowmodel.lint.policy.field import Field, choice, data, flag, listed, own, statements, text
from flowmodel.lint.policy.view import View
from flowmodel.lint.retention import ANY
from flowmodel.model import Actor, localise
from flowmodel.model.parts import Party
from flowmodel.model.transform import TransformKind
from flowmodel.vocabulary import ACTOR_KINDS, CERTAINTIES, MEDIA, NETWORKS, RIGHTS

PARTIES = get_args(Party)
TRANSFORMS = get_args(TransformKind)
HOME = "JP"

ABOUT: dict[str, Field] = {
    "certainty": choice("確かさ", "certainty", CERTAINTIES, lambda v, p: p.certainty),
    "note": own("注記", "note", "note"),
}
"""What every part has."""

CONTROLS: dict[str, Field] = {
    "controls": Field("controls", Bilingual("対策", "controls"), lambda v, p: v.masks(p)),
    "planned": statements("予定の対策", "controls planned", lambda v, p: v.bits(p, "planned")),
    "not_needed": statements(
        "対策不要とされた対策", "controls not needed", lambda v, p: v.masks(p).unneeded
    ),
    "evidenced": statements(
        "記載箇所のある対策", "controls with evidence", lambda v, p: v.bits(p, "evidence")
    ),
    "dated": statements("日付のある対策", "controls with a date", lambda v, p: v.bits(p, "date")),
    "expiring": statements(
        "期限のある対策", "controls that expire", lambda v, p: v.bits(p, "expires")
    ),
    "expired": statements(
        "期限を過ぎた対策", "controls that have expired", lambda v, p: v.expired(p)
    ),
}
"""What is stated of controls: of a transfer, all that protects it."""


def _names(view: View, values: Any) -> list[str]:
    return [localise(value, view.lang) for value in values]


def _certificates(field: str) -> Any:
    """The values of a field of the certificates, each that has one."""

    def read(view: View, actor: Actor) -> list[str]:
        found = (getattr(c, field) for c in actor.certifications)
        return [str(value) for value in found if value]

    return read


def _grants(field: str) -> Any:
    def read(view: View, actor: Actor) -> list[str]:
        found: dict[str, None] = {}
        for grant in actor.grants:
            value = getattr(grant, field)
            found.update(dict.fromkeys(value if isinstance(value, tuple) else (value,)))
        return [v for v in found if v]

    return read


def transformed(field: str) -> Any:
    """What the transforms of an actor or a transfer take or give."""

    def read(view: View, part: Any) -> list[str]:
        return list(dict.fromkeys(id for t in part.transforms for id in getattr(t, field)))

    return read


def _abroad(view: View, actor: Actor) -> tuple[str, ...]:
    named = (actor.country, actor.parent_country, *actor.support_countries)
    return tuple(dict.fromkeys(c for c in named if c and c != HOME))


ACTORS: dict[str, Field] = {
    "id": text("ID", "id", lambda v, a: a.id),
    "name": own("名称", "name", "name"),
    "kind": choice("種別", "kind", ACTOR_KINDS, lambda v, a: a.kind),
    "party": choice("区との関係", "party", PARTIES, lambda v, a: a.party),
    "inside": flag("区のもの", "the ward's", lambda v, a: v.facts.inside(a)),
    "outside": flag("区の外のもの", "not the ward's", lambda v, a: v.facts.outside(a)),
    "zone": text("区画", "zone", lambda v, a: a.zone),
    "zones": listed("区画とそれを含む区画", "zone and those around it", lambda v, a: v.around(a)),
    "network": choice("ネットワーク", "network", NETWORKS, lambda v, a: v.facts.networks[a.id]),
    "operator": own("運営者", "operator", "operator"),
    "location": own("所在", "location", "location"),
    "governing_law": own("適用される法", "governing law", "governing_law"),
    "country": text("運営者の国", "country of its operator", lambda v, a: a.country),
    "parent_country": text("親会社の国", "country of the parent", lambda v, a: a.parent_country),
    "support_countries": listed(
        "保守の国", "countries of its support", lambda v, a: a.support_countries
    ),
    "abroad": listed("関わりのある外国", "ties abroad", _abroad),
    "foreign_law": own("外国の法制度", "law abroad", "foreign_law"),
    "functions": listed(
        "機能", "functions", lambda v, a: _names(v, a.functions.items) if a.functions else []
    ),
    "certifications": listed(
        "認証", "certifications", lambda v, a: _names(v, (c.name for c in a.certifications))
    ),
    "certifications.standard": listed(
        "認証の規格", "standards certified", _certificates("standard")
    ),
    "certifications.date": listed("認証の日付", "dates of certificates", _certificates("date")),
    "certifications.expires": listed(
        "認証の有効期限", "expiry of certificates", _certificates("expires")
    ),
    "data": data("扱う情報", "data", lambda v, a: [c.id for c in v.graph.data_at[a.id]]),
    "holds": data("初めから持つ情報", "data held from the start", lambda v, a: a.holds),
    "personal": flag(
        "個人情報を扱う", "handles personal data", lambda v, a: a.id in v.facts.holders
    ),
    "my_number": flag(
        "特定個人情報を扱う",
        "handles My Number data",
        lambda v, a: any(c.id in v.my_number for c in v.graph.data_at[a.id]),
    ),
    "keeper": flag(
        "個人情報を保存する", "keeps personal data", lambda v, a: a.id in v.facts.keepers
    ),
    "exposed": flag(
        "インターネットに面する",
        "faces the internet",
        lambda v, a: v.facts.networks[a.id] == "internet" or a.id in v.facts.internet_channels,
    ),
    "deletes": flag("削除の手順がある", "a step deletes there", lambda v, a: a.id in v.deleted),
    "undeleted": data(
        "保存し、手順で削除しない個人情報",
        "personal data kept that no step deletes there",
        lambda v, a: [c for c in v.undeleted.get(a.id, ()) if c != ANY],
    ),
    "undeleted.unnamed": flag(
        "保存し、手順で削除しない、種類の書かれていない情報がある",
        "keeps data of unstated categories that no step deletes there",
        lambda v, a: ANY in v.undeleted.get(a.id, ()),
    ),
    "excluded": flag("除かれている", "kept out by an exclusion", lambda v, a: a.id in v.excluded),
    "grants.to": listed("権限を与える相手", "those whom it grants rights", _grants("to")),
    "grants.rights": listed("与える権限", "rights granted", _grants("rights"), RIGHTS),
    "grants.folder": listed("共有するフォルダ", "folders shared", _grants("folder")),
    "grants.data": data("権限を与える情報", "data of the grants", _grants("data")),
    "transforms": listed(
        "加工", "transforms", lambda v, a: [t.kind for t in a.transforms], TRANSFORMS
    ),
    "transforms.takes": data("加工する情報", "data transformed", transformed("takes")),
    "transforms.gives": data("加工でできる情報", "data resulting", transformed("gives")),
    **CONTROLS,
    **ABOUT,
}

CHANNELS: dict[str, Field] = {
    "id": text("ID", "id", lambda v, c: c.id),
    "name": own("名称", "name", "name"),
    "medium": choice("運び方", "medium", MEDIA, lambda v, c: c.medium),
    "network": choice("回線", "network", NETWORKS, lambda v, c: c.network),
    "carrier": own("運ぶ者", "carrier", "carrier"),
    "max_size_mb": text(
        "最大の大きさ（MB）",
        "largest size in megabytes",
        lambda v, c: f"{c.max_size_mb:g}" if c.max_size_mb else None,
    ),
    "internet": flag("インターネット回線", "internet line", lambda v, c: v.facts.internet(c)),
    "used": flag("手順で使われる", "used by a step", lambda v, c: c.id in v.used),
    "personal": flag(
        "個人情報を運ぶ",
        "carries personal data",
        lambda v, c: any(f.personal for f in v.used.get(c.id, ())),
    ),
    "my_number": flag(
        "特定個人情報を運ぶ",
        "carries My Number data",
        lambda v, c: any(d.id in v.my_number for f in v.used.get(c.id, ()) for d in f.data),
    ),
    "mediated": flag("間に立つものがある", "has a mediator", lambda v, c: v.mediated(c)),
    "ends": listed("両端", "its ends", lambda v, c: c.between),
    "ends.kind": listed(
        "両端の種別",
        "kinds of its ends",
        lambda v, c: [v.graph.actors[e].kind for e in c.between],
        ACTOR_KINDS,
    ),
    "ends.party": listed(
        "両端の区との関係",
        "parties of its ends",
        lambda v, c: [v.graph.actors[e].party for e in c.between],
        PARTIES,
    ),
    "ends.network": listed(
        "両端のネットワーク", "networks of its ends", lambda v, c: v.networks_of(c), NETWORKS
    ),
    **CONTROLS,
    **ABOUT,
}
