"""The HTML page: one file, nothing fetched, nothing run but its own script, all of it told."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, reject, settings
from strategies import models

import flowmodel as fm
from benchmarks import models as models_of_any_size
from flowmodel.errors import ModelError
from flowmodel.export import suffixes
from flowmodel.export.html import html
from flowmodel.export.html.dark import dark
from flowmodel.export.html.facts import anchor
from flowmodel.export.html.figure import keyed
from flowmodel.export.html.findings import keys
from flowmodel.export.html.looks import Classes
from flowmodel.export.html.page import EARLY, GRID, LIVE, SCRIPTS, data, policy
from flowmodel.export.html.shared import OFTEN
from flowmodel.export.html.words import FIELDS, KINDS, PAGE, SCRIPTED
from flowmodel.export.html.words import LIVE as LIVE_WORDS
from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual
from flowmodel.layout.scene import Box, Group, Page, Scene, Text
from flowmodel.lint import Finding
from flowmodel.lint.policy import policies_of
from flowmodel.lint.rules import rule
from flowmodel.views import Subject

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").rglob("model.yaml"))
STATIC = ROOT / "flowmodel/export/html/static"
HOSTILE = "</script><img src=x onerror=alert(1)>]]>\"'&<b>"


class Read(HTMLParser):
    """The elements of a page with their attributes, and the text of each kind of element."""

    def __init__(self, text: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open = tag

    def handle_data(self, text: str) -> None:
        self.texts.setdefault(self.open, []).append(text)

    def ids(self) -> list[str]:
        return [a["id"] or "" for _, a in self.elements if "id" in a]


def of(model: fm.Model, **options: object) -> str:
    diagram = fm.draw(model, **options)  # type: ignore[arg-type]
    return html(diagram.subject, diagram.drawing).decode()


@cache
def example(name: str, lang: str = "ja") -> str:
    return of(fm.load(ROOT / "examples" / name / "model.yaml"), lang=lang)


def name_of(path: Path) -> str:
    return path.parent.relative_to(ROOT / "examples").as_posix()


def hostile() -> fm.Model:
    b = fm.Builder("x", title=HOSTILE)
    zone = b.zone("z", HOSTILE)
    what = b.data("d", HOSTILE)
    a = b.actor("a", HOSTILE, kind="terminal", zone=zone, holds=[what])
    c = b.actor("c", HOSTILE, kind="storage")
    line = b.channel("l", a, c, HOSTILE)
    b.transfer(1, HOSTILE, a, c, over=line, data=[what], basis=HOSTILE)
    return b.build()


def test_html_is_a_suffix_and_saved(tmp_path: Path) -> None:
    assert ".html" in suffixes()
    model = fm.load(ROOT / "examples/shiryo-59-1/model.yaml")
    (path,) = fm.draw(model).save(tmp_path / "figure.HTML")
    assert path.read_text(encoding="utf-8") == example("shiryo-59-1")


def test_same_model_same_bytes_and_no_machine() -> None:
    model = fm.load(ROOT / "examples/shiryo-59-1/model.yaml")
    assert of(model) == of(model)
    assert str(ROOT) not in of(model)


def test_small_enough_to_send() -> None:
    assert len(example("shiryo-59-1").encode()) < 200_000
    script = sum((STATIC / f"{name}.js").stat().st_size for name in (EARLY, *SCRIPTS, GRID, LIVE))
    assert script < 37_500


def test_a_large_model_stays_small_enough_to_send() -> None:
    text = of(large(300))
    assert len(text.encode()) / 300 < 4_200


@cache
def large(steps: int) -> fm.Model:
    """A model whose actors and lines state a lot, in which each step repeats what they state."""
    return fm.loads(models_of_any_size.text(steps, bare=7), name="large.yaml")


def test_what_many_places_tell_alike_stands_in_the_file_once() -> None:
    text = of(large(60))
    read = Read(text)
    blocks = {i for i in read.ids() if i.startswith("same:")}
    uses = [a["href"] for tag, a in read.elements if a.get("class") == "same" and tag == "a"]
    shared = [u[1:] for u in uses if (u or "").startswith("#same:")]  # type: ignore[index]
    assert blocks
    assert set(shared) == blocks
    assert all(shared.count(b) >= OFTEN for b in blocks)
    assert text.count("<li>多要素認証") < 60
    # A small page reads better whole.
    assert 'href="#same:' not in example("shiryo-59-1")


@pytest.mark.parametrize("path", sorted(STATIC.iterdir()), ids=lambda p: p.name)
def test_script_and_style_stay_small_and_whole(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < 400
    assert "</" not in text
    assert not re.search(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacent|setAttribute\(.style", text)  # fmt: skip
    assert path.stem in {EARLY, *SCRIPTS, LIVE, GRID, "app"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.parent.name)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nothing_is_fetched_and_nothing_else_can_run(path: Path, lang: str) -> None:
    text = example(name_of(path), lang)
    read = Read(text)
    for tag, attributes in read.elements:
        assert tag not in ("iframe", "object", "embed", "img", "link", "base", "form")
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert not {"src", "srcset", "xlink:href"} & attributes.keys()
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"url\((?!data:)|@import", "".join(read.texts["style"]))
    assert read.elements[0] == ("html", {"lang": lang})


def test_policy_names_the_very_script_and_style() -> None:
    text = example("shiryo-59-1")
    (told,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    told = told.replace("&#39;", "'")
    (script,) = re.findall(r'<script type="module">(.*?)</script>', text, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    (early,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert told == policy((early, script), style)
    assert told.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in told
    for part in (early, script, style):
        assert b64encode(hashlib.sha256(part.encode()).digest()).decode() in told


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.parent.name)
def test_ids_are_unique_and_every_link_leads_somewhere(path: Path) -> None:
    read = Read(example(name_of(path)))
    ids = read.ids()
    assert len(ids) == len(set(ids))
    links = {(a["href"] or "")[1:] for tag, a in read.elements if tag == "a"}
    assert links
    assert links <= set(ids)
    named = {i for _, a in read.elements for i in (a.get("aria-labelledby") or "").split()}
    assert named <= set(ids)


def test_ids_of_models_never_meet_those_of_the_page() -> None:
    for name in ("ui", "part", "step", "kept", "title"):
        b = fm.Builder(name, title="t")
        a, c = b.actor("title", kind="terminal"), b.actor("desc", kind="storage")
        b.transfer(1, "x", a, c, over=b.channel("name", a, c))
        ids = Read(of(b.build())).ids()
        assert len(ids) == len(set(ids))


def test_hostile_words_stay_words() -> None:
    text = of(hostile())
    read = Read(text)
    assert {tag for tag, _ in read.elements}.isdisjoint({"img", "b" + "r"})
    assert len([1 for tag, _ in read.elements if tag == "script"]) == 3
    (facts,) = re.findall(r'<script type="application/json" id="ui:facts">(.*?)</script>', text)
    assert "<" not in facts
    assert json.loads(facts)["actors"]["a"] == HOSTILE
    assert HOSTILE in "".join(read.texts["span"] + read.texts["h1"])


def test_json_cannot_end_its_element_or_a_line() -> None:
    written = data({"a": "</script><!--\u2028\u2029&"})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"a": "</script><!--\u2028\u2029&"}


def test_the_letters_stand_in_the_file_once() -> None:
    text = example("gallery/four-series")
    assert text.count("<svg xmlns") > 1
    assert text.count("@font-face") == 1
    (name,) = re.findall(r'@font-face\{font-family:"(fm-\w+)"', text)
    assert f'.sheet svg{{font-family:"{name}"' in text


def test_looks_are_classes_only_where_a_style_sheet_can_hold_them() -> None:
    classes = Classes()
    first = classes.attributes({"fill": "none", "stroke": "#000000", "stroke-width": "0.3"})
    assert first == ' class="f0" fill="none"'
    assert classes.attributes({"fill": "none", "stroke": "#000000", "stroke-width": "0.3"}) == first
    assert classes.attributes({"fill": "none"}) == ' fill="none"'
    hostile = classes.attributes({"fill": "red;}</style><b>"})
    assert hostile == ' fill="red;}&lt;/style&gt;&lt;b&gt;"'
    said = classes.attributes({"font-size": "2.4", "text-anchor": "start", "fill": "#ffffff"})
    assert said == ' class="f1"'
    assert classes.sheet().splitlines() == [
        f".f0{{stroke:#000000;stroke:light-dark(#000000,{dark('#000000')});stroke-width:0.3}}",
        f".f1{{font-size:2.4px;fill:#ffffff;fill:light-dark(#ffffff,{dark('#ffffff')})}}",
    ]


def flat(items: tuple[object, ...]) -> list[Group]:
    groups = [i for i in items if isinstance(i, Group)]
    return groups + [g for i in groups for g in flat(i.items)]


@settings(max_examples=30, deadline=None)
@given(models())
def test_any_model_is_told_whole_and_safe(model: fm.Model) -> None:
    model = model.model_copy(update={"policies": ()})
    try:
        graph = FlowGraph.of(model)
    except ModelError:
        reject()
    # An empty sheet: not every character has a glyph, but every one can be told of.
    scene = Scene(model.id, "t", "d", model.lang, (Page(10, 10, ()),))
    text = html(Subject(graph, model.lang, fm.check(model)), scene).decode()
    read = Read(text)
    assert len(read.ids()) == len(set(read.ids()))
    assert {(a["href"] or "")[1:] for tag, a in read.elements if tag == "a"} <= set(read.ids())
    keys = [f"#{t.step}" for t in model.transfers] + [a.id for a in model.actors]
    assert {anchor(key) for key in keys} <= set(read.ids())
    assert [tag for tag, _ in read.elements].count("script") == 3
    (facts,) = re.findall(r'<script type="application/json" id="ui:facts">(.*?)</script>', text)
    assert len(json.loads(facts)["steps"]) == len(model.transfers)


def test_every_part_of_the_figure_can_be_found() -> None:
    model = fm.load(ROOT / "examples/shiryo-59-1/model.yaml")
    diagram = fm.draw(model)
    scene = keyed(diagram.scene, diagram.subject.graph, "ja")
    groups = flat(scene.pages[0].items)
    keys = [g.part for g in groups]
    steps = [f"#{t.step}" for t in model.transfers]
    assert [k for k in keys if k.startswith("#")] == steps
    drawn = {a.id for a in model.actors if a.zone}
    assert drawn | {c.id for c in model.channels} | {"!0"} <= set(keys)
    assert all(g.title for g in groups if g.part)
    owners = {i.part for i in scene.pages[0].flat() if isinstance(i, Box) and i.role == "box"}
    assert owners == {box.at for box in model.boxes}


@pytest.mark.parametrize("view", ["lanes", "sequence", "graph", "landscape"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.parent.name)
def test_no_view_draws_a_part_that_the_page_does_not_know(path: Path, view: str) -> None:
    diagram = fm.draw(fm.load(path), view=view)
    graph = diagram.subject.graph
    scene = keyed(diagram.scene, graph, "ja")
    known = {f"#{t.step}" for t in graph.model.transfers}
    known |= {f"!{i}" for i in range(len(graph.model.exclusions))}
    drawn = {i.part for page in scene.pages for i in page.flat() if i.role != "legend"}
    for group in (g for page in scene.pages for g in flat(page.items)):
        drawn |= {group.part, *group.also}
    drawn -= {"", graph.model.id}  # a landscape lists the model itself
    assert {key for key in drawn if key not in known and graph.part(key) is None} == set()
    if view != "landscape":
        assert known & drawn == known


def test_a_box_of_several_is_lit_with_each_of_them() -> None:
    diagram = fm.draw(fm.load(ROOT / "examples/gallery/shelters/model.yaml"))
    scene = keyed(diagram.scene, diagram.subject.graph, "ja")
    boxes = [g for p in scene.pages for g in flat(p.items) if g.also and not g.title]
    assert boxes
    assert {(g.part, *g.also) for g in boxes} == {tuple(f"s{i}" for i in range(1, 9))}


def test_a_step_and_an_actor_of_one_name_are_told_apart() -> None:
    b = fm.Builder("t", title="t")
    z = b.zone("z", "Z")
    one, two = b.actor("1", "One", kind="terminal", zone=z), b.actor("2", "Two", kind="storage")
    b.transfer(1, "first", one, two, over=b.channel("3", one, two))
    diagram = fm.draw(b.build())
    scene = keyed(diagram.scene, diagram.subject.graph, "en")
    found = {g.part: g.title for g in flat(scene.pages[0].items)}
    assert found["1"] == "One"
    assert found["#1"].startswith("①")
    assert {anchor("1"), anchor("#1")} <= set(Read(of(b.build())).ids())


def luminance(colour: str) -> float:
    def linear(v: float) -> float:
        return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4

    r, g, b = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.parent.name)
def test_texts_are_legible_on_a_dark_ground(path: Path) -> None:
    scene = fm.draw(fm.load(path)).scene
    for page in scene.pages:
        boxes = {b.id: b for b in page.flat() if isinstance(b, Box) and b.id}
        for text in (i for i in page.flat() if isinstance(i, Text) and i.role != "badge"):
            box = boxes.get(text.inside)
            while box is not None and box.fill == "none":
                box = boxes.get(box.inside)
            ground = box.fill if box else scene.ground
            assert contrast(dark(text.fill), dark(ground)) >= 4.5, text


def test_only_colours_have_a_dark_counterpart() -> None:
    assert dark("none") == dark("") == dark("#12345") == dark("red;}") == ""
    assert luminance(dark("#ffffff")) < 0.02
    assert luminance(dark("#000000")) > 0.9


def test_sections_tell_what_is_stated() -> None:
    text = example("lgwan-ai-ocr")
    for said in (
        "読取り専用機であり、外部のプログラムを実行できないため",  # why a control is not needed
        "対策不要",
        "LGWAN-ASPサービス登録済",
        "区専用フォルダ",
        "この手順で新たに持つ者",
        "この手順で消えるもの",
    ):
        assert said in text
    english = example("lgwan-ai-ocr", "en")
    for said in ("Comes to hold", "Controls that rules ask for", "Scanned image", "not needed"):
        assert said in english


def test_all_that_can_be_stated_is_told() -> None:
    model = fm.loads(FULL, name="full.yaml")
    text = of(model)
    for said in TOLD:
        assert said in text, said


FULL = """
flowmodel: 1
id: full
title: t
zones: [{id: in, name: 区内, network: lgwan}, {id: room, name: 室, parent: in}]
actors:
  - {id: a, name: 端末A, kind: terminal, zone: room, holds: [d], note: 備考です, certainty: inferred}
  - id: s
    name: 保存先
    kind: storage
    operator: 運営社
    location: 国内
    governing_law: 日本法
    country: JP
    parent_country: US
    support_countries: [IN]
    foreign_law: 開示請求への対応
    certifications: [{name: 登録済, expires: 2030-01-31}]
    controls: [{control: encryption, state: planned, date: 2026-04-01, evidence: 契約書, expires: 2027-03-31}]
  - {id: out, name: 部外者, kind: organisation}
channels:
  - {id: l, name: 回線, between: [a, s], network: closed, max_size_mb: 20, carrier: 運ぶ人}
data:
  - {id: p, name: 上位}
  - {id: d, name: 申請, parent: p, items: [氏名], subjects: [申請者], my_number: true, assessment: 評価書第1号, classification: 3B}
transfers:
  - {step: 1, label: 送る, from: a, to: s, over: l, data: [d], operation: upload, size_mb: 2.5, basis: 法第1条, consent: 承諾書, controls: [authentication]}
  - {step: 2, label: 直す, from: s, to: s, operation: process}
  - {step: 3, label: 見る, from: s, to: a, over: l, operation: view}
exclusions: [{parties: [out], protects: [s, d], text: 入れない}]
"""
TOLD = (
    "備考です", "推定", "運営社", "国内", "日本法", "JP", "US", "IN", "開示請求への対応",
    "登録済 (~ 2030-01-31)", "予定日: 2026-04-01", "裏付け: 契約書", "期限: 2027-03-31", "閉域網",
    "20 MB", "運ぶ人", "氏名", "申請者", "評価書第1号", "3B", "2.5 MB", "法第1条", "承諾書",
    "この手順", "主体の内", "記載がありません（個人情報として扱う）", "部外者", "入れない",
    "個人番号", "上位の区分", "規則が求める対策",
)  # fmt: skip


def test_what_was_traced_of_the_kept_out_is_told() -> None:
    report = fm.check(fm.load(ROOT / "examples/shiryo-59-1/model.yaml"))
    assert len(report.kept_out) > 1
    text = example("shiryo-59-1")
    for answer in report.kept_out:
        assert f"○ {answer.message.ja}" in text
        assert all(reason.ja in text for reason in answer.reasons)
    assert not re.search("届く道筋", of(hostile()))


def test_rules_of_packs_are_told_by_their_titles() -> None:
    text = of(fm.loads(FULL + "policies: [completeness]\n", name="full.yaml"))
    told = fm.check(fm.loads(FULL + "policies: [completeness]\n"))
    of_pack = [f for f in told if not re.fullmatch(r"[A-Z]\d\d", f.rule)]
    assert of_pack
    titles = {r.id: r.title.ja for r in policies_of(told.model, ())}
    for f in of_pack:
        assert titles[f.rule] in text


def test_findings_at_boxes_lead_to_their_owners() -> None:
    model = fm.load(ROOT / "examples/shiryo-59-1/model.yaml")
    graph, box = FlowGraph.of(model), model.boxes[0]
    found = Finding("D02", "note", Bilingual("x", "x"), (box.id,), ("boxes", 0))
    assert keys(graph, found) == (box.at,)
    elsewhere = Finding("D02", "note", Bilingual("x", "x"), (box.id, "nothing"), ("figure",))
    assert keys(graph, elsewhere) == (box.at,)


def test_without_a_check_the_page_says_so() -> None:
    model = fm.load(ROOT / "examples/shiryo-59-1/model.yaml")
    text = of(model, verdict=False)
    assert PAGE["unchecked"].ja in text
    assert PAGE["asked"].ja not in text
    assert PAGE["unchecked"].ja not in example("shiryo-59-1")


def test_findings_stand_at_every_part_that_they_concern() -> None:
    text = example("before-box")
    report = fm.check(fm.load(ROOT / "examples/before-box/model.yaml"))
    assert report.findings
    for f in report.findings:
        assert f.rule in text
        assert rule(f.rule).title.ja in text
        assert rule(f.rule).why.ja in text
    sections = dict(
        re.findall(r'<section class="part" id="([^"]+)"(.*?)</section>', text, re.DOTALL)
    )
    with_findings = {id for id, body in sections.items() if 'href="#found:' in body}
    assert with_findings
    assert all(kind.startswith(("step:", "part:", "kept:")) for kind in with_findings)


@pytest.mark.parametrize("words", [KINDS, FIELDS, PAGE])
def test_words_are_there_in_both_languages(words: dict[str, tuple[str, str]]) -> None:
    for ja, en in words.values():
        assert ja.strip()
        assert en.strip()
        assert set(re.findall(r"\{\w+\}", ja)) == set(re.findall(r"\{\w+\}", en))


def test_the_script_says_the_words_that_it_is_given() -> None:
    def spoken(*names: str) -> set[str]:
        texts = [(STATIC / f"{name}.js").read_text(encoding="utf-8") for name in names]
        return set(re.findall(r"\bwords\.(\w+)", "".join(texts)))

    assert spoken(*SCRIPTS) == set(SCRIPTED)
    assert spoken(LIVE) == set(LIVE_WORDS)


OWN = """\
pack: own
version: "1"
prefix: OWN
title: {ja: 独自, en: own}
rules:
  - id: OWN-1
    level: error
    title: {ja: 独自の規則, en: a rule of our own}
    why: {ja: 独自の理由, en: a reason of our own}
    message: {ja: "{actor}に、{fields}の記載がありません", en: "{actor}: not stated: {fields}"}
    basis: {ja: 当課の要領, en: our manual}
    origin: [judgement]
    for: actors
    require: {fields: [location]}
"""


@pytest.mark.parametrize("named", ["model", "settings"])
def test_rules_of_a_pack_have_their_titles_whoever_names_it(named: str, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    text, settings = FULL, 'policies = ["own.yaml"]\n'
    if named == "model":
        text, settings = FULL + "policies: [own.yaml]\n", ""
    (tmp_path / "flowmodel.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    model = fm.load(tmp_path / "m.yaml")
    report = fm.check(model, settings=tmp_path / "m.yaml")
    assert "OWN-1" in {f.rule for f in report}
    drawn = fm.draw(model, report=report, marks=True)
    drawn.save(tmp_path / "m.html")
    page = (tmp_path / "m.html").read_text("utf-8")
    assert "独自の規則" in page
    assert "独自の理由" in page
    items = [i for p in drawn.scene.pages for i in p.flat()]
    legend = {i.text for i in items if isinstance(i, Text) and i.role == "legend"}
    assert "OWN-1 独自の規則" in legend
    assert report.rule("OWN-1") is not None
    assert report.rule("OWN-2") is None
    assert report == fm.check(model, settings=tmp_path / "m.yaml")
