"""D04: one thing is called by several names or spellings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.lint.spelling import Group, Pool, cases, compounds, listed, widths
from flowmodel.lint.texts import texts
from flowmodel.model import localise

Kind = Literal["term", "pair", "case", "compound", "width"]
"""What makes two spellings variants of one name."""

_PAIRS = (("ウイルス", "ウィルス"), ("サーバー", "サーバ"))
"""Spellings that papers mix most often."""


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    pool = Pool(texts(ctx.graph.model))
    for kind, group, preferred in variants(ctx.graph, pool.whole):
        found = _finding(rule, kind, group, pool, preferred)
        yield found._replace(level="note") if kind == "width" else found


def variants(graph: FlowGraph, whole: str) -> Iterator[tuple[Kind, Group, str | None]]:
    """The spellings of each name that has several, and the declared one where there is one."""
    taken: set[str] = set()
    for term in graph.model.terms:
        taken.update((term.preferred, *term.variants))
        group = listed((term.preferred, *term.variants), whole)
        if any(s != term.preferred for s in group.uses):
            yield "term", group, term.preferred
    for kind, group in _groups(graph, whole):
        if len(group.uses) > 1 and taken.isdisjoint(group.uses):
            yield kind, group, None
    group = widths(whole)
    if group.uses:
        yield "width", group, None


def _groups(graph: FlowGraph, whole: str) -> Iterator[tuple[Kind, Group]]:
    for pair in _PAIRS:
        yield "pair", listed(pair, whole)
    for group in cases(whole):
        yield "case", group
    for group in compounds(whole, _names(graph)):
        yield "compound", group


def _names(graph: FlowGraph) -> frozenset[str]:
    parts = (*graph.actors.values(), *graph.zones.values(), *graph.channels.values())
    return frozenset(localise(p.name, "ja", p.id) for p in parts)


def _finding(rule: Rule, kind: Kind, group: Group, pool: Pool, preferred: str | None) -> Finding:
    odd = group.odd(preferred)
    (path, text), at = pool.at(group.first[odd]), pool.within(group.first[odd])
    uses = dict(group.uses) if preferred is None else {preferred: 0, **group.uses}
    order = sorted(uses, key=lambda s: (s != preferred, -uses[s]))
    found = rule.finding(
        path,
        tuple(order),
        message=rule.options.get(kind),
        quote=odd,
        preferred=preferred,
        text=_around(text, odd, at),
        counts=Bilingual(
            "、".join(f"「{s}」{uses[s]} か所" for s in order),
            ", ".join(f"'{s}' × {uses[s]}" for s in order),
        ),
    )
    return found._replace(at=at)


def _around(text: str, spelling: str, at: int, room: int = 12) -> str:
    """The spelling with a few characters on both sides, on one line."""
    start, end = max(at - room, 0), min(at + len(spelling) + room, len(text))
    cut = " ".join(text[start:end].split())
    return ("…" if start else "") + cut + ("…" if end < len(text) else "")


RULE = Rule(
    id="D04",
    level="warning",
    kind="document",
    title=Bilingual("用語の統一", "Term consistency"),
    message=Bilingual(
        "同じものを指すと思われる名称が、複数の表記で書かれています: {counts}（「{text}」）",
        "what seems to be one thing is written in several ways: {counts} (in '{text}')",
    ),
    options={
        "term": Bilingual(
            "「{preferred}」に統一すると定めた語に、別の表記があります: {counts}（「{text}」）",
            "the name '{preferred}' is also written otherwise: {counts} (in '{text}')",
        ),
        "width": Bilingual(
            "英数字の全角と半角が混在しています: {counts}（「{text}」）",
            "letters and digits are written both full-width and half-width: {counts} (in '{text}')",
        ),
    },
    why=Bilingual(
        "名が揺れると、同じものか別のものかを読む人が確かめなければならず、会議の質問も増えます。",
        "Where names waver, every reader has to find out whether one thing or two are meant.",
    ),
    applies=Bilingual(
        "図、対策欄、チェックリスト、資料の各欄に印刷される文のすべて。モデルの読み手への注記"
        "（note、description）は見ません。次の四つを見ます: terms に挙げた別の書き方、"
        "「ウイルス／ウィルス」「サーバー／サーバ」の混在、大文字で始まるラテン文字の名の大文字・"
        "小文字の違い（BOX／Box）、「…システム」「…サービス」等で終わる 8 字以上の名で 4 字以内の"
        "一部だけが違うもの（別々の主体・区画・経路の名であるものを除き、一方がただ一度だけ現れるか、"
        "一方が主体・区画・経路の名であるものに限る）。英語の文の中の大文字・小文字は見ません。",
        "All printed texts of figure, control boxes, checklists and paper set; remarks for readers "
        "of the model (note, description) are left out. Four things are looked for: variants listed "
        "in 'terms'; ウイルス/ウィルス and サーバー/サーバ mixed; Latin names with a capital first that "
        "differ in case (BOX/Box); names of systems (ending in システム, サービス …) of 8 characters or "
        "more that differ in one part of at most 4 characters, where one of them occurs just once "
        "or is the name of a part, unless both name parts. Case within English sentences is left "
        "alone.",
    ),
    satisfied=Bilingual(
        "一つのものが一つの書き方で書かれている。揺れの一組につき一件、最も少ない書き方の最初の"
        "場所を示します。",
        "One thing is written in one way. One finding for each set of variants, at the first place "
        "of the rarest one.",
    ),
    basis=Bilingual(
        "資料59の用例（交換システムと管理システム、BOX と Box、ウィルスとウイルス）による判断",
        "judgement, from the wording of 資料59 (交換システム and 管理システム, BOX and Box, ウィルス and "
        "ウイルス)",
    ),
    origin=("judgement",),
    check=_check,
    false_positives=Bilingual(
        "法人名などの正式な名、原文の引用、名の似た別のシステム。別のものなら、それぞれを主体として"
        "書けば指摘しません。",
        "Legal names, quotations, and different systems of similar names: with an actor for each "
        "they are not reported.",
    ),
    passing=(
        cloud(
            "書き方が揃っている",
            "written in one way",
            SEND,
            more="figure: {title: 共有システムの利用}",
        ),
        cloud(
            "名の似た別々の主体",
            "different actors with similar names",
            SEND,
            pc="operator: 区民情報・申請システム",
            more="figure: {title: 区民情報・申請システムの利用}",
        ),
    ),
    failing=(
        cloud(
            "システムの名の一部が違う",
            "a part of the system's name differs",
            SEND,
            more="figure:\n  title: データ共有・管理システムに係る流れ\n"
            "  footer: データ共有・交換システムの利用（データ共有・交換システムは別紙）",
        ),
        cloud(
            "大文字と小文字",
            "case of letters",
            SEND,
            store="operator: Box",
            more="figure: {title: BOXの利用}",
        ),
        cloud(
            "定めた名の別の書き方",
            "a variant of a term",
            SEND,
            more="figure: {title: ファイル箱の利用}\n"
            "terms:\n  - {preferred: 共有システム, variants: [ファイル箱]}",
        ),
    ),
)
