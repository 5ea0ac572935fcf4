"""The summary by department, and what is printed of rules that are not loaded."""

from __future__ import annotations

import gc
import json
from datetime import date
from pathlib import Path

import pytest

from flowmodel.cli import main, pool
from flowmodel.config import Config
from flowmodel.errors import InputError
from flowmodel.lint import BrokenRuleError, check
from flowmodel.lint.report import cards
from flowmodel.lint.report.sheet import read, record
from flowmodel.lint.samples import SEND, cloud
from flowmodel.source import loads

BARE = cloud("例", "example", SEND).model
COVER = "cover: {department: 総務部　収納課}"
OVERVIEW = "overview: {section: 収納課}"
ANNEX = "annex: {holder: 税務課}"


@pytest.mark.parametrize(
    ("agenda", "name"),
    [
        (None, ""),
        ("pattern: 1", ""),
        ("cover: {department: '  '}", ""),
        (COVER, "総務部収納課"),
        (f"{COVER}\n  {OVERVIEW}\n  {ANNEX}", "総務部収納課"),
        (f"{ANNEX}\n  {OVERVIEW}", "収納課"),
        (ANNEX, "税務課"),
        ("cover: {department: ＩＴ推進課}", "IT推進課"),
        ("cover: {department: Finance\u3000 Department}", "Finance Department"),
    ],
)
def test_who_answers_for_a_paper(agenda, name):
    text = BARE if agenda is None else f"{BARE}agenda:\n  {agenda}\n"
    assert loads(text).organisation == name


def test_a_line_for_each_department_those_without_one_last(put, capsys):
    put("a.yaml", f"{BARE}agenda:\n  {OVERVIEW}\n")
    put("b.yaml", BARE)
    put("c.yaml", f"{BARE}agenda:\n  {COVER}\n")
    put("d.yaml", f"{BARE}agenda:\n  {COVER.replace('　', '')}\n")
    main(["check", ".", "--lang", "ja", "--select", "E01"])
    assert capsys.readouterr().err.splitlines()[1:] == [
        "  E01 対策未記載の流れ: 4 件（モデル 4 件）",
        "  収納課: モデル 1 件、エラー 1 件、警告 0 件、注記 0 件",
        "  総務部収納課: モデル 2 件、エラー 2 件、警告 0 件、注記 0 件",
        "  （担当部課の記載なし）: モデル 1 件、エラー 1 件、警告 0 件、注記 0 件",
    ]


def test_cards_are_learnt_as_they_were_recorded(monkeypatch):
    monkeypatch.setattr(cards, "_learned", {})
    told = json.loads(json.dumps(cards.record_cards()))
    expected = {id: cards.card(id) for id in told}
    cards.learn(told)
    assert {id: cards._learned[id] for id in told} == expected
    assert cards.titled("KAN-01") == ("KAN-01", "KAN-01")
    assert cards.titled("E01").en.startswith("E01 ")


@pytest.mark.parametrize(
    "change",
    [lambda d: d.pop("E01"), lambda d: d.update(X=1), lambda d: d["E01"].__setitem__(0, 1)],
)
def test_cards_of_another_shape_are_not_learnt(monkeypatch, change):
    monkeypatch.setattr(cards, "_learned", {})
    told = json.loads(json.dumps(cards.record_cards()))
    change(told)
    with pytest.raises((ValueError, TypeError)):
        cards.learn(told)
    assert cards._learned == {}


def test_what_was_left_out_is_not_taken_for_nothing():
    steps = "".join(f"  - {{step: {n}, from: pc, to: store}}\n" for n in range(2, 30))
    report = check(loads(BARE.replace(f"  - {SEND}\n", f"  - {SEND}\n{steps}")))
    whole = read(json.loads(json.dumps(record(report, remedies=True))))
    part = read(json.loads(json.dumps(record(report, remedies=False))))
    assert part.findings == whole.findings == report.findings
    asking = next(f for f in report.findings if f.missing)
    assert [r.addition.text for r in whole.remedies(asking)] == [
        r.addition.text for r in report.remedies(asking)
    ]
    with pytest.raises(LookupError):
        part.remedies(asking)


def test_the_work_of_a_process(put, monkeypatch):
    work = pool.Work(Config({}), date(2026, 4, 1))
    monkeypatch.setattr(pool, "_work", None)
    put("m.yaml", BARE)
    enabled = gc.isenabled()
    try:
        pool._start(work)
        assert not gc.isenabled()
        told = pool._task(Path("m.yaml"))
        assert isinstance(pool._task(Path("none.yaml")), InputError)
    finally:
        if enabled:
            gc.enable()
    assert (
        read(json.loads(told)).findings == check(loads(BARE, "m.yaml"), today=work.today).findings
    )


def test_a_rule_that_fails_in_a_process_ends_the_run(monkeypatch):
    class Executor:
        def map(self, *args, **options):
            return iter([pool._Broken("E01", "boom")])

        def shutdown(self, **options):
            self.stopped = True

    found = pool._Pool(pool.Work(Config({}), date(2026, 4, 1)), None)
    found.executor = Executor()
    with pytest.raises(BrokenRuleError, match="E01"):
        list(found.fresh([Path("m.yaml")]))
    assert found.executor.stopped
