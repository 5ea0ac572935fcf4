"""D03: a paper on 外部結合 leaves a field of the form empty, or its period crosses fiscal years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flowmodel.errors import DocPath
from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Missing, Rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.model import Annex

_FIELDS: dict[str, dict[str, Bilingual]] = {
    "cover": {
        "document_number": Bilingual("資料番号", "document number"),
        "meeting": Bilingual("会議名", "meeting"),
        "subject": Bilingual("件名", "subject"),
        "contents": Bilingual("内容", "contents"),
        "basis": Bilingual("要綱の根拠", "basis in the rules"),
        "department": Bilingual("担当部課", "department"),
    },
    "overview": {
        "name": Bilingual("事業名", "name of the project"),
        "section": Bilingual("担当課", "section in charge"),
        "purpose": Bilingual("目的", "purpose"),
        "subjects": Bilingual("対象者", "persons concerned"),
        "content": Bilingual("事業内容", "contents of the project"),
    },
    "annex": {
        "subject": Bilingual("件名", "subject"),
        "holder": Bilingual("保有課（担当課）", "section that holds the data"),
        "registered_operation": Bilingual("登録業務の名称", "registered operation"),
        "items": Bilingual("結合される情報項目", "items of data"),
        "counterpart": Bilingual("結合の相手方", "counterpart"),
        "reason": Bilingual("結合する理由", "reason"),
        "form": Bilingual("結合の形態", "form of the connection"),
        "start": Bilingual("結合の開始時期", "start"),
        "measures": Bilingual("情報保護対策", "measures"),
    },
}
_SHEETS = {
    "cover": Bilingual("表紙", "cover"),
    "overview": Bilingual("事業の概要", "overview"),
    "annex": Bilingual("別紙", "annex"),
}


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    agenda = ctx.graph.model.agenda
    if agenda is None or agenda.annex == Annex():
        return
    for sheet, fields in _FIELDS.items():
        part = getattr(agenda, sheet)
        empty = [name for name in fields if _blank(getattr(part, name))]
        if empty:
            yield rule.finding(
                ("agenda", sheet),
                (f"agenda.{sheet}", *empty),
                missing=(Missing(None, (), n, fields[n]) for n in empty),
                sheet=_SHEETS[sheet],
                fields=Bilingual(
                    "".join(f"「{fields[n].ja}」" for n in empty),
                    ", ".join(f"'{fields[n].en}'" for n in empty),
                ),
            )
    yield from _period(rule, agenda.annex)


def _blank(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == ()


def _period(rule: Rule, annex: Annex) -> Iterator[Finding]:
    at: DocPath = ("agenda", "annex", "end")
    start, end = annex.start, annex.end
    if start is None or end is None:
        return
    name = None
    if end < start:
        name = "order"
    elif _fiscal_year(start) != _fiscal_year(end):
        name = "year"
    if name:
        parts = ("agenda.annex", "start", "end")
        yield rule.finding(at, parts, message=rule.options[name], start=start, end=end)


def _fiscal_year(day: date) -> int:
    """The fiscal year of a day: from 1 April to 31 March."""
    return day.year if day.month >= 4 else day.year - 1


_COVER = (
    "  cover: {document_number: 資料１, meeting: 個人情報保護管理運営会議 付議事項, "
    "subject: 外部結合について, contents: 内容は別紙のとおり, basis: 要綱第3条, department: 企画課}\n"
)
_OVERVIEW = (
    "  overview: {name: 資料の受渡し, section: 企画課, purpose: 効率化, subjects: 申請者, "
    "content: [{title: １　概要, text: 資料を受け渡す。}]}\n"
)
_ANNEX = (
    "  annex: {subject: 外部結合について, holder: 企画課, registered_operation: 資料の受渡し, "
    "items: [氏名, 住所], counterpart: 提供事業者, reason: 効率化のため, form: LGWAN回線, "
    "start: 2025-04-01, end: 2026-03-31, measures: 別紙チェックリストのとおり}\n"
)
_PAPER = "agenda:\n" + _COVER + _OVERVIEW + _ANNEX

RULE = Rule(
    id="D03",
    level="error",
    kind="document",
    title=Bilingual("必須欄", "Required fields"),
    message=Bilingual(
        "{sheet}の{fields}の記載がありません", "the {sheet} does not state: {fields}"
    ),
    options={
        "order": Bilingual(
            "別紙の結合の期間の終わり（{end}）が、開始時期（{start}）より前と書かれています",
            "the annex states an end ({end}) before the start ({start})",
        ),
        "year": Bilingual(
            "別紙の結合の期間（{start}～{end}）が、一つの年度（4月1日～3月31日）に収まるようには"
            "書かれていません",
            "the period of the annex ({start} to {end}) is not stated within one fiscal year "
            "(1 April to 31 March)",
        ),
    },
    why=Bilingual(
        "欄が空いた資料は、会議にかける前に事務局から差し戻されます。",
        "A paper with an empty field comes back from the secretariat before it reaches the meeting.",
    ),
    applies=Bilingual(
        "別紙（agenda の annex）の欄が一つでも書かれたモデル。別紙のないモデルには何も求めません。"
        "期間の終わりと文面（period）、図への参照は、書かれていなくても指摘しません。",
        "Models in which any field of the 別紙 (annex of the agenda) is stated; others are asked for "
        "nothing. The end and the wording of the period and the reference to the figure may be left "
        "out.",
    ),
    satisfied=Bilingual(
        "表紙の 6 欄、事業の概要の 5 欄、別紙の 9 欄のすべてに記載があり、開始と終わりの両方が"
        "書かれていれば、同じ年度の中にある。翌年度以降も続ける結合は、年度末までの期間を書き、続ける"
        "旨を period の文面に書きます（資料59の例による）。空白だけの欄は記載がないものと見ます。",
        "All 6 fields of the cover, 5 of the overview and 9 of the annex are filled, and start and "
        "end, if both are stated, lie in one fiscal year. A connection that goes on states the "
        "period to the end of the year and says so in 'period', as 資料59 does. A field of blanks "
        "is an empty one.",
    ),
    basis=Bilingual(
        "資料59の表紙・事業の概要・別紙の様式", "forms of 資料59: cover, 事業の概要, 別紙"
    ),
    origin=("seed",),
    check=_check,
    false_positives=Bilingual(
        "継続する結合で、複数年度の期間がはじめから認められている場合。",
        "Continuing connections for which several years were agreed from the start.",
    ),
    passing=(
        cloud("すべての欄がある", "all fields are filled", SEND, more=_PAPER),
        cloud("別紙のない資料", "no annex", SEND, more="agenda:\n" + _OVERVIEW),
    ),
    failing=(
        cloud(
            "登録業務の名称がない",
            "the registered operation is not stated",
            SEND,
            more=_PAPER.replace("registered_operation: 資料の受渡し, ", ""),
        ),
        cloud(
            "期間が年度をまたぐ",
            "the period crosses fiscal years",
            SEND,
            more=_PAPER.replace("2026-03-31", "2026-04-30"),
        ),
    ),
)
