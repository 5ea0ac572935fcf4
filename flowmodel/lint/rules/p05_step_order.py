"""P05: the numbers of a series have a gap, or material is read before anybody put it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.material import ANY, Material, Puts, read_at
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import FETCH, SEND, VIEW, cloud, plain
from flowmodel.lint.users import against_the_way, not_granted, without_right
from flowmodel.model import Actor
from flowmodel.vocabulary import OPERATIONS, printed_step

_MOST_NUMBERS = 20


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    puts = cache(lambda: Puts(ctx))
    ends: set[int] = set()
    for mark, flows in ctx.graph.series.items():
        lowest = flows[0].transfer.number
        yield from _gaps(rule, ctx, mark, flows, lowest if lowest - 1 in ends else 1)
        yield from _order(rule, ctx, flows, puts)
        yield from _users(rule, ctx, flows)
        ends.add(flows[-1].transfer.number)


def _gaps(
    rule: Rule, ctx: Context, mark: str, flows: tuple[Flow, ...], expected: int
) -> Iterator[Finding]:
    """One finding for all the numbers that a series leaves out, at the step after the first gap.

    `expected` is the first number: 1, or where the series goes on counting from an earlier one.
    """
    if flows[-1].transfer.number - expected + 1 == len(flows):
        return
    absent: list[int] = []
    after: Flow | None = None
    for flow in flows:
        number = flow.transfer.number
        if number != expected:
            after = after or flow
            absent.extend(range(expected, min(number, expected + _MOST_NUMBERS + 1)))
        expected = number + 1
    if after is None:
        return
    printed = "".join(printed_step(mark, n) for n in absent[:_MOST_NUMBERS])
    yield rule.finding(
        (*after.path, "step"),
        (after.transfer.step,),
        message=rule.options["gap"],
        absent=printed + ("…" if len(absent) > _MOST_NUMBERS else ""),
        step=ctx.step(after),
    )


def _order(
    rule: Rule, ctx: Context, flows: tuple[Flow, ...], puts: Callable[[], Puts]
) -> Iterator[Finding]:
    material = Material(ctx)
    for flow in flows:
        store = read_at(flow)
        absent = None if store is None else material.lacks(flow, store)
        if store is not None and absent is not None:
            yield from _unread(rule, ctx, flow, store, absent, material, puts())
        material.run(flow)


def _unread(
    rule: Rule,
    ctx: Context,
    flow: Flow,
    store: Actor,
    absent: tuple[str, ...],
    material: Material,
    puts: Puts,
) -> Iterator[Finding]:
    """One finding for what was never put there, and one for each step that deleted the rest."""
    by_step: dict[Flow | None, list[str]] = {}
    for category in absent or (ANY,):
        by_step.setdefault(material.deleted(store.id, category), []).append(category)
    for deletion, categories in by_step.items():
        what = tuple(c for c in categories if c != ANY)
        if deletion is None:
            yield _never_put(rule, ctx, flow, store, what, puts.witness(flow, store, what))
        else:
            again = puts.later(flow, store, what)
            yield _deleted(rule, ctx, flow, store, what, deletion, again)


def _never_put(
    rule: Rule,
    ctx: Context,
    flow: Flow,
    store: Actor,
    absent: tuple[str, ...],
    witness: Flow | None,
) -> Finding:
    if witness is None:
        hint = Bilingual("置く手順の記載がありません", "no step puts it there at all")
    else:
        hint = Bilingual(
            f"置くのは手順{witness.printed}です", f"it is put there by step {witness.printed}"
        )
    # Nothing says in which order two series run: what another one puts may be there already.
    elsewhere = witness is not None and witness.transfer.series != flow.transfer.series
    return rule.finding(
        flow.path,
        (flow.transfer.step, store.id, *((witness.transfer.step,) if witness else ())),
        level="warning" if elsewhere else None,
        message=rule.options["other-series"] if elsewhere else None,
        step=ctx.step(flow),
        store=ctx.name(store),
        what=_names(ctx, absent),
        hint=hint,
    )


def _deleted(
    rule: Rule,
    ctx: Context,
    flow: Flow,
    store: Actor,
    absent: tuple[str, ...],
    deletion: Flow,
    again: Flow | None,
) -> Finding:
    hint = Bilingual("", "")
    if again is not None:
        hint = Bilingual(
            f"（次に置くのは手順{again.printed}です）",
            f" (it is put there again by step {again.printed})",
        )
    steps = (deletion, *((again,) if again else ()))
    return rule.finding(
        flow.path,
        (flow.transfer.step, store.id, *(s.transfer.step for s in steps)),
        message=rule.options["deleted"],
        step=ctx.step(flow),
        store=ctx.name(store),
        what=_names(ctx, absent),
        deletion=deletion.printed,
        hint=hint,
    )


def _users(rule: Rule, ctx: Context, flows: tuple[Flow, ...]) -> Iterator[Finding]:
    """Steps against the way that they say, and steps of those who are given no right to them."""
    above = Material(ctx).above
    for flow in flows:
        wrong = "direction" if against_the_way(flow) else "right" if without_right(flow) else None
        what = not_granted(flow, above) if wrong is None else ()
        if wrong is not None or what:
            store = flow.other
            yield rule.finding(
                flow.path,
                (flow.transfer.step, store.id, flow.actor.id),
                level="warning",
                message=rule.options[wrong or "right_to"],
                step=ctx.step(flow),
                source=ctx.name(flow.source),
                target=ctx.name(flow.target),
                store=ctx.name(store),
                user=ctx.name(flow.actor),
                what=_names(ctx, what),
                operation=OPERATIONS[flow.transfer.operation],
            )


def _names(ctx: Context, categories: tuple[str, ...]) -> Bilingual:
    if not categories:
        return Bilingual("資料", "material")
    return ctx.names(ctx.graph.data[c] for c in categories)


def _masked(transforms: str) -> dict[str, tuple[str, ...]]:
    return {
        "actors": (
            "{id: log, name: 記録, kind: storage, holds: [raw]}",
            "{id: pc, name: 端末, kind: terminal}",
        ),
        "data": ("{id: raw, name: 原本}", "{id: masked, name: 伏せ字の記録}"),
        "channels": ("{id: line, between: [log, pc]}",),
        "transfers": (
            "{step: 1, label: 伏せ字, from: log, to: log, operation: process, "
            f"data: [raw]{transforms}}}",
            "{step: 2, label: 確認, from: log, to: pc, operation: view, data: [masked]}",
        ),
    }


RULE = Rule(
    id="P05",
    level="error",
    kind="path",
    title=Bilingual("手順番号と到達可能性", "Step order and reachability"),
    message=Bilingual(
        "{step}は{store}から{what}を読み出しますが、それより前に{what}を置く手順の記載が"
        "ありません（{hint}）",
        "{step} reads {what} at {store}; no earlier step of its series puts it there ({hint})",
    ),
    options={
        "gap": Bilingual(
            "{step}より前の手順 {absent} の記載がありません",
            "before {step}, the steps {absent} are not stated",
        ),
        "direction": Bilingual(
            "{step}は{operation}ですが、{source}から{target}への向きに書かれています",
            "{step} is a {operation}, but is stated to go from {source} to {target}",
        ),
        "right": Bilingual(
            "{step}は{user}が{store}で行いますが、{store}の権限（grants）に、{user}への{operation}の記載がありません",
            "{step} is done by {user} at {store}, whose grants state no right of {user} to {operation}",
        ),
        "right_to": Bilingual(
            "{step}は{user}が{store}で行いますが、{store}の権限（grants）に、{user}への{what}の{operation}の記載がありません",
            "{step} is done by {user} at {store}, whose grants give {user} no right to {operation} of {what}",
        ),
        "deleted": Bilingual(
            "{step}は{store}から{what}を読み出しますが、{what}は手順{deletion}で削除され、その後に"
            "置く手順の記載がありません{hint}",
            "{step} reads {what} at {store}; step {deletion} deleted it, and no step between the "
            "two puts it there again{hint}",
        ),
        "other-series": Bilingual(
            "{step}は{store}から{what}を読み出しますが、同じ系列のそれより前の手順に、{what}を置く"
            "手順の記載がありません（{hint}）",
            "{step} reads {what} at {store}; no earlier step of its series puts it there ({hint})",
        ),
    },
    why=Bilingual(
        "番号が飛び、順序の合わない図では、情報がいつ、どこにあるのかを説明できません。",
        "With numbers left out or out of order, a figure cannot tell where data are at what time.",
    ),
    applies=Bilingual(
        "すべての手順。番号の系列（①②、①’②’など）は別々に扱い、それぞれ、主体が初めから持つ情報"
        "（holds）だけから始めます。",
        "All steps. Each series of numbers (①②, ①’②’) runs by itself, starting from nothing but "
        "what actors hold from the start (holds).",
    ),
    satisfied=Bilingual(
        "系列の番号が 1 から（前の系列の最後の番号に続けて数える系列では、その次から）続いている。保存先から閲覧・ダウンロードされ、そこで編集される情報区分"
        "（またはその上位・下位の区分）は、先に同じ系列の手順で置かれているか、保存先が初めから"
        "持っている（手順や主体の変換（transforms）で作られた情報は、そこにあるとみなします）。サービスは情報を作り替えるので、区分を問わず何かが置かれていれば足ります。"
        "削除された後は、無いものとして扱います。別の系列の手順だけが"
        "置いている場合は、警告とします。閲覧・ダウンロードは保存先やサービスから利用する側へ、アップロードは"
        "その逆の向きに書かれている（違えば警告）。保存先に権限（grants）が書かれていれば、そこで操作する"
        "主体に、運ぶ情報についてその操作の権限が書かれている（なければ警告。権限が一つも書かれていない保存先には求めない）。",
        "The numbers of each series run without a gap from 1, or from the number after the last "
        "one of an earlier series. A category that is viewed, "
        "downloaded or edited at a store has been put there by an earlier step of the series (the "
        "category itself, one above or one below it), or the store holds it from the start; what a "
        "transform makes lies where it is made. A "
        "service makes new material of what it gets, so anything put there is enough. What was "
        "deleted is gone. Where only a step of another series puts it there, it is a warning. Views "
        "and downloads go from a store or service to who uses it, uploads the other way (else a "
        "warning). Where a store states grants, whoever acts there is given the right to, for what "
        "the step moves (else a warning); a store without any grants is not asked.",
    ),
    basis=Bilingual("図の ①～④、①’～③’", "steps ① to ④ and ①’ to ③’ of the figure"),
    origin=("judgement",),
    check=_check,
    false_positives=Bilingual(
        "選んで行う手順、繰り返す手順、別の業務で既に置かれている情報。最後のものは保存先の holds に"
        "書いてください。",
        "Optional or repeated steps, and material that another procedure put there: write the "
        "latter into the store's 'holds'.",
    ),
    passing=(
        cloud("送信の後に確認する", "sent, then viewed", SEND, VIEW),
        cloud(
            "初めから保存先にある",
            "in the store from the start",
            VIEW.replace("②", "①"),
            store="holds: [application]",
        ),
        plain(
            "保存先で作ってから読み出す",
            "made in the store, then read",
            **_masked(", transforms: [{kind: strip, gives: [masked]}]"),
        ),
    ),
    failing=(
        cloud(
            "送信の前に確認する",
            "viewed before it is sent",
            VIEW.replace("②", "①"),
            SEND.replace("①", "②"),
        ),
        cloud("②が飛んでいる", "② is left out", SEND, FETCH.replace("②", "③")),
        plain("作る手順のない情報を読み出す", "read before it is made", **_masked("")),
        cloud(
            "閲覧が保存先への向きに書かれている",
            "a view that goes into the store",
            SEND,
            VIEW.replace("from: store, to: desk", "from: desk, to: store"),
        ),
        cloud(
            "操作する主体に権限が書かれていない",
            "who downloads is given no right to",
            SEND,
            FETCH,
            store="grants: [{to: [pc], rights: [upload]}, {to: [desk], rights: [view]}]",
        ),
        cloud(
            "権限の対象に、読み出す情報がない",
            "the right is given for other data",
            SEND,
            FETCH,
            store="grants: [{to: [pc], rights: [upload]},"
            " {to: [desk], rights: [download], data: [notice]}]",
            data="}\n  - {id: notice, name: 消去報告",
        ),
    ),
)
