"""Whatever is taken from a compliant example is told of, or there is a reason why not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.mutation import __main__ as program
from benchmarks.mutation.judge import Example, Verdict, examples
from benchmarks.mutation.mutants import mutants
from benchmarks.mutation.survivors import REASONS, explain

ROOT = Path(__file__).parents[2]
EXAMPLE = "lgwan-ai-ocr"


@pytest.fixture(scope="module")
def example() -> Example:
    return Example.load(ROOT / "examples" / EXAMPLE / "model.yaml")


def test_every_change_is_told_of_or_has_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    code = program.main([str(ROOT / "examples")])
    printed = capsys.readouterr()
    assert printed.err == ""
    assert code == 0
    assert all(f"| {reason.id} | " in printed.out for reason in REASONS)
    assert f"| **{EXAMPLE}** | all | " in printed.out


def test_compliant_examples_have_no_finding_of_level_error() -> None:
    found = list(examples(ROOT / "examples"))
    assert len(found) == len(list((ROOT / "examples").glob("*/model.yaml")))
    for example in found:
        errors = [f for f in example.findings(example.source.document) if f.level == "error"]
        assert errors == [], example.name


def test_every_mutant_has_a_name_of_its_own(example: Example) -> None:
    made = [m.name for m in mutants(example.source)]
    assert len(set(made)) == len(made)


def test_the_example_itself_stays_as_it_is(example: Example) -> None:
    before = repr(example.source.document)
    for mutant in mutants(example.source):
        mutant.of(example.source.document)
    assert repr(example.source.document) == before


def _judged(example: Example, *kinds: str) -> list[Verdict]:
    return [example.judge(m) for m in mutants(example.source) if m.kind in kinds]


def test_a_rule_that_is_gone_leaves_survivors_without_a_reason(
    example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Example.findings
    gone = ("E02", "D02")

    def fewer(self: Example, document: dict[str, object]) -> tuple[object, ...]:
        return tuple(f for f in told(self, document) if f.rule not in gone)

    monkeypatch.setattr(Example, "findings", fewer)
    explained = explain([(example, _judged(example, "control: drop"))])
    assert f"{EXAMPLE}: control: drop channels.lan.encryption" in explained.unexplained


def test_a_finding_that_names_another_part_does_not_count(
    example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.mutation.judge.names", lambda finding, mutant: False)
    verdicts = _judged(example, "answer: drop")
    assert {v.outcome for v in verdicts} == {"elsewhere"}
    assert len(explain([(example, verdicts)]).unexplained) == len(verdicts)


def test_a_reason_for_nothing_is_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["--survivors", str(tmp_path)]) == 1
    assert f"reason without a survivor: {REASONS[0].id}" in capsys.readouterr().err
