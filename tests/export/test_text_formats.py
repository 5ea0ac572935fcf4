"""Mermaid, PlantUML, D2 and DOT: every part is told, and nothing that a user wrote is code."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.export import EXPORTS
from flowmodel.export.d2 import d2
from flowmodel.export.dot import dot
from flowmodel.export.mermaid import mermaid
from flowmodel.export.parts import CELLS, parts, plain, wrapped
from flowmodel.export.plantuml import plantuml
from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.marks import Marks
from flowmodel.model import (
    Actor,
    Channel,
    DataCategory,
    Exclusion,
    Figure,
    FigureNote,
    Model,
    Statement,
    Transfer,
    Zone,
)
from flowmodel.views import Subject

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/model.yaml"))
WRITERS: dict[str, Callable[[Subject], bytes]] = {
    ".mmd": mermaid,
    ".puml": plantuml,
    ".d2": d2,
    ".dot": dot,
}
HOSTILE = (
    '"];<b>x</b> %%{init: {}}%% %getenv("HOME") ${x} \\N \\" &lt; #35; `a` [[u]] '
    "endlegend | {{ }} '/' 1. x\nend --- @enduml ... // !include"
)
SEEN = plain(HOSTILE)


def model() -> Model:
    return Model(
        id="m",
        title={"ja": "流れ", "en": "Flow"},
        zones=(
            Zone(id="end", name=HOSTILE),
            Zone(id="sub", name="内側", parent="end"),
            Zone(id="empty", name="空の区画"),
        ),
        actors=(
            Actor(id="graph", name=HOSTILE, kind="person", zone="end", holds=("d",)),
            Actor(id="node", name="保管庫", kind="storage", zone="sub", operator="運営者"),
            Actor(id="out", name="外の者", kind="organisation"),
            Actor(id="free", name="区画外", kind="gateway"),
        ),
        data=(DataCategory(id="d", name={"ja": "申請情報", "en": "Applications"}),),
        channels=(
            Channel(
                id="c", name="回線", between=("graph", "node"),
                controls=(Statement(control="encryption"),),
            ),
        ),
        transfers=(
            Transfer(step="1", label=HOSTILE, source="graph", target="node", over="c", data=("d",)),
            Transfer(step="1'", label="消去", source="node", target="node", operation="delete"),
        ),
        exclusions=(
            Exclusion(parties=("out",), protects=("node",), text="見られない"),
            Exclusion(parties=("out",), protects=("d",)),
        ),
        figure=Figure(number="資料１", notes=(FigureNote(text="注の文"),)),
    )  # fmt: skip


def subject(lang: Lang = "ja", made: Model | None = None, marks: Marks | None = None) -> Subject:
    return Subject(FlowGraph.of(made or model()), lang, marks=marks or Marks())


def read(suffix: str, source: str) -> list[str]:
    """The texts of a source as its format reads them, line ends as ``⏎``."""
    if suffix == ".dot":
        found = re.findall(r'label="((?:[^"\\]|\\.)*)"', source)
        found += re.findall(r'^\t*\w+ (?:-> \w+ )?\["((?:[^"\\]|\\.)*)"', source, re.MULTILINE)
        return [re.sub(r"\\[nl]", "⏎", t) for t in found]
    if suffix == ".d2":
        strings = re.findall(r'"(?:[^"\\]|\\.)*"', source)
        return [json.loads(t.replace("\\$", "$")).replace("\n", "⏎") for t in strings]
    if suffix == ".mmd":
        found = re.findall(r'"([^"\n]*)"', source)
        return [re.sub(r"#(\d+);", lambda m: chr(int(m[1])), t.replace("<br>", "⏎")) for t in found]
    return [
        re.sub(r"<U\+([0-9A-F]{4,6})>", lambda m: chr(int(m[1], 16)), t.replace("\\n", "⏎"))
        for t in re.findall(r'"([^"\n]*)"| : (.*)$|^(?:title )?(<U.*|[^ -~].*)$', source, re.MULTILINE)
        for t in t
        if t
    ]  # fmt: skip


def test_the_table_names_every_writer() -> None:
    from importlib import import_module

    for suffix, writer in WRITERS.items():
        module, name = EXPORTS[suffix].function.split(":")
        assert getattr(import_module(module), name) is writer


@pytest.mark.parametrize("suffix", [s for s in WRITERS if s != ".dot"])
def test_hostile_texts_are_read_back_as_they_were_written(suffix: str) -> None:
    texts = [t.replace("⏎", " ") for t in read(suffix, WRITERS[suffix](subject()).decode())]
    words = [t.replace(" ", "") for t in texts]
    wanted = SEEN.replace(" ", "")
    assert wanted in words  # the zone
    assert any(w.startswith(wanted + "初めから保有:申請情報") for w in words)  # the actor
    assert any(w.startswith("①" + wanted + "情報:申請情報") for w in words)  # the step


@pytest.mark.parametrize("suffix", [".mmd", ".puml"])
def test_no_character_of_the_format_is_left_in_a_label(suffix: str) -> None:
    source = WRITERS[suffix](subject()).decode()
    for sign in (
        "%%",
        "%get",
        "${",
        "`",
        "[[u",
        "</b>",
        "@enduml ",
        "!inc",
    ):
        assert sign not in source


def test_d2_and_dot_escape_what_their_strings_read() -> None:
    assert '\\"];' in d2(subject()).decode()
    assert "\\${x}" in d2(subject()).decode()
    assert not re.search(r"(?<!\\)\$", d2(subject()).decode())
    source = dot(subject()).decode()
    assert "&lt;b&gt;x&lt;/b&gt;" in source
    assert "&amp;lt;" in source
    assert "\\\\N" in source


@pytest.mark.needs_program("dot")
def test_graphviz_reads_the_texts_as_they_were_written() -> None:
    run = subprocess.run(
        ["dot", "-Tsvg"], input=dot(subject()), capture_output=True, check=True
    ).stdout  # fmt: skip
    from lxml import etree

    root = etree.fromstring(run, etree.XMLParser(huge_tree=False, resolve_entities=False))
    words = "".join("".join(root.itertext()).split()).replace("\xa0", "")
    assert words.count(SEEN.replace(" ", "")) == 3
    assert "空の区画" in words
    assert "内側" in words


@pytest.mark.needs_program("dot")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.parent.name)
def test_graphviz_takes_the_examples(path: Path) -> None:
    source = dot(subject("en", fm.load(path)))
    done = subprocess.run(["dot", "-Tsvg"], input=source, capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.parent.name)
def test_every_step_stands_once_in_order(path: Path, suffix: str) -> None:
    graph = FlowGraph.of(fm.load(path))
    source = WRITERS[suffix](Subject(graph, "ja")).decode()
    arrow = {".mmd": r"-->\|", ".puml": r"\]-> \w+ :", ".d2": r" -> ", ".dot": r" -> "}[suffix]
    lines = [line for line in source.splitlines() if re.search(arrow, line)]
    flows = [f for flows in graph.series.values() for f in flows]
    for flow, line in zip(flows, lines, strict=False):
        assert flow.printed in line or f"&#x{ord(flow.printed[0]):x};" in line
    assert len(lines) >= len(flows)


@pytest.mark.parametrize("suffix", WRITERS)
def test_both_languages_and_the_same_bytes_again(suffix: str) -> None:
    ja, en = (WRITERS[suffix](subject(lang)) for lang in ("ja", "en"))  # type: ignore[arg-type]
    assert "申請情報" in ja.decode()
    assert "Applications" in en.decode()
    assert WRITERS[suffix](subject("ja")) == ja


@pytest.mark.parametrize("suffix", WRITERS)
def test_findings_and_the_verdict_are_told(suffix: str) -> None:
    marks = Marks({"#1": ("E02",), "node": ("A06",), "!0": ("F01",)}, "点検の結果")
    source = WRITERS[suffix](subject(marks=marks)).decode()
    assert "点検の結果" in source
    for rule in ("E02", "A06", "F01"):
        assert re.search(rf"▲ {rule}", source)


def test_a_model_without_notes_has_none() -> None:
    bare = Model(
        id="m",
        title="題",
        actors=(Actor(id="a", kind="terminal"),),
        transfers=(Transfer(step="1", source="a", target="a", operation="edit"),),
    )
    for writer in WRITERS.values():
        source = writer(subject(made=bare)).decode()
        assert "notes[" not in source
        assert "notes:" not in source
        assert "legend" not in source
        assert "plaintext" not in source


def test_parts_tell_the_model() -> None:
    made = parts(subject())
    assert made.title == "流れ（資料１）"
    assert parts(subject("en")).title == "Flow (資料１)"
    assert [f.id for f in made.frames] == ["z1", "z3"]
    assert [f.id for f in made.frames[0].frames] == ["z2"]
    assert [n.id for n in made.frames[0].frames[0].nodes] == ["a2"]
    assert [(n.id, n.kept_out) for n in made.nodes] == [("a3", True), ("a4", False)]
    assert made.frames[0].frames[0].nodes[0].lines == ("保管庫", "運営者")
    first, second = made.arrows
    assert (first.source, first.target) == ("a1", "a2")
    assert first.lines[-4:] == (
        "情報: 申請情報",
        "操作: 送り側が送付",
        "経路: 回線",
        "対策［回線］: 通信暗号化",
    )
    assert second.lines == (
        "①’消去",
        "情報: 記載がありません（個人情報として扱",
        "う）",
        "操作: 削除",
        "対策: 記載がありません",
    )
    assert first.ink != second.ink
    # A named actor is protected itself; data alone, where they are held.
    assert [(c.party, c.target) for c in made.cuts] == [("a3", "a2"), ("a3", "a1"), ("a3", "a2")]
    assert made.notes == (
        "アクセスできない者：外の者 見られない 対象: 保管庫",
        "アクセスできない者：外の者 対象: 申請情報",
        "※ 注の文",
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ("",)),
        ("あ" * 20, ("あ" * 20,)),
        ("あ" * 20 + "。", ("あ" * 19, "あ。")),
        ("あ" * 19 + "（い）", ("あ" * 19, "（い）")),
        ("word " * 9, ("word " * 7 + "word", "word")),
        ("x" * 50 + " y", ("x" * 50, "y")),
        ("a\nb\u202e c", ("a b c",)),
    ],
)
def test_lines_are_broken_between_words_and_by_the_rules(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, CELLS) == lines
