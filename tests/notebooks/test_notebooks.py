"""Every notebook runs from top to bottom in a fresh copy of what it reads."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_no_outputs_are_stored(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A folder with the examples in it, and nothing of the project besides."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(
        ROOT / "examples", root / "examples", ignore=shutil.ignore_patterns("__pycache__")
    )
    (root / "notebooks").mkdir()
    return root / "notebooks"


def run(path, folder, monkeypatch):
    """Run a notebook in `folder`; raises `CellExecutionError` at the first cell that fails."""
    monkeypatch.setenv("IPYTHONDIR", str(folder / ".ipython"))
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    return notebook


def shown(notebook):
    """What each code cell put out, by MIME type, all streams under ``text/plain``."""
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            found = {}
            for output in cell.outputs:
                bundle = output.get("data") or {"text/plain": output.get("text", "")}
                for kind, text in bundle.items():
                    found[kind] = found.get(kind, "") + str(text)
            cells.append((cell.source, found))
    return cells


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_runs(path, workspace, monkeypatch):
    notebook = run(path, workspace, monkeypatch)
    assert all(c.execution_count for c in notebook.cells if c.cell_type == "code" and c.source)
    if path.stem == "01-quickstart":
        _quickstart(shown(notebook), workspace)


def _quickstart(cells, folder):
    def of(line):
        return next(out for source, out in cells if line in source)

    assert of("report.ok")["text/plain"] == "True"
    assert "E02" in of("weaker = fm.Model")["text/plain"]
    assert "④" in of("weaker = fm.Model")["text/plain"]
    assert "資料の確認" in of("graph.flows")["text/plain"]
    for draws in ("fm.draw(model)", "fm.draw(small)"):
        assert "<svg" in of(draws)["image/svg+xml"]
    assert of("diagram.save")["text/plain"].strip() == "True"
    assert (folder / "meeting-papers.svg").read_text(encoding="utf-8").count("<svg") == 1
    assert (folder / "meeting-papers.pdf").read_bytes().startswith(b"%PDF-")
