"""A rule's page as plain text: the same words as its file, in one language."""

from __future__ import annotations

from flowmodel.language import Bilingual, Lang
from flowmodel.lint.decisions import DECISIONS
from flowmodel.lint.finding import SILENT
from flowmodel.lint.rule import KINDS, ORIGINS, Example, Rule
from flowmodel.vocabulary import LEVELS

_LEVEL = Bilingual("水準", "Level")
_KIND = Bilingual("種類", "Kind")
_ORIGIN = Bilingual("由来", "Origin")
_BASIS = Bilingual("根拠", "Basis")
_MESSAGE = Bilingual("指摘の文", "Message")
_WHY = Bilingual("理由", "Why")
_APPLIES = Bilingual("対象", "When it applies")
_SATISFIED = Bilingual("満たす条件", "What satisfies it")
_FALSE = Bilingual("誤検知のおそれ", "When it may be wrong")
_DECISION = Bilingual("記入欄を示さない場合", "Where no lines to fill in are shown")
_POLICY = Bilingual(
    "規則集の言葉で書くと（写して変えられます。ID は自分の規則集のものにします）",
    "In the language of packs (to copy and change; the id becomes one of your own pack)",
)
_PASSING = Bilingual("指摘されない例", "Passes")
_FAILING = Bilingual("指摘される例", "Fails")


def page(rule: Rule, lang: Lang) -> str:
    """The page of a rule: heading, reasons, examples."""
    origin = Bilingual(
        "、".join(ORIGINS[o].ja for o in rule.origin), ", ".join(ORIGINS[o].en for o in rule.origin)
    )
    title = f"{rule.id}  {rule.title.text(lang)}"
    lines = [
        title,
        "",
        f"{_LEVEL.text(lang)}: {LEVELS[rule.level].text(lang)}",
        f"{_KIND.text(lang)}: {KINDS[rule.kind].text(lang)}",
        f"{_ORIGIN.text(lang)}: {origin.text(lang)}",
        f"{_BASIS.text(lang)}: {rule.basis.text(lang)}",
    ]
    for head, text in (
        (_MESSAGE, rule.message),
        (_WHY, rule.why),
        (_APPLIES, rule.applies),
        (_SATISFIED, rule.satisfied),
        (_FALSE, rule.false_positives),
        (_DECISION, DECISIONS.get(rule.id, SILENT)),
    ):
        if text.text(lang):
            lines += ["", head.text(lang), f"  {text.text(lang)}"]
    if rule.is_data:
        from flowmodel.lint.policy.write import policy_yaml

        body = [f"    {line}" for line in policy_yaml(rule).rstrip("\n").split("\n")]
        lines += ["", _POLICY.text(lang), "", *body]
    for head, examples in ((_PASSING, rule.passing), (_FAILING, rule.failing)):
        for example in examples:
            lines += ["", *_example(head, example, lang)]
    return "\n".join(lines)


def _example(head: Bilingual, example: Example, lang: Lang) -> list[str]:
    body = [f"    {line}" for line in example.model.rstrip("\n").split("\n")]
    return [f"{head.text(lang)}: {example.title.text(lang)}", "", *body]
