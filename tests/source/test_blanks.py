"""A form that nobody filled in states nothing, and is told at its place."""

from __future__ import annotations

import json

import pytest

from flowmodel.errors import ModelError
from flowmodel.lint.remedy import BLANK, FIELD_BLANK
from flowmodel.source import loads

TEXT = """flowmodel: 1
id: t
title: t
actors:
  - id: a
    kind: storage
    location: {location}
    controls:
      - {{control: anti-malware, evidence: {evidence}}}
transfers: [{{step: 1, from: a, to: a, operation: edit}}]
"""


def problems(text: str):
    with pytest.raises(ModelError) as told:
        loads(text)
    return told.value.problems


def test_each_blank_is_told_with_its_line():
    found = problems(TEXT.format(location=FIELD_BLANK, evidence=BLANK))
    assert [(p.place.line, p.path) for p in found] == [
        (7, ("actors", 0, "location")),
        (9, ("actors", 0, "controls", 0, "evidence")),
    ]
    assert all("«" in p.message.en for p in found)
    assert all("«" in p.message.ja for p in found)


def test_other_words_in_such_marks_are_a_statement():
    for evidence in ("契約書 «第３条» による", "運用手順書", "«第３条»"):
        model = loads(TEXT.format(location="日本国内", evidence=evidence))
        assert model.actors[0].controls[0].evidence == evidence


@pytest.mark.parametrize("ascii", [True, False])
def test_a_blank_in_json_is_told_however_it_is_written(ascii):
    document = {
        "flowmodel": 1,
        "id": "t",
        "title": "t",
        "description": " «…» ",
        "actors": [{"id": "a", "kind": "storage"}],
        "transfers": [{"step": 1, "from": "a", "to": "a", "operation": "edit"}],
    }
    (problem,) = problems(json.dumps(document, ensure_ascii=ascii))
    assert problem.path == ("description",)
