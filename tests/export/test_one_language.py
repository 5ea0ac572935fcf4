"""English output has no Japanese of flowmodel's own, Japanese output no English: in every format."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.export import outputs, suffixes
from flowmodel.language import Lang
from flowmodel.views import VIEWS

MODEL = """
flowmodel: 1
id: t
title: {t1}
lang: {lang}
date: 2025-04-01
zones: [{{id: z, name: {z}}}, {{id: y, name: {y}, network: internet}}, {{id: x, name: {x}, parent: z}}]
actors:
  - {{id: a, name: {a}, kind: terminal, zone: x, operator: {o}, functions: [{f}], controls: [S6, {{control: S4, state: planned, date: 2026-01-01, reason: {t1}}}]}}
  - {{id: b, name: {b}, kind: storage, zone: y, grants: [{{to: [a], rights: [view, edit]}}], certifications: [{c}]}}
  - {{id: p, name: {p}, kind: person}}
  - {{id: k, name: {k}, kind: organisation}}
data: [{{id: d, name: {d}, my_number: true, classification: 3A}}, {{id: e, name: {e}, parent: d}}]
channels:
  - {{id: l, name: {l}, between: [a, b], network: internet, controls: [S3, {{control: S1, state: not-needed, reason: {t1}}}]}}
  - {{id: m, name: {m}, between: [a, p], medium: post, carrier: {o}}}
series: [{{mark: "", name: {s1}}}, {{mark: "'", name: {s2}}}]
transfers:
  - {{step: 1, label: {s1}, from: a, to: b, over: l, data: [d], operation: upload, controls: [sanitisation]}}
  - {{step: 2, label: {s2}, from: a, to: a, operation: process, data: [e], mark: "*"}}
  - {{step: "1'", label: {s2}, from: b, to: a, over: l, data: [d, e], operation: download}}
  - {{step: "2'", from: a, to: p, over: m}}
exclusions: [{{parties: [k], protects: [b, d], text: {f}}}]
figure: {{number: {n}, notes: [{{mark: "*", text: {f}}}], footer: {o}}}
"""
KEYS = ("t1", "z", "y", "x", "a", "b", "p", "k", "d", "e", "l", "m", "o", "f", "c", "s1", "s2", "n")
JA = dict(zip(KEYS, (
    "題", "区", "外部", "室内", "端末甲", "保存先乙", "個人丙", "業者丁", "申請", "台帳", "回線", "郵便", "部署",
    "機能", "認証", "往路", "復路", "資料一",
), strict=True))  # fmt: skip
EN = dict(zip(KEYS, (
    "Qtitle", "Qward", "Qoutside", "Qroom", "Qpc", "Qstore", "Qperson", "Qfirm", "Qforms", "Qledger", "Qline",
    "Qmail", "Qoffice", "Qfunction", "Qcert", "Qout", "Qback", "Qnumber",
), strict=True))  # fmt: skip
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff、。「」【】（）：；～［］／　]")
ENGLISH = re.compile(
    r"(?i)\b(steps?|controls?|data|channels?|zones?|kept out|stated|none|continued|page|notes?|check|errors?|"
    r"warnings?|in place|planned|missing|required|holds?|held|protected|sender|receiver|legend|search|filter|"
    r"upload|download|process|terminal|storage|person|rules?)\b"
)


@cache
def model(lang: Lang) -> fm.Model:
    return fm.loads(MODEL.format(lang=lang, **(JA if lang == "ja" else EN)))


def formats() -> list[tuple[str, str]]:
    """Every view in every format of text."""
    found = []
    for view in VIEWS:
        for suffix in suffixes():
            if suffix in (".pdf", ".png"):  # Made of the SVG.
                continue
            plot = view in ("matrix", "holdings")
            drawn = suffix in (".svg", ".html", ".pptx", ".drawio", ".txt")
            drawn = drawn or (plot and suffix in (".md", ".csv"))
            if view == "landscape":
                continue
            if view == "lanes" or drawn:
                found.append((view, suffix))
    return found


def written(view: str, suffix: str, lang: Lang) -> str:
    """What a reader is given in a format: texts without paths, styles and scripts."""
    diagram = fm.draw(model(lang), view=view, marks=True, controls=view == "lanes")
    made = outputs(diagram.subject, diagram.drawing, Path(f"a{suffix}"))
    if suffix == ".pptx":
        with zipfile.ZipFile(io.BytesIO(*made.values())) as archive:
            parts = [
                n for n in archive.namelist() if re.match(r"ppt/(slides|notesSlides)/[^/]+xml", n)
            ]
            texts = [re.findall("<a:t>([^<]*)</a:t>", archive.read(n).decode()) for n in parts]
        return "\n".join(t for found in texts for t in found)
    text = "\n".join(data.decode() for data in made.values())
    if suffix == ".html":
        text = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", text)
        # A rule cites its sources by the names that they have.
        text = re.sub("(?i)basis: [^\n]*", "", text)
    return text


@pytest.mark.filterwarnings("ignore::flowmodel.errors.DrawingWarning")
@pytest.mark.parametrize(("view", "suffix"), formats())
def test_english_output_has_no_japanese(view: str, suffix: str) -> None:
    text = written(view, suffix, "en")
    found = [text[max(0, m.start() - 40) : m.end() + 20] for m in JAPANESE.finditer(text)]
    assert found == []
    assert re.search("Qout|Qpc", text)


@pytest.mark.filterwarnings("ignore::flowmodel.errors.DrawingWarning")
@pytest.mark.parametrize(("view", "suffix"), [f for f in formats() if f[1] in (".svg", ".pptx", ".md", ".csv", ".txt")])  # fmt: skip
def test_japanese_output_has_no_english(view: str, suffix: str) -> None:
    text = written(view, suffix, "ja")
    if suffix == ".svg":
        told = re.findall(r"<(?:text|title|desc)\b[^>]*>([^<]*)<", text)
        assert told
        text = "\n".join(told)
    found = [text[max(0, m.start() - 40) : m.end() + 20] for m in ENGLISH.finditer(text)]
    assert found == []
    assert re.search("往路|端末甲", text)
