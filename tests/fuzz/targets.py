"""What reads files, each as one function of bytes: it returns, or it raises a `FlowModelError`.

Anything else that it raises, a time without end and memory without bound are faults.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flowmodel.errors import FlowModelError
from flowmodel.language import LANGS

ROOT = Path(__file__).parent.parent.parent
MOST = 4096
"""Longest input in bytes: what breaks a reader is short, and long ones only cost time."""


def held(read: Callable[[bytes], object]) -> Callable[[bytes], None]:
    """`read`, held to errors that people can read: words, both languages, on one line."""

    def target(data: bytes) -> None:
        try:
            read(data)
        except FlowModelError as error:
            told = [p.text(lang) for p in error.problems for lang in LANGS]
        else:
            return
        assert told
        assert all(told)
        assert not any("\n" in words for words in told)

    return target


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def yaml(data: bytes) -> None:
    """The loader of models, and the way back."""
    from flowmodel.source import dump, loads

    model = loads(data, name="model.yaml")
    assert loads(dump(model)) == model


def json_(data: bytes) -> None:
    """The loader again, for JSON."""
    from flowmodel.source import loads

    loads(data, name="model.json")


def waivers(data: bytes) -> None:
    """The waivers and assertions of a sound model, and the check that judges them."""
    from flowmodel.lint import check
    from flowmodel.source import loads

    check(loads(_base() + _text(data), name="model.yaml"))


def pack(data: bytes) -> None:
    """Policy packs, and their rules over a model."""
    from flowmodel.lint.policy.load import loads_pack
    from flowmodel.lint.rule import Context

    loaded = loads_pack(_text(data))
    for rule in loaded.rules:
        list(rule.check(rule, Context(_graph(), None, ())))


def settings(data: bytes) -> None:
    """The settings in flowmodel.toml."""
    from flowmodel.config.file import read

    read(Path("flowmodel.toml"), data)


def project(data: bytes) -> None:
    """The settings in pyproject.toml."""
    from flowmodel.config.file import read

    read(Path("pyproject.toml"), data)


def baseline(data: bytes) -> None:
    """A baseline, and a report set against it."""
    from flowmodel.lint.baseline import read_baseline

    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(data)
        file.flush()
        read_baseline(file.name)


def kept(data: bytes) -> None:
    """A report that was kept: what is damaged is told by these errors and no others."""
    from flowmodel.cli.store import _DAMAGED
    from flowmodel.lint.report import FORMATS, writer
    from flowmodel.lint.report.sheet import read

    try:
        sheet = read(json.loads(data))
    except _DAMAGED:
        return
    if sheet.whole:
        for form in FORMATS:
            list(writer(form)([sheet], None, False))


def drawio(data: bytes) -> None:
    """A drawing that somebody edited."""
    from flowmodel.importers import import_file

    with tempfile.NamedTemporaryFile(suffix=".drawio") as file:
        file.write(data)
        file.flush()
        import_file(file.name)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "yaml": held(yaml),
    "json": held(json_),
    "waivers": held(waivers),
    "pack": held(pack),
    "settings": held(settings),
    "project": held(project),
    "baseline": held(baseline),
    "kept": kept,
    "drawio": held(drawio),
}


@cache
def _base() -> str:
    from flowmodel.lint.samples import SEND, cloud

    return cloud("例", "example", SEND).model + "\n"


@cache
def _graph():  # type: ignore[no-untyped-def]
    from flowmodel.graph import FlowGraph
    from flowmodel.source import load

    return FlowGraph.of(load(ROOT / "examples/shiryo-59-1/broken.yaml"))


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Sound inputs of a target, from which mutation starts."""
    return tuple(s.encode() if isinstance(s, str) else s for s in _SEEDS[name]())


def _models() -> list[str]:
    from flowmodel.lint.rules import ASSERTED, RULES, UPKEEP, rule

    examples = [e.model for id in (*RULES, *ASSERTED, *UPKEEP) for e in rule(id).failing]
    return [m for m in examples if len(m.encode()) <= MOST][::3]


def _as_json() -> list[str]:
    from flowmodel.source import dump, loads

    return [dump(loads(m), format="json") for m in _models()[:12]]


def _waivers() -> list[str]:
    said = "waivers:\n  - {rule: E01, part: ①, reason: 試行, approver: 課長, expires: 2026-04-01}\n"
    claims = (
        "assertions:\n  - {kind: never, reaches: [store]}\n  - {kind: no_access, parties: [desk], "
        "protects: [application]}\n  - {kind: must_delete, at: [store]}\n"
        "  - {kind: always, at: [store], passed: [encryption]}\n"
        "  - {kind: every_path, from: pc, to: desk, passes: [store]}\n"
    )
    return [said, claims, "exclusions:\n  - {parties: [desk], protects: [store]}\n", said + claims]


def _packs() -> list[str]:
    shipped = (ROOT / "flowmodel/lint/policy/packs").glob("*.yaml")
    heads = [file.read_text("utf-8") for file in sorted(shipped)]
    short = []
    for text in heads:
        head, *rules = text.split("\n  - id: ")
        short += [head + "\n  - id: " + one for one in rules[:3]]
    return [s for s in short if len(s.encode()) <= MOST]


def _settings() -> list[str]:
    return [
        'paths = ["models"]\nlang = "ja"\nformat = "sarif"\npacks = ["completeness"]\n',
        '[levels]\nE01 = "warning"\n\n[off]\nE02 = "試行のため"\n',
        "cache = false\n",
    ]


def _projects() -> list[str]:
    return ["[tool.flowmodel]\n" + s.replace("[", "[tool.flowmodel.") for s in _settings()[1:]]


def _baselines() -> list[bytes]:
    from flowmodel.lint import check
    from flowmodel.lint.baseline import Baseline
    from flowmodel.source import loads

    made = Baseline()
    for text in _models()[:3]:
        made.add(check(loads(text)))
    return [made.dump(), b'{"baseline": 1, "findings": []}']


def _sheets() -> list[str]:
    from flowmodel.lint import check
    from flowmodel.lint.report.sheet import record
    from flowmodel.source import loads

    found = [check(loads(m)) for m in _models()[:6]]
    return [json.dumps(record(r, remedies=True), ensure_ascii=False) for r in found]


def _drawings() -> list[bytes]:
    from flowmodel.api import draw
    from flowmodel.source import loads

    made = []
    for text in _models()[:2]:
        with tempfile.TemporaryDirectory() as folder:
            (file,) = draw(loads(text)).save(Path(folder) / "a.drawio")
            made.append(file.read_bytes())
    return made


_SEEDS: dict[str, Callable[[], list[str] | list[bytes]]] = {
    "yaml": _models,
    "json": _as_json,
    "waivers": _waivers,
    "pack": _packs,
    "settings": _settings,
    "project": _projects,
    "baseline": _baselines,
    "kept": _sheets,
    "drawio": _drawings,
}
