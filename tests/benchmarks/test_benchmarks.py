"""The measurements work on tiny models. No time is judged here."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import flowmodel as fm
from benchmarks import models, rows, run, table
from benchmarks.groups.drawing import exponent
from benchmarks.groups.rules import on_transfers
from benchmarks.measure import growth, processes, python, surroundings, warm
from benchmarks.peer import Peer
from flowmodel.model import Model


@pytest.mark.parametrize("transfers", [1, 7, 20, 21, 130])
def test_models_hold_together_and_have_the_size_asked_for(transfers: int) -> None:
    model = fm.loads(models.text(transfers))
    assert len(model.transfers) == transfers
    assert model == fm.loads(json.dumps(models.document(transfers)))
    assert not fm.check(model).findings


def test_bare_models_have_findings() -> None:
    report = fm.check(fm.loads(models.text(60, bare=2)))
    assert {"E01", "A01"} & {f.rule for f in report.findings}
    assert all(f.place and f.place.line for f in report.findings)


def test_every_gap_lacks_something_and_nothing_else_does() -> None:
    report = fm.check(Model.model_validate(models.document(60, gap=20)))
    assert {f.path for f in report if f.path[0] == "transfers"} == {
        ("transfers", i) for i in (0, 20, 40)
    }


def test_transfers_that_are_to_be_unlike_state_different_things() -> None:
    transfers = models.document(300, unlike=True)["transfers"]
    assert len({json.dumps(t["controls"]) for t in transfers}) == 300
    assert Model.model_validate(models.document(300, unlike=True))


def test_twenty_rules_are_measured_together() -> None:
    assert len(on_transfers()) >= 20


def test_growth_is_the_exponent_of_the_size() -> None:
    assert growth({10: 3.0, 100: 30.0, 1000: 300.0}) == pytest.approx(1.0)
    assert growth({10: 3.0, 100: 300.0}) == pytest.approx(2.0)
    with pytest.raises(ValueError, match="one size"):
        growth({10: 1.0})


def test_a_peer_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    slow.chmod(0o755)
    assert Peer(slow, "0").warm(tmp_path, 1, {}, 0.05) is None


def test_models_are_the_same_for_the_same_size() -> None:
    assert models.text(50) == models.text(50)
    assert models.text(50) != models.text(51)


def test_pytm_gets_the_same_flows() -> None:
    model, theirs = models.document(45), json.loads(models.for_pytm(45))
    ends = [(t["from"], t["to"]) for t in model["transfers"]]
    assert [(f["source"], f["sink"]) for f in theirs["flows"]] == ends
    assert {e["name"] for e in theirs["elements"]} == {a["id"] for a in model["actors"]}


def test_all_groups_measure_tiny_models(tmp_path: Path) -> None:
    sizes = rows.Sizes(
        cold=5, warm=(6, 8), unlike=7, drawn=(3, 5), crowded=(4,), library=3, runs=1, warm_runs=1
    )
    found = run.measured(tmp_path, sizes, None)
    printed = table.markdown(found, table.machine(None))
    assert printed.count("\n| ") == len(found) + 1
    assert "資料59-1 to SVG, PDF and PNG" in printed
    assert all((tmp_path / f"a.{suffix}").stat().st_size for suffix in ("svg", "pdf", "png"))


@pytest.mark.parametrize(
    ("args", "told"), [(["nothing"], "no such group: nothing"), (["--write", "rules"], "one run")]
)
def test_groups_are_known_and_the_page_gets_all(
    args: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run.main(args)
    assert told in capsys.readouterr().err


def test_growth_is_the_slope_of_the_logarithms() -> None:
    assert exponent({n: 0.003 * n**1.5 for n in (10, 100, 1_000)}) == pytest.approx(1.5)


def test_a_failing_process_is_told_and_not_timed(tmp_path: Path) -> None:
    env = surroundings(tmp_path)
    with pytest.raises(RuntimeError, match=r"bad ended with 3:[\s\S]*so it is"):
        processes(
            {"bad": python("import sys; print('so it is', file=sys.stderr); sys.exit(3)")}, 1, env
        )


def test_work_is_done_in_turns() -> None:
    done: list[str] = []
    warm({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, 2)
    assert "".join(done) == "ababab"


def test_the_table_stands_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n", encoding="utf-8")
    table.put("new\n", page)
    assert page.read_text(encoding="utf-8") == f"before\n{table.BEGIN}\nnew\n{table.END}\nafter\n"
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks the lines"):
        table.put("new\n", page)


def test_the_page_has_the_marks() -> None:
    text = table.PAGE.read_text(encoding="utf-8")
    assert text.index(table.BEGIN) < text.index(table.END)
