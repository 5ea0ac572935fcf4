"""What is asked of a transfer, as text and for notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from flowmodel.analysis import Provided
from flowmodel.errors import Place
from flowmodel.language import Bilingual, Lang
from flowmodel.lint.explain import Asked, Explanation
from flowmodel.lint.report.excerpt import printable
from flowmodel.lint.report.naming import ModelNames
from flowmodel.lint.report.text import reason
from flowmodel.vocabulary import LEVELS, OPERATIONS, STATES

_HEAD = Bilingual("手順{step} {text}", "Step {step} {text}")
_ROUTE = Bilingual(
    "{source}→{target}（{channel}、{operation}）", "{source} → {target} ({channel}, {operation})"
)
_INSIDE = Bilingual("主体の内", "within the actor")
_DATA = Bilingual("情報: {names}", "data: {names}")
_NO_DATA = Bilingual("記載なし（個人情報とみなす）", "not stated (taken for personal)")
_RULE = Bilingual("{id} {title} が求めます: {why}", "asked for by {id} {title}: {why}")
_BARE = Bilingual("{id} {title} が求めます", "asked for by {id} {title}")
_WAIVED = Bilingual("例外として承認済み: {rule} {reason}", "waived: {rule} {reason}")
_OFF = Bilingual("点検していない規則 {rule}: {reason}", "switched off {rule}: {reason}")
_BASIS = Bilingual("根拠: {basis}", "basis: {basis}")
_STATED = Bilingual("{who}が担います: {what}", "provided by {who}: {what}")
_NOTHING = Bilingual("どこにも記載がありません", "nothing states it")
_LACKING = Bilingual("記載がありません: {name}", "nothing states: {name}")
_WHERE = Bilingual("記載できる箇所: {names}", "could be stated for: {names}")
_ASKS_NOTHING = Bilingual(
    "個人情報を二つの主体の間で運ぶ手順ではないため、手順の対策を求める規則はありません",
    "no rule asks for controls: the step moves no personal data between two actors",
)
_OTHERS = Bilingual("この手順へのほかの指摘", "other findings at this step")
_MET = {
    True: Bilingual("記載あり", "stated"),
    False: Bilingual("記載なし", "not stated"),
}
_COMMA = Bilingual("、", ", ")


def explanation_text(told: Explanation, lang: Lang) -> str:
    """The explanation as lines of text."""
    return "\n".join(printable(line) for line in _lines(told, lang))


def explanation_html(told: Explanation, lang: Lang) -> str:
    """The explanation for a notebook: a heading and a list, escaped, without script."""
    names = ModelNames(told.graph.model, lang)
    head = "<br>".join(escape(line) for line in _head(told, lang))
    items = "".join(
        f"<li><b>{escape(_title(a, names, lang))}</b><br>"
        + "<br>".join(escape(line.strip()) for line in _asked(a, names, lang))
        + "</li>"
        for a in told.asked
    )
    tail = "".join(f"<br>{escape(line)}" for line in _tail(told, lang))
    return f"<div><p>{head}</p><ul>{items}</ul>{tail}</div>"


def _lines(told: Explanation, lang: Lang) -> Iterator[str]:
    names = ModelNames(told.graph.model, lang)
    yield from _head(told, lang)
    for a in told.asked:
        yield ""
        yield _title(a, names, lang)
        yield from _asked(a, names, lang)
    yield from _tail(told, lang)


def _head(told: Explanation, lang: Lang) -> Iterator[str]:
    flow = told.flow
    yield _HEAD.text(lang).format(step=flow.printed, text=flow.transfer.text(lang)).rstrip()
    yield "  " + _ROUTE.text(lang).format(
        source=flow.source.label(lang),
        target=flow.target.label(lang),
        channel=flow.channel.label(lang) if flow.channel else _INSIDE.text(lang),
        operation=OPERATIONS[flow.transfer.operation].text(lang),
    )
    data = _COMMA.text(lang).join(c.label(lang) for c in flow.data) or _NO_DATA.text(lang)
    yield "  " + _DATA.text(lang).format(names=data)


def _title(told: Asked, names: ModelNames, lang: Lang) -> str:
    asks = told.requirement
    what = _COMMA.text(lang).join(names.controls.label(c, lang) for c in asks.controls)
    return f"{_MET[asks.met].text(lang)}: {what or asks.text.text(lang)}"


def _asked(told: Asked, names: ModelNames, lang: Lang) -> Iterator[str]:
    rule, asks = told.rule, told.requirement
    why = rule.why.text(lang)
    yield "    " + (_RULE if why else _BARE).text(lang).format(
        id=rule.id, title=rule.title.text(lang), why=why
    )
    yield "    " + _BASIS.text(lang).format(basis=rule.basis.text(lang))
    for stated, place in zip(asks.counted, told.places, strict=True):
        yield "    " + _STATED.text(lang).format(
            who=names.part(stated.provider), what=_statement(stated, place, names, lang)
        )
    if not asks.met and not asks.lacking:
        yield "    " + _NOTHING.text(lang)
    for control, providers in zip(asks.lacking, asks.providers, strict=True):
        yield "    " + _LACKING.text(lang).format(name=names.controls.label(control, lang))
        if providers:
            who = _COMMA.text(lang).join(names.part(p) for p in providers)
            yield "      " + _WHERE.text(lang).format(names=who)


def _statement(stated: Provided, place: Place | None, names: ModelNames, lang: Lang) -> str:
    """``「通信内容の暗号化」予定 2026-04-01 model.yaml:12``."""
    s = stated.statement
    words = [f"{names.controls.label(stated.control, lang)}: {STATES[s.state].text(lang)}"]
    words += [str(s.date)] if s.date else []
    words += [f"~ {s.expires}"] if s.expires else []
    words += [f"({text})" for text in (s.reason, s.evidence) if text]
    if place is not None:
        words.append("— " + (f"{place.file}:{place.line}" if place.line else place.file))
    return " ".join(words)


def _tail(told: Explanation, lang: Lang) -> Iterator[str]:
    if not told.asked:
        yield ""
        yield _ASKS_NOTHING.text(lang)
    if told.findings:
        yield ""
        yield _OTHERS.text(lang) + ":"
    for f in told.findings:
        yield f"  {LEVELS[f.level].text(lang)} {f.rule} {f.message.text(lang)}"
    if told.waived or told.off:
        yield ""
    for w in told.waived:
        yield _WAIVED.text(lang).format(rule=w.finding.rule, reason=reason(w.waiver, lang))
    for one in told.off:
        yield _OFF.text(lang).format(rule=one.rule, reason=one.reason)
