"""Every example: four ways to one model, no error when compliant, its announced faults when broken."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.model import Localized

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(p.parent for p in (ROOT / "examples").glob("*/model.yaml"))
BROKEN = sorted((ROOT / "examples").glob("*/broken.yaml"))
OWN = ("lgwan-ai-ocr", "payment-agent")

examples = pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
broken = pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.parent.name)

_EXPECT = re.compile(r"\s*# expect: ([A-Z]\d\d) (error|warning|note)\s*")


@cache
def loaded(path: Path) -> fm.Model:
    return fm.load(path)


def announced(text: str) -> list[tuple[str, str, int]]:
    """The (rule, level, line) of every ``# expect:`` comment; comments may be stacked."""
    found, waiting = [], []
    for number, line in enumerate(text.splitlines(), 1):
        m = _EXPECT.fullmatch(line)
        if m:
            waiting.append((m[1], m[2]))
            continue
        assert "# expect" not in line, f"line {number}: not in the fixed form: {line}"
        found += [(rule, level, number) for rule, level in waiting]
        waiting = []
    assert not waiting, "an announcement at the end of the file points nowhere"
    return sorted(found)


def found(model: fm.Model) -> list[tuple[str, str, int]]:
    """The (rule, level, line) of every finding: the line of the value in which it is."""
    return sorted((f.rule, f.level, model.origin.place(f.path).line) for f in fm.check(model))


def test_the_examples_are_there():
    assert {"shiryo-59-1", "before-box", *OWN} <= {p.name for p in FOLDERS}
    assert {p.parent.name for p in BROKEN} == {p.name for p in FOLDERS}


def test_announcements_are_read():
    text = "a: 1\n  # expect: E02 error\n  # expect: D04 warning\nb: 2\n# a remark\nc: 3\n"
    assert announced(text) == [("D04", "warning", 4), ("E02", "error", 4)]
    with pytest.raises(AssertionError, match="fixed form"):
        announced("# expect E02 error\na: 1\n")
    with pytest.raises(AssertionError, match="points nowhere"):
        announced("a: 1\n# expect: E02 error\n")


@examples
def test_the_script_prints_the_yaml_model(folder, tmp_path):
    env = {**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [sys.executable, str(folder / "model.py")], capture_output=True, cwd=tmp_path, env=env
    )
    assert (ran.returncode, ran.stderr.decode()) == (0, "")
    model = loaded(folder / "model.yaml")
    assert fm.loads(ran.stdout, name="model.py") == model
    assert list(tmp_path.iterdir()) == []


@examples
def test_plain_construction_gives_the_same_model(folder):
    model = loaded(folder / "model.yaml")
    assert fm.Model(**model.model_dump()) == model
    assert fm.Model.model_validate(model.model_dump(mode="json")) == model
    assert fm.Model.model_validate_json(model.model_dump_json()) == model


@examples
@pytest.mark.parametrize("format", ["yaml", "json"])
def test_it_comes_back_from_text(folder, format):
    model = loaded(folder / "model.yaml")
    text = fm.dump(model, format)
    again = fm.loads(text, name=f"model.{format}")
    assert again == model
    assert fm.dump(again, format) == text


@examples
def test_a_changed_model_is_not_equal(folder):
    model = loaded(folder / "model.yaml")
    document = model.model_dump()
    document["transfers"] = document["transfers"][:-1]
    assert fm.Model(**document) != model


@examples
def test_a_compliant_model_has_no_error(folder):
    report = fm.check(loaded(folder / "model.yaml"))
    assert [f for f in report.findings if f.level == "error"] == []
    assert report.ok


@pytest.mark.parametrize("name", OWN)
def test_own_models_have_no_finding_at_all(name):
    assert found(loaded(ROOT / "examples" / name / "model.yaml")) == []


@broken
def test_a_broken_model_has_the_announced_findings(path):
    expected = announced(path.read_text(encoding="utf-8"))
    assert found(loaded(path)) == expected
    assert len({rule for rule, _, _ in expected}) >= 5


@broken
def test_a_broken_model_is_a_twin(path):
    """The faults are omissions and changes in the same model, not another model."""
    twin, model = loaded(path), loaded(path.parent / "model.yaml")
    assert {a.id for a in twin.actors} <= {a.id for a in model.actors}
    assert abs(len(twin.transfers) - len(model.transfers)) <= 2
    assert twin != model


@pytest.mark.parametrize("name", OWN)
def test_both_languages_are_given(name):
    """Whatever the figure prints of these two models exists in Japanese and in English."""
    model = loaded(ROOT / "examples" / name / "model.yaml")
    printed = [model.title, model.figure.title, model.figure.footer]
    printed += [n.text for n in model.figure.notes]
    printed += [p.name for p in (*model.zones, *model.actors, *model.channels, *model.data)]
    printed += [t.label for t in model.transfers] + [s.name for s in model.series]
    printed += [e.text for e in model.exclusions] + [box.title for box in model.boxes]
    printed += [i for a in model.actors if a.functions for i in a.functions.items]
    assert [t for t in printed if not isinstance(t, Localized) or not (t.ja and t.en)] == []


@pytest.mark.parametrize("name", OWN)
def test_labels_fit_a_figure(name):
    model = loaded(ROOT / "examples" / name / "model.yaml")
    labels = [t.text("ja") for t in model.transfers] + [a.label("ja") for a in model.actors]
    assert [label for label in labels if len(label) > 16] == []


@pytest.mark.parametrize("name", OWN)
def test_the_paper_set_agrees_with_the_flow(name):
    """The items of the 別紙 are those of the data categories, no more and no fewer."""
    model = loaded(ROOT / "examples" / name / "model.yaml")
    items = dict.fromkeys(i.ja for c in model.data if c.personal for i in c.items)
    assert model.agenda.annex.items == tuple(items)
    for checklist in model.checklists:
        assert len(checklist.answers) == 16
    assert {c.side for c in model.checklists} == {"ward", "counterpart"}
