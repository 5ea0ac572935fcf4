"""Packs that a model names are run beside the rules, and say nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.errors import ModelError
from flowmodel.lint import check
from flowmodel.lint.policy import SHIPPED

EXAMPLES = Path(__file__).parents[2] / "examples"


def _with(model, *policies):
    return model.model_copy(update={"policies": policies})


def test_a_pack_that_is_named_is_run():
    model = fm.load(EXAMPLES / "shiryo-59-1" / "model.yaml")
    assert not {"SSB-01"} & set(check(model).checked)
    report = check(_with(model, "sanso-bunri"))
    assert "SSB-01" in report.checked
    assert [f.rule for f in report if f.rule.startswith("SSB")] == ["SSB-01"]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/[mb]*.yaml")), ids=lambda p: p.parent.name)
def test_the_checklist_pack_beside_its_twins_repeats_nothing(path):
    model = fm.load(path)
    assert check(_with(model, "shinjuku-gaibu-ketsugo")).findings == check(model).findings


def test_a_model_with_an_unknown_pack_is_told():
    model = fm.load(EXAMPLES / "before-box" / "model.yaml")
    with pytest.raises(ModelError, match="no policy pack 'sanso'"):
        check(_with(model, "sanso"))


@pytest.mark.parametrize("name", SHIPPED)
def test_one_rule_alone_runs_no_pack(name):
    model = _with(fm.load(EXAMPLES / "before-box" / "model.yaml"), name)
    assert check(model, only=[]).checked == ()
