"""``flowmodel render`` and ``flowmodel build``: what they write, say and leave alone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

import flowmodel as fm
from flowmodel.api import Diagram
from flowmodel.cli import main
from flowmodel.cli.render import png_options, tell_size
from flowmodel.layout.scene import Page, Scene

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
MODEL = EXAMPLES / "shiryo-59-1" / "model.yaml"
BROKEN = EXAMPLES / "shiryo-59-1" / "broken.yaml"
OUTPUTS = {
    "figure.svg",
    "figure.pdf",
    "figure.png",
    "findings.json",
    "findings.txt",
    "figure.html",
    "summary.html",
}


def names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


def test_build_writes_everything_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "folder"
    assert main(["build", str(MODEL), "-o", str(out), "--dpi", "50"]) == 0
    assert names(out) == OUTPUTS
    said = capsys.readouterr()
    assert said.out == ""
    assert all(str(out / name) in said.err for name in OUTPUTS)
    findings = json.loads((out / "findings.json").read_text())
    announced = set(re.findall(r"# expect: (\w+)", MODEL.read_text(encoding="utf-8")))
    assert {f["rule"] for f in findings["findings"]} == announced
    assert "④資料のダウンロード" in (out / "summary.html").read_text()


def test_build_and_render_keep_to_the_settings(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "shiryo-59-1", tmp_path / "m")
    model = tmp_path / "m" / "model.yaml"
    settings = 'levels = {A05 = "error", E07 = {level = "off", reason = "in another paper"}}\n'
    (tmp_path / "flowmodel.toml").write_text(settings)
    assert main(["build", str(model), "-o", str(tmp_path / "out"), "--dpi", "50"]) == 1
    found = json.loads((tmp_path / "out" / "findings.json").read_text())["findings"]
    levels = {f["rule"]: f["level"] for f in found}
    assert levels["A05"] == "error"
    assert "E07" not in levels
    assert main(["render", str(model), "-o", str(tmp_path / "f.svg")]) == 0
    assert "エラー 1 件" in (tmp_path / "f.svg").read_text(encoding="utf-8")
    assert not fm.check(fm.load(model), settings=model).ok
    assert fm.check(fm.load(model)).ok


def test_build_of_a_broken_model_writes_and_ends_with_1(tmp_path: Path) -> None:
    assert main(["build", str(BROKEN), "-o", str(tmp_path), "--dpi", "50"]) == 1
    assert names(tmp_path) == OUTPUTS


def test_build_draws_further_views_and_clears_their_old_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flowmodel.cli.build.FORMATS", (".svg",))
    for name in ("sequence-7.svg", "graph-7.svg"):  # The second is not drawn this time.
        fm.draw(fm.load(MODEL)).save(tmp_path / name)
    (tmp_path / "sequence-8.svg").write_text("somebody's own")
    (tmp_path / "sequence-notes.svg").write_text("somebody's own")
    call = ["build", str(EXAMPLES / "gallery" / "no-zones" / "model.yaml"), "-o", str(tmp_path)]
    main([*call, "--views", "matrix, sequence"])
    drawn = {"figure.svg", "matrix.svg", "sequence.svg"}
    assert {n for n in names(tmp_path) if n.endswith(".svg")} == drawn | {
        "graph-7.svg",
        "sequence-8.svg",
        "sequence-notes.svg",
    }
    titles = {re.search("<title[^>]*>([^<]*)", (tmp_path / n).read_text())[1] for n in drawn}  # type: ignore[index]
    assert len(titles) >= 2
    main([*call, "--views", "all"])
    assert names(tmp_path) >= {"graph.svg", "holdings.svg", "matrix.svg", "sequence.svg"}
    assert "graph-7.svg" not in names(tmp_path)


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_render_tells_of_pages_that_an_earlier_drawing_left(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long, target = EXAMPLES / "payment-agent" / "model.yaml", str(tmp_path / f"fig{suffix}")
    call = ["render", "-o", target, "--dpi", "50", "--lang", "en"]
    assert main([*call, str(long), "--view", "sequence"]) == 0
    pages = sorted(tmp_path.iterdir())
    assert len(pages) > 1
    assert "earlier drawing" not in capsys.readouterr().err
    (tmp_path / f"fig-9{suffix}").write_text("somebody's own")
    (tmp_path / f"other-1{suffix}").write_bytes(pages[0].read_bytes())
    (tmp_path / f"fig-10{suffix}").mkdir()
    assert main([*call, str(MODEL)]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == (
        "pages of an earlier drawing are still there; they are no part of this one, and are not "
        f"removed: {', '.join(map(str, pages))}"
    )
    assert all(p.exists() for p in pages)
    assert main([*call, str(long), "--view", "sequence"]) == 0
    assert capsys.readouterr().err.splitlines()[-1].endswith(f"removed: {target}")


PACK = """\
pack: own
version: "1"
prefix: OWN
title: {ja: 試験, en: test}
rules:
  - id: OWN-1
    level: error
    title: {ja: 題, en: title}
    message: {ja: "{title}に現状の記載がありません", en: "{title}: not as it is"}
    basis: {ja: なし, en: none}
    origin: [judgement]
    for: model
    require: {values: {field: stage, is: as-is}}
"""


def test_build_finds_a_pack_beside_its_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = tmp_path / "models"
    beside.mkdir()
    (beside / "own.yaml").write_text(PACK, encoding="utf-8")
    text = MODEL.read_text(encoding="utf-8")
    (beside / "model.yaml").write_text(text + "\npolicies: [own.yaml]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "models/model.yaml", "-o", "out", "--dpi", "50"]) == 1
    found = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    assert "OWN-1" in str(found)
    assert "models/model.yaml" not in str(found)


def test_build_all_keeps_the_folders_names(tmp_path: Path) -> None:
    source = tmp_path / "models"
    for name in ("one", "two"):
        shutil.copytree(EXAMPLES / "shiryo-59-1", source / name)
    assert main(["build", "--all", str(source), str(tmp_path / "out"), "--dpi", "50"]) == 0
    assert names(tmp_path / "out") == {"one", "two"}
    assert names(tmp_path / "out" / "two") == OUTPUTS


def test_build_all_goes_on_after_an_unusable_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "models"
    shutil.copytree(EXAMPLES / "shiryo-59-1", source / "good")
    (source / "bad").mkdir()
    (source / "bad" / "model.yaml").write_text("flowmodel: 1\nid: [\n")
    assert main(["build", "--all", str(source), str(tmp_path / "out"), "--dpi", "50"]) == 2
    assert names(tmp_path / "out" / "good") == OUTPUTS
    assert "model.yaml:" in capsys.readouterr().err


@pytest.mark.parametrize(
    "call",
    [
        ["build"],
        ["build", str(MODEL)],
        ["build", str(MODEL), "-o", "x", "--all", "a", "b"],
        ["build", "--all", "nowhere", "out"],
        ["build", "nowhere.yaml", "-o", "out"],
        ["build", str(MODEL), "-o", "x", "--views", "grahp"],
        ["build", str(MODEL), "-o", "x", "--views", "landscape"],
        ["build", str(MODEL), "-o", "x", "--views", ""],
        ["build", str(MODEL), "-o", "x", "--dpi", "many"],
        ["build", str(MODEL), "-o", "x", "--dpi", "5"],
        ["build", str(MODEL), "-o", "x", "--paper", "a5"],
        ["render", str(MODEL)],
        ["render", str(MODEL), "-o", "figure.jpg"],
        ["render", str(MODEL), "-o", "figure"],
        ["render", str(MODEL), "-o", "figure.svg", "--font", "nowhere.otf"],
    ],
)
def test_wrong_calls_end_with_2_and_without_a_traceback(
    call: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(call) == 2
    said = capsys.readouterr()
    assert said.err
    assert "Traceback" not in said.err
    assert list(tmp_path.iterdir()) == []


def test_pages_of_a_longer_figure_do_not_stay(tmp_path: Path) -> None:
    main(
        [
            "build",
            str(EXAMPLES / "payment-agent" / "model.yaml"),
            "-o",
            str(tmp_path),
            "--dpi",
            "50",
        ]
    )
    assert "figure-2.svg" in names(tmp_path)
    (tmp_path / "mine.svg").write_text("keep")
    assert main(["build", str(MODEL), "-o", str(tmp_path), "--dpi", "50"]) == 0
    assert names(tmp_path) == OUTPUTS | {"mine.svg"}


def test_a_failed_run_leaves_the_old_output_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", str(MODEL), "-o", str(tmp_path), "--dpi", "50"])
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    bad = tmp_path.parent / "bad.yaml"
    bad.write_text(MODEL.read_text().replace("事業者パソコン等", "事業者\U0001f600"))
    assert main(["build", str(bad), "-o", str(tmp_path)]) == 2
    assert "U+1F600" in capsys.readouterr().err
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_a_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    assert main(["build", str(MODEL), "-o", str(file / "below"), "--dpi", "50"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert file.read_text() == "in the way"


def test_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import errno
    import os

    main(["build", str(MODEL), "-o", str(tmp_path), "--dpi", "50"])
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    def full(fd: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert main(["build", str(BROKEN), "-o", str(tmp_path), "--dpi", "50"]) == 2
    assert "disk is full" in capsys.readouterr().err
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_render_takes_several_outputs_languages_and_papers(tmp_path: Path) -> None:
    svg, pdf = tmp_path / "f.svg", tmp_path / "f.pdf"
    call = ["render", str(MODEL), "-o", str(svg), "-o", str(pdf), "--lang", "en", "--paper", "a3"]
    assert main(call) == 0
    assert 'width="420mm"' in svg.read_text()
    assert "Sending of material" in svg.read_text()
    assert pdf.read_bytes().startswith(b"%PDF")


def test_render_with_marks_and_without_verdict(tmp_path: Path) -> None:
    file = tmp_path / "f.svg"
    assert main(["render", str(BROKEN), "-o", str(file), "--marks", "--no-verdict"]) == 0
    assert "E02" in file.read_text()
    assert "記載の点検" not in file.read_text()


def test_published_findings_name_the_file_alone(tmp_path: Path) -> None:
    main(["build", str(MODEL.resolve()), "-o", str(tmp_path), "--dpi", "50"])
    for name in ("findings.json", "findings.txt"):
        text = (tmp_path / name).read_text()
        assert "model.yaml" in text
        assert str(MODEL.parent) not in text


@pytest.mark.parametrize(
    ("paper", "lang", "told"),
    [
        ("a4", "en", "does not fit A4: its pages are 829 × 210 mm"),
        ("a3", "ja", "A3 に縮めて印刷すると"),
        ("screen", "en", "wider than a screen: one page of 829 × 210 mm"),
        ("screen", "ja", "拡大して読むか"),
    ],
)
def test_a_figure_larger_than_its_paper_says_so(
    paper: str, lang: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    args = Namespace(paper=paper, ui=lang)
    for width, said in ((829.0, True), (297.0, False)):
        scene = Scene("a", "題", "説明", "ja", (Page(width, 210.0, ()),))
        tell_size(cast("Diagram", SimpleNamespace(drawing=scene)), args)
        assert (told in capsys.readouterr().err) is said


@pytest.mark.parametrize(("lang", "told"), [("en", "its PNG has"), ("ja", "dpi にしました")])
def test_a_figure_too_large_for_the_usual_density_says_so(
    lang: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = Scene("a", "題", "説明", "ja", (Page(297.0, 210.0, ()), Page(480.0, 9000.0, ())))
    diagram = cast("Diagram", SimpleNamespace(drawing=scene))
    assert png_options(diagram, Namespace(dpi=96, ui=lang)) == {"dpi": 96}
    assert capsys.readouterr().err == ""
    assert png_options(diagram, Namespace(dpi=None, ui=lang)) == {}
    said = capsys.readouterr().err
    assert told in said
    assert "172" in said


def test_long_work_is_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("flowmodel.cli.build.PATIENCE", -1.0)
    main(["build", str(MODEL), "-o", str(tmp_path), "--dpi", "50", "--lang", "ja"])
    assert "作成中" in capsys.readouterr().err


def test_output_does_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        call = [
            sys.executable,
            "-m",
            "flowmodel",
            "build",
            str(MODEL),
            "-o",
            str(out),
            "--dpi",
            "50",
        ]
        env = {"PYTHONHASHSEED": seed, "PATH": "", "LC_ALL": "C.UTF-8"}
        subprocess.run(call, check=True, env=env, capture_output=True)
        made.append({p.name: p.read_bytes() for p in out.iterdir()})
    assert made[0] == made[1]
