"""The packs that ship and the fields that policies may name, from the packs and the language."""

from __future__ import annotations

from typing import get_args

from markdown_text import cell, table
from rules_page import half, policy, samples

from flowmodel.lint.demand import Subject
from flowmodel.lint.policy import SHIPPED, Loaded, shipped
from flowmodel.lint.policy.compile import PLACEHOLDERS, SIDES
from flowmodel.lint.policy.conditions import FITTING
from flowmodel.lint.policy.field import KINDS
from flowmodel.lint.policy.fields import fields
from flowmodel.lint.rule import Rule

HEAD = """# Policy packs

Generated from the packs and the language. [How to write a pack](../how-to/policy-pack.md). A model chooses
packs under `policies`, [settings](../how-to/settings.md) for every model.

## Packs that ship

"""
SOURCES = """
## What the bases rest on

The texts of 資料59 are the source itself. What the articles of law are about was looked up in published pages,
not in the official database of laws:

| article | what it is about | seen in |
| --- | --- | --- |
| 個人情報保護法 66条 | safety measures, entrusted parties included | regulations of a city and a town, and the standard of a prefecture, on entrusting that rest on it; paragraph 2 by itself was not seen |
| 個人情報保護法 69条 | limits of use and provision | a reprint of the law in force on 1 April 2024 |
| 個人情報保護法 75条 | register of files (no rule rests on it) | the same, and pages of two municipalities |
| 番号法 10条, 11条 | entrusting on to others, and supervision of those entrusted | the standard of a prefecture rests on both; article 11 quoted in the press |
| 番号法 12条 | proper management of numbers | a commentary that quotes it |
| 番号法 19条 | limits of provision; item 8 the information network | a reprint of article 21, which refers to it, and descriptions of it |
| 番号法 28条 | assessment (特定個人情報保護評価) | a reprint of the law in force on 21 June 2024 |
| 個人情報保護法 61条, 68条, 71条 | purpose and holding; reports of leaks (no rule rests on it); third parties abroad | not seen: the numbers are written from knowledge of the law |

None was found to be about something else than the rules say. That the ministry's guideline added the α’ model in
October 2024 was seen in published texts; its other dates were not compared. Compare with the current text before
you quote a rule in a paper. What is *judgement* is said in each basis.

## Fields

A field is named as in the first column; what it takes depends on its kind:

"""


def page() -> str:
    """Packs, their rules, and the fields by kind of part."""
    found = HEAD + _packs() + "".join(_pack(shipped(name)) for name in SHIPPED) + SOURCES
    kinds = ((kind, KINDS[kind].ja, KINDS[kind].en, ", ".join(FITTING[kind])) for kind in FITTING)
    found += table(("kind", "ja", "en", "operators"), kinds)
    for subject in get_args(Subject):
        found += f"### {subject}\n\n"
        placeholders = ", ".join(f"`{{{name}}}`" for name in PLACEHOLDERS[subject])
        found += f"Placeholders: {placeholders}, and fields."
        if SIDES[subject]:
            found += " Sides: " + ", ".join(f"`{side}`" for side in SIDES[subject]) + "."
        rows = (
            (f"`{name}`", f.kind, f.label.ja, f.label.en, ", ".join(f"`{c}`" for c in f.choices))
            for name, f in fields(subject).items()
        )
        found += "\n\n" + table(("field", "kind", "ja", "en", "values"), rows)
    return found


def pages() -> dict[str, str]:
    """Path below ``reference/rules`` → page of each rule of a pack that ships."""
    return {f"{r.id.lower()}.md": _page(r) for name in SHIPPED for r in shipped(name).rules}


def nav() -> list[dict[str, str]]:
    """The rules of packs as entries of the navigation."""
    return [
        {f"{r.id} {r.title.en}": f"reference/rules/{r.id.lower()}.md"}
        for name in SHIPPED
        for r in shipped(name).rules
    ]


def _packs() -> str:
    rows = []
    for name in SHIPPED:
        p = shipped(name)
        title = p.pack.title.bilingual
        rows.append((f"[`{name}`](#{name})", p.pack.version, title.ja, title.en))
    return table(("pack", "version", "ja", "en"), rows)


def _pack(p: Loaded) -> str:
    found = f"### {p.pack.pack}\n\n"
    if p.included:
        links = ", ".join(f"[{id}](rules/{id.lower()}.md)" for id in p.included)
        found += f"目録の規則 / rules of the catalogue: {links}\n\n"
    rows = [
        (f"[{r.id}](rules/{r.id.lower()}.md)", r.level, r.title.ja, r.title.en) for r in p.rules
    ]
    return found + (table(("rule", "level", "ja", "en"), rows) if rows else "")


def _page(rule: Rule) -> str:
    title = f"# {rule.id} {cell(rule.title.ja)} / {cell(rule.title.en)}\n\n"
    halves = f"## 日本語\n\n{half(rule, 'ja')}## English\n\n{half(rule, 'en')}"
    return title + halves + policy(rule) + samples(rule)
