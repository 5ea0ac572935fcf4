"""Every field of the model can be named by a policy, or there is a reason why not."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from pydantic import BaseModel

from flowmodel.lint.policy.fields import fields
from flowmodel.model import Model

PRINT = "printed on the figure, asked of by no rule"
WHOLE = "a part of its own kind; its fields are named one by one"
JUDGED = "judged by rules of their own"
DEFINED = "defines a control; statements of it are named by `controls`"

NAMED = {
    "Model": {
        "id": "model id", "title": "model title", "lang": "model lang", "date": "model date",
        "description": "model description", "stage": "model stage", "terms": "model terms",
        "separation": "model separation", "policies": "model policies", "controls": "model controls",
    },
    "Zone": {"id": "actors zone", "network": "actors network", "parent": "actors zones"},
    "Actor": {
        "holds": "actors holds", "zone": "actors zone", "controls": "actors controls",
        "functions": "actors functions", "transforms": "actors transforms", "grants": "actors grants.to",
    },
    "Certification": {
        "name": "actors certifications", "standard": "actors certifications.standard",
        "date": "actors certifications.date", "expires": "actors certifications.expires",
    },
    "FunctionList": {"items": "actors functions"},
    "Grant": {n: f"actors grants.{n}" for n in ("to", "rights", "folder", "data")},
    "Transform": {
        "kind": "actors transforms", "takes": "actors transforms.takes", "gives": "transfers transforms.gives",
    },
    "Statement": {
        "control": "actors controls", "state": "actors planned", "evidence": "actors evidenced",
        "date": "actors dated", "expires": "actors expiring",
    },
    "Channel": {"between": "channels ends"},
    "Series": {"mark": "transfers series", "name": "transfers series.name"},
    "Transfer": {
        "source": "transfers source.id", "target": "transfers target.id", "by": "transfers acting.id",
        "over": "transfers channel.id",
    },
    "Exclusion": {"parties": "actors excluded"},
    "Checklist": {"answers": "checklists answered"},
    "ChecklistAnswer": {
        "item": "checklists answered", "answer": "checklists in_place",
        "reason": "checklists without_reason", "text": "checklists without_text",
        "evidence": "checklists without_evidence",
    },
    "BoxItem": {"controls": "actors controls"},
    "Figure": {n: f"model figure.{n}" for n in ("title", "number", "notes", "footer")},
    "FigureNote": {"text": "model figure.notes"},
    "Agenda": {"pattern": "model agenda.pattern"},
    "Term": {"preferred": "model terms"},
    "Section": {"text": "model agenda.overview.content", "title": "model agenda.overview.content"},
}  # fmt: skip
"""Class and field of the model → kind of part and field of the language, where names differ."""

SUBJECTS = {
    "Actor": "actors", "Channel": "channels", "Transfer": "transfers", "DataCategory": "data",
    "Checklist": "checklists", "Cover": "agenda.cover", "Overview": "agenda.overview",
    "Annex": "agenda.annex",
}  # fmt: skip
"""Classes whose fields are named as they are."""

UNNAMED = {
    "Model.flowmodel": "the version of the format, the same in every document",
    "Model.ceilings": "the ward's table, which F06 judges",
    "Model.waivers": JUDGED,
    "Model.assertions": "packs hold assertions themselves",
    "Statement.label": PRINT,
    "Statement.reason": "always there where it is wanted: the document is refused without",
    "Zone.name": PRINT,
    "Zone.certainty": "zones are no kind of part that rules are for",
    "Zone.note": "zones are no kind of part that rules are for",
    "FunctionList.title": PRINT,
    "FunctionList.style": PRINT,
    "FunctionList.notes": PRINT,
    "Grant.certainty": "grants are no kind of part that rules are for",
    "Grant.note": "grants are no kind of part that rules are for",
    "Transform.note": "a remark",
    "Series.certainty": "a series is no kind of part that rules are for",
    "Series.note": "a series is no kind of part that rules are for",
    "Exclusion.protects": "which party is kept from what is a question of paths: F01 and `no_access`",
    "Exclusion.text": PRINT,
    "Exclusion.certainty": "exclusions are no kind of part that rules are for",
    "Exclusion.note": "exclusions are no kind of part that rules are for",
    "BoxItem.text": PRINT,
    "FigureNote.mark": PRINT,
    "Term.variants": "D04 compares spellings",
    "Localized.ja": "texts are read in the language of the model",
    "Localized.en": "texts are read in the language of the model",
}
CLASSES = {
    "ControlBox": PRINT,
    "Control": DEFINED,
    "ControlPart": DEFINED,
    "Ceiling": "the ward's table, which F06 judges",
    "Waiver": JUDGED,
    **dict.fromkeys(("Never", "Always", "EveryPath", "NoAccess", "MustDelete"), "packs hold assertions themselves"),
}  # fmt: skip
"""Classes that no field of the language reads, and why."""


def _inside(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _inside(inner)


def _classes():
    found, open_ = {}, [Model]
    while open_:
        cls = open_.pop()
        if cls.__name__ not in found:
            found[cls.__name__] = cls
            for field in cls.model_fields.values():
                open_ += _inside(field.annotation)
    return found


MODEL_CLASSES = _classes()
FIELDS = [(c, f) for c, cls in sorted(MODEL_CLASSES.items()) for f in cls.model_fields]


def _known(cls, field):
    named = NAMED.get(cls, {}).get(field)
    subject = SUBJECTS.get(cls)
    if named is None and subject is not None:
        named = f"model {subject}.{field}" if "." in subject else f"{subject} {field}"
    if named is None:
        return False
    kind, _, name = named.partition(" ")
    return name in fields(kind)


def _holds_parts(cls, field):
    return any(True for _ in _inside(MODEL_CLASSES[cls].model_fields[field].annotation))


@pytest.mark.parametrize(("cls", "field"), FIELDS)
def test_a_field_can_be_named_or_has_a_reason_not_to_be(cls, field):
    named = _known(cls, field)
    excused = f"{cls}.{field}" in UNNAMED or cls in CLASSES
    assert named or excused or _holds_parts(cls, field), f"{cls}.{field}: {WHOLE}?"
    assert not (named and f"{cls}.{field}" in UNNAMED)


def test_no_reason_is_stale():
    there = {f"{c}.{f}" for c, f in FIELDS}
    assert set(UNNAMED) <= there
    assert set(CLASSES) | set(NAMED) | set(SUBJECTS) <= set(MODEL_CLASSES)
    assert all(f"{c}.{f}" in there for c, named in NAMED.items() for f in named)


def test_names_of_fields_can_stand_in_messages():
    for kind in ("transfers", "actors", "channels", "data", "checklists", "model"):
        assert all(re.fullmatch(r"[a-z_.]+", name) for name in fields(kind))
