"""What the project promises of itself: version, types, dependencies, sizes, plain files."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

import flowmodel

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PACKAGE = ROOT / "flowmodel"
SOURCES = sorted(PACKAGE.rglob("*.py"))

MAX_LINES = 400
MAX_FUNCTION = 50
IGNORED = {"out", "dist", "site", "build", "__pycache__", "node_modules"}


def names(requirements: list[str]) -> list[str]:
    return [re.split(r"[<>=!~\[; ]", r, maxsplit=1)[0] for r in requirements]


def test_version_is_the_installed_one() -> None:
    assert metadata.version("flowmodel") == flowmodel.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", flowmodel.__version__)


def test_version_stands_in_the_changelog() -> None:
    assert f"## [{flowmodel.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_package_is_typed_and_licensed() -> None:
    assert (PACKAGE / "py.typed").is_file()
    assert PROJECT["license"] == "Apache-2.0"
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


REQUIREMENTS = [
    *PROJECT["dependencies"],
    *(r for extra in PROJECT["optional-dependencies"].values() for r in extra),
]


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_dependency_has_a_lower_bound_and_no_upper(requirement: str) -> None:
    assert re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?>=\d[\w.]*(; .+)?", requirement)


def test_dependencies_are_explained() -> None:
    page = (ROOT / "docs/explanation/dependencies.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `([\w.-]+)` \|", page, flags=re.MULTILINE)
    assert sorted(explained) == sorted(set(names(REQUIREMENTS)))


def test_nothing_importable_is_called_diagrams() -> None:
    # It would shadow the well-known package of that name for whoever works in the checkout.
    assert not (ROOT / "diagrams.py").exists()
    assert not list((ROOT / "diagrams").rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_LINES
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > MAX_FUNCTION
    }
    assert long == {}


def files() -> Iterator[Path]:
    """The project's own files; what tools and builds leave behind is passed over."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(p.startswith(".") and p not in (".ci", ".github") for p in parts[:-1])
        built = any(p in IGNORED or p.endswith(".egg-info") for p in parts)
        if path.is_file() and not (hidden or built) and path.name != ".git":
            yield path


# Written apart, so that this file does not hold what it looks for.
MACHINE = re.compile(
    r"(?<![\w.~}/-])/(?:work|root|tmp|home)/\w"
    + "|" + r"file:/" + r"//opt|/opt/" + r"(?:pypi|wheels)"
    + "|" + r"https?://[\w.-]*(?:artifactory|nexus|devpi|local" + r"host:\d)"
)  # fmt: skip


def test_no_machine_path_or_registry_host() -> None:
    found = []
    for path in files():
        data = path.read_bytes()
        if b"\0" in data[:4096]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if len(line) < 10_000 and (m := MACHINE.search(line)):
                found.append(f"{path.relative_to(ROOT)}:{number}: {m[0]}")
    assert found == []


@pytest.mark.parametrize(
    "line", ["cd {}work/x", '"{}tmp/out"', "open('{}root/a')", "http:{}{}devpi.example/simple"]
)
def test_machine_paths_are_recognised(line: str) -> None:
    assert MACHINE.search(line.replace("{}", "/"))
    assert not MACHINE.search("https://example.org/work/x and ~/tmp/y")
