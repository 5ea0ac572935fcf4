"""The schema for editors: every valid document is valid by it, and slips are seen."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

import flowmodel.model
from flowmodel.cli import main
from flowmodel.lint.rules import rules
from flowmodel.model import Strict
from flowmodel.source import dump, load
from flowmodel.source.schema import SHORT, _subclasses, schema

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = sorted(p for p in (ROOT / "examples").glob("*/*.yaml") if p.parent.name != "theme")
STARTERS = sorted((ROOT / "flowmodel/cli/starter").glob("*.yaml"))


@pytest.fixture(scope="module")
def validator():
    found = schema()
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def document(text):
    def plain(value):
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        return [plain(v) for v in value] if isinstance(value, list) else value

    return plain(yaml.safe_load(text))


def told(validator, text):
    return [f"{e.json_path}: {e.message}"[:200] for e in validator.iter_errors(document(text))]


@pytest.mark.parametrize("path", EXAMPLES + STARTERS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_documents_are_valid_as_written_and_as_dumped(path, validator):
    assert told(validator, path.read_text(encoding="utf-8")) == []
    model = load(path)
    assert told(validator, dump(model, format="yaml")) == []
    assert list(validator.iter_errors(json.loads(dump(model, format="json")))) == []


def test_examples_of_rules_are_valid(validator):
    for rule in rules():
        for example in (*rule.passing, *rule.failing):
            assert told(validator, example.model) == [], (rule.id, example.title.en)


BASE = """
flowmodel: 1
id: 例
title: {ja: 例, en: example}
actors:
  - {id: 端末, kind: terminal, functions: [a, b], certifications: [ISMAP], controls: [S3]}
  - {id: b, kind: storage, controls: [{control: encryption, state: planned, date: 2026-04-01}]}
transfers:
  - {step: 1, from: 端末, to: b}
  - {step: ②, from: 端末, to: b, controls: [access-control.folder-rights]}
boxes:
  - {id: x, at: b, items: [S3, {text: t}]}
"""


def test_short_forms_are_valid(validator):
    assert told(validator, BASE) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: terminal", "kind: terminl"),
        ("id: b,", "id: 'b c',"),
        ("id: b,", "id: '-b',"),
        ("from: 端末, to: b}", "from: 端末}"),
        ("step: 1,", "step: [1],"),
        ("certifications: [ISMAP]", "certification: [ISMAP]"),
        ("controls: [S3]", "controls: [3]"),
        ("controls: [S3]", "controls: ['a.b.c']"),
        ("state: planned", "state: plan"),
        ("flowmodel: 1", "flowmodel: 2"),
        ("functions: [a, b]", "functions: a"),
    ],
)
def test_slips_are_seen(old, new, validator):
    assert old in BASE
    assert told(validator, BASE.replace(old, new))


def test_every_field_is_described_and_no_pattern_is_left_to_the_dialect(validator):
    whole = validator.schema
    for name, definition in {"Model": whole, **whole["$defs"]}.items():
        for form in definition.get("anyOf", [definition]):
            assert form["description"], name
            for field, value in form.get("properties", {}).items():
                assert value["description"], f"{name}.{field}"
    assert "\\\\w" not in json.dumps(whole)


def test_every_class_with_a_short_form_says_so_in_the_schema():
    with_short = {c.__name__ for c in _subclasses(Strict) if "_short" in vars(c)}
    # Packs and themes have short forms of their own, and no part in the schema of a model.
    with_short = {name for name in with_short if hasattr(flowmodel.model, name)}
    assert with_short == set(SHORT)


def test_the_command_prints_and_writes_it(validator, tmp_path, capsys):
    assert main(["schema"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed) == validator.schema
    assert main(["schema", "-o", str(tmp_path / "s.json"), "--lang", "en"]) == 0
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == printed
    assert "wrote" in capsys.readouterr().err


def test_the_starter_names_its_schema_and_comes_with_it(validator, tmp_path, capsys):
    assert main(["new", str(tmp_path), "--lang", "ja"]) == 0
    text = (tmp_path / "model.yaml").read_text(encoding="utf-8")
    (name,) = re.findall("^# yaml-language-server: [$]schema=(.+)$", text, re.MULTILINE)
    assert json.loads((tmp_path / name).read_text(encoding="utf-8")) == validator.schema
    # The schema in the folder is not taken for a model.
    assert main(["check", str(tmp_path)]) == 0
