"""The list of rules and one page per rule, in Japanese and English, from the rules themselves."""

from __future__ import annotations

from markdown_text import cell, table

from flowmodel.language import Bilingual, Lang
from flowmodel.lint.decisions import DECISIONS
from flowmodel.lint.finding import SILENT
from flowmodel.lint.policy.write import policy_yaml
from flowmodel.lint.rule import ORIGINS, Example, Rule
from flowmodel.lint.rules import every_rule
from flowmodel.vocabulary import LEVELS

HEAD = """# Rules

Generated from the rules themselves. `flowmodel explain E01` prints a page of this list,
`flowmodel rules` the list.

A finding says what the paper does not state. It is no verdict on what is true on the ground.
Level *error* makes `flowmodel check` end with code 1; *warning* and *note* do not.

"""

KINDS = {
    "edge": Bilingual("手順（矢印）", "a transfer"),
    "actor": Bilingual("主体", "an actor"),
    "path": Bilingual("経路・順序", "paths and order"),
    "flow": Bilingual("情報の到達", "where data can go"),
    "document": Bilingual("文書", "the document"),
}

WORDS: dict[str, Bilingual] = {
    "level": Bilingual("水準", "Level"),
    "kind": Bilingual("見るもの", "Looks at"),
    "origin": Bilingual("由来", "Origin"),
    "message": Bilingual("指摘の文", "Message"),
    "why": Bilingual("理由", "Why it matters"),
    "applies": Bilingual("対象", "When it applies"),
    "satisfied": Bilingual("満たす条件", "What satisfies it"),
    "basis": Bilingual("根拠", "Basis"),
    "false": Bilingual("当たらない指摘がありうる場合", "When a finding may be wrong"),
    "decision": Bilingual("記入欄を示さない場合", "Where no lines to fill in are shown"),
    "passing": Bilingual("指摘のない例", "Passes"),
    "failing": Bilingual("指摘のある例", "Fails"),
}


def pages() -> dict[str, str]:
    """Path below ``reference/rules`` → text."""
    found = {"index.md": _index()}
    found.update({f"{r.id.lower()}.md": _page(r) for r in every_rule()})
    return found


def nav() -> list[dict[str, str]]:
    """The rules as entries of the navigation."""
    rows = [{"All rules": "reference/rules/index.md"}]
    rows += [{f"{r.id} {r.title.en}": f"reference/rules/{r.id.lower()}.md"} for r in every_rule()]
    return rows


def _index() -> str:
    rows = (
        (f"[{r.id}]({r.id.lower()}.md)", r.level, r.title.ja, r.title.en, KINDS[r.kind].en)
        for r in every_rule()
    )
    return HEAD + table(("rule", "level", "ja", "en", "looks at"), rows)


def _page(rule: Rule) -> str:
    title = f"# {rule.id} {rule.title.ja} / {rule.title.en}\n\n"
    return (
        title
        + f"## 日本語\n\n{half(rule, 'ja')}## English\n\n{half(rule, 'en')}"
        + policy(rule)
        + samples(rule)
    )


def samples(rule: Rule) -> str:
    """The examples of a rule; a rule of a pack may have none, and says so."""
    if not rule.passing and not rule.failing:
        return "この規則に例はありません。/ This rule has no examples; tests of its pack show it.\n"
    return "".join(_examples(rule.passing, "passing") + _examples(rule.failing, "failing"))


def policy(rule: Rule) -> str:
    """The rule in the language of packs, to be copied; nothing for one in Python."""
    if not rule.is_data:
        return ""
    head = "## 規則集の言葉で / In the language of packs\n\n"
    return f"{head}```yaml\n{policy_yaml(rule)}```\n\n"


def half(rule: Rule, lang: Lang) -> str:
    """What is told of a rule in one language."""
    facts = [
        ("level", LEVELS[rule.level].text(lang)),
        ("kind", KINDS[rule.kind].text(lang)),
        ("origin", ("、" if lang == "ja" else "; ").join(ORIGINS[o].text(lang) for o in rule.origin)),
        ("basis", rule.basis.text(lang)),
        ("message", f"`{rule.message.text(lang)}`"),
    ]  # fmt: skip
    rows = [(f"**{WORDS[key].text(lang)}**", value) for key, value in facts]
    head = ("項目", "内容") if lang == "ja" else ("field", "value")
    body = table(head, rows)
    for key, text in (
        ("why", rule.why),
        ("applies", rule.applies),
        ("satisfied", rule.satisfied),
        ("false", rule.false_positives),
        ("decision", DECISIONS.get(rule.id, SILENT)),
    ):
        if text.ja:
            body += f"### {WORDS[key].text(lang)} {{#{key}-{lang}}}\n\n{cell(text.text(lang))}\n\n"
    return body


def _examples(examples: tuple[Example, ...], key: str) -> list[str]:
    head = f"## {WORDS[key].ja} / {WORDS[key].en}\n\n"
    return [head] + [
        f"{cell(e.title.ja)} / {cell(e.title.en)}\n\n```yaml\n{e.model.rstrip()}\n```\n\n"
        for e in examples
    ]
