"""The fields that a policy may name: those of the whole paper, and the table of all."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from flowmodel.language import LANGS, Bilingual
from flowmodel.lint.demand import Subject
from flowmodel.lint.policy.field import (
    Field,
    Read,
    choice,
    data,
    flag,
    listed,
    own,
    statements,
    text,
)
from flowmodel.lint.policy.of_places import ACTORS, CHANNELS, PARTIES
from flowmodel.lint.policy.of_steps import CHECKLISTS, DATA, TRANSFERS
from flowmodel.lint.policy.view import View
from flowmodel.model import Agenda, localise
from flowmodel.vocabulary import NETWORKS, SEPARATIONS, SIDES

PAPER = {
    "cover.document_number": Bilingual("資料番号", "document number"),
    "cover.meeting": Bilingual("会議名", "meeting"),
    "cover.subject": Bilingual("件名", "subject"),
    "cover.contents": Bilingual("内容", "contents"),
    "cover.basis": Bilingual("要綱の根拠", "basis"),
    "cover.department": Bilingual("担当部課", "department"),
    "overview.name": Bilingual("事業名", "name of the undertaking"),
    "overview.section": Bilingual("担当課", "section in charge"),
    "overview.purpose": Bilingual("目的", "purpose"),
    "overview.subjects": Bilingual("対象者", "persons concerned"),
    "overview.content": Bilingual("事業内容", "content"),
    "overview.reference": Bilingual("図への参照", "reference to the figure"),
    "annex.subject": Bilingual("別紙の件名", "subject of the annex"),
    "annex.holder": Bilingual("保有課", "holding section"),
    "annex.registered_operation": Bilingual("登録業務の名称", "registered operation"),
    "annex.items": Bilingual("結合される情報項目", "items that are joined"),
    "annex.counterpart": Bilingual("結合の相手方", "counterpart"),
    "annex.reason": Bilingual("結合する理由", "reason"),
    "annex.form": Bilingual("結合の形態", "form"),
    "annex.start": Bilingual("結合の開始時期", "start"),
    "annex.end": Bilingual("結合の期間の終わり", "end"),
    "annex.period": Bilingual("結合の開始時期と期間", "period"),
    "annex.measures": Bilingual("情報保護対策", "measures"),
}
"""The fields of the paper set by their names in a document."""


def _paper(name: str) -> Read:
    sheet, _, field = name.partition(".")

    def read(view: View, model: Any) -> Any:
        agenda: Agenda | None = model.agenda
        value = getattr(getattr(agenda, sheet), field) if agenda is not None else None
        shown = str(value) if value else ""
        return shown if shown.strip() else None

    return read


MODEL: dict[str, Field] = {
    "id": text("ID", "id", lambda v, m: m.id),
    "title": own("題名", "title", "title"),
    "lang": choice("言語", "language", LANGS, lambda v, m: m.lang),
    "description": own("説明", "description", "description"),
    "date": text("日付", "date", lambda v, m: str(m.date) if m.date else None),
    "stage": choice("現状か計画か", "stage", ("as-is", "to-be"), lambda v, m: m.stage),
    "separation": choice(
        "三層の対策のモデル", "separation", SEPARATIONS, lambda v, m: m.separation
    ),
    "networks": listed(
        "区画のネットワーク",
        "networks of its zones",
        lambda v, m: [z.network for z in m.zones if z.network],
        NETWORKS,
    ),
    "data": data("情報", "data", lambda v, m: [d.id for d in m.data]),
    "my_number": flag("特定個人情報がある", "has My Number data", lambda v, m: bool(v.my_number)),
    "sides": listed(
        "チェックリストの側",
        "sides of the checklist",
        lambda v, m: [c.side for c in m.checklists],
        SIDES,
    ),
    "controls": listed(
        "独自の対策", "controls of its own", lambda v, m: [c.id for c in m.controls]
    ),
    "terms": listed("用語", "terms", lambda v, m: [t.preferred for t in m.terms]),
    "parties": listed(
        "個人情報を扱う者の区との関係",
        "what those that handle personal data are to the ward",
        lambda v, m: v.parties,
        PARTIES,
    ),
    "ward_controls": statements(
        "区の主体のどれかに記載のある対策",
        "controls of which some actor of the ward states something",
        lambda v, m: v.of_the_ward,
    ),
    "policies": listed("規則集", "policies", lambda v, m: m.policies),
    "joint": flag("外部結合の資料", "a paper on 外部結合", lambda v, m: v.joint),
    "annexed": flag("別紙に記入がある", "the 別紙 is filled in", lambda v, m: v.annexed),
    "figure.title": text(
        "図の題名", "title of the figure", lambda v, m: localise(m.figure.title, v.lang) or None
    ),
    "figure.number": text("図の資料番号", "number of the figure", lambda v, m: m.figure.number),
    "figure.notes": listed(
        "図の注",
        "notes of the figure",
        lambda v, m: [localise(n.text, v.lang) for n in m.figure.notes],
    ),
    "figure.footer": text(
        "図の欄外", "footer of the figure", lambda v, m: localise(m.figure.footer, v.lang) or None
    ),
    "agenda.pattern": choice(
        "付議パターン",
        "pattern of submission",
        {"1": Bilingual("⑴", "⑴"), "2": Bilingual("⑵", "⑵"), "3": Bilingual("⑶", "⑶")},
        lambda v, m: m.agenda.pattern if m.agenda else None,
    ),
    **{f"agenda.{n}": Field("text", label, _paper(n)) for n, label in PAPER.items()},
}


_OF_A_SITUATION = frozenset(
    {
        *("kind", "party", "zone", "network", "personal", "keeper", "medium", "internet"),
        *("inside", "outside", "ends.kind", "ends.party", "ends.network"),
    }
)
"""The fields of ends and channels that are the same for all transfers of a situation."""


def _through(name: str, field: Field, at: str, ja: str, en: str) -> Field:
    """A field of a transfer's end or channel as a field of the transfer."""
    inner = field.read

    def read(view: View, flow: Any) -> Any:
        part = getattr(flow, at)
        return None if part is None else inner(view, part)

    label = Bilingual(f"{ja}の{field.label.ja}", f"{field.label.en} of the {en}")
    return field._replace(label=label, read=read, own=name not in _OF_A_SITUATION)


def _of_model(field: Field) -> Field:
    """A field of the model as every other part sees it."""
    inner = field.read
    label = Bilingual(f"モデルの{field.label.ja}", f"{field.label.en} of the model")
    return field._replace(label=label, read=lambda v, p: inner(v, v.model))


def _transfers() -> dict[str, Field]:
    found = dict(TRANSFERS)
    for name, at, ja, en in (
        ("source", "source", "送る側", "source"),
        ("target", "target", "受ける側", "target"),
        ("acting", "actor", "操作する側", "acting party"),
        ("channel", "channel", "経路", "channel"),
    ):
        for k, f in (CHANNELS if name == "channel" else ACTORS).items():
            if f.kind not in ("controls", "statements"):
                found[f"{name}.{k}"] = _through(k, f, at, ja, en)
    return found


_OF_MODEL = ("separation", "stage", "joint", "annexed", "date", "ward_controls")
_BY_SUBJECT: dict[Subject, Callable[[], dict[str, Field]]] = {
    "transfers": _transfers,
    "actors": lambda: dict(ACTORS),
    "channels": lambda: dict(CHANNELS),
    "data": lambda: dict(DATA),
    "checklists": lambda: dict(CHECKLISTS),
    "model": lambda: dict(MODEL),
}


@cache
def fields(subject: Subject) -> dict[str, Field]:
    """The fields of a kind of part by their names."""
    found = _BY_SUBJECT[subject]()
    if subject != "model":
        found.update((f"model.{n}", _of_model(MODEL[n])) for n in _OF_MODEL)
    return found
