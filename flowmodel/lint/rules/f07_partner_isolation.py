"""F07: two partners use one store, and nothing says that their folders are apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import plain
from flowmodel.model import Actor, localise

_PARTNERS = frozenset({"contractor", "designated-manager", "committee-member", "other"})


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    users: dict[str, dict[str, Actor]] = {}
    excluded = {a.id for a in ctx.graph.excluded}
    for profile in ctx.facts.profiles:
        for store, user in (
            (profile.source, profile.target),
            (profile.target, profile.source),
        ):
            if store.kind == "storage" and user.party in _PARTNERS:
                users.setdefault(store.id, {})[user.id] = user
    order = {id: i for i, id in enumerate(ctx.graph.actors)}
    for id, store in ctx.graph.actors.items():
        if store.kind != "storage":
            continue
        partners = users.get(id, {})
        for grant in store.grants:
            for to in grant.to:
                if ctx.graph.actors[to].party in _PARTNERS:
                    partners[to] = ctx.graph.actors[to]
        for out in excluded:
            partners.pop(out, None)
        ordered = dict(sorted(partners.items(), key=lambda item: order[item[0]]))
        yield from _shared(rule, ctx, store, ordered)


def _shared(
    rule: Rule, ctx: Context, store: Actor, partners: dict[str, Actor]
) -> Iterator[Finding]:
    """One finding for each partner whose folder is unknown or another's, in their order."""
    if len({_who(a) for a in partners.values()}) < 2:
        return
    owner: dict[str, Actor] = {}
    folders: dict[str, list[str | None]] = {}
    for grant in store.grants:
        for to in grant.to:
            if to in partners:
                folders.setdefault(to, []).append((grant.folder or "").strip() or None)
    at = ctx.graph.path_of(store)
    for id, partner in partners.items():
        names: dict[str, Any] = {"store": ctx.name(store), "partner": ctx.name(partner)}
        given = folders.get(id, [None])
        if None in given:
            yield rule.finding(at, (store.id, id), **names)
            continue
        for folder in dict.fromkeys(f for f in given if f):
            first = owner.setdefault(folder, partner)
            if _who(first) != _who(partner):
                yield rule.finding(
                    at,
                    (store.id, id, first.id),
                    message=rule.options["shared"],
                    other=ctx.name(first),
                    folder=folder,
                    **names,
                )


def _who(actor: Actor) -> str:
    """The legal person behind an actor, as far as the model tells it."""
    return localise(actor.operator, "ja", "") or f"#{actor.id}"


def _store(*grants: str) -> tuple[str, ...]:
    return (
        "{id: a, name: 甲社パソコン, kind: terminal, party: contractor, operator: 甲社}",
        "{id: b, name: 乙社パソコン, kind: terminal, party: contractor, operator: 乙社}",
        f"{{id: store, name: 共有システム, kind: storage, grants: [{', '.join(grants)}]}}",
    )


_REST: dict[str, tuple[str, ...]] = {
    "channels": ("{id: x, between: [a, store]}", "{id: y, between: [b, store]}"),
    "transfers": (
        "{step: 1, label: 資料の送信, from: a, to: store, operation: upload}",
        "{step: 2, label: 資料の送信, from: b, to: store, operation: upload}",
    ),
}

RULE = Rule(
    id="F07",
    level="error",
    kind="flow",
    title=Bilingual("事業者間の隔離", "Isolation of partners"),
    message=Bilingual(
        "{store}を複数の事業者等が使いますが、{partner}に割り当てるフォルダの記載がありません",
        "several partners use {store}; the folder granted to {partner} is not stated",
    ),
    options={
        "shared": Bilingual(
            "{store}のフォルダ「{folder}」が、{other}と{partner}の両方に割り当てられています。"
            "分ける旨の記載がありません",
            "the folder '{folder}' of {store} is granted to both {other} and {partner}; nothing "
            "states that they are kept apart",
        )
    },
    why=Bilingual(
        "フォルダが分かれていなければ、ある事業者の扱う個人情報をほかの事業者が見られます。",
        "Where folders are not apart, one partner can see the personal data of another.",
    ),
    applies=Bilingual(
        "委託事業者・指定管理者・委員・その他の相手（party）の主体が二つ以上、個人情報の手順または"
        "共有（grants）で同じ保存先を使う場合。運営者（operator）が同じ主体は一つの相手と見ます。"
        "party の書かれていない主体、申請者、提供事業者と、除外された者"
        "（F01 が扱う）は数えません。",
        "Two or more actors whose party is contractor, designated-manager, committee-member or "
        "other use one store, by transfers of personal data or by grants. Actors of one operator "
        "are one partner. Actors without party, applicants, providers and excluded parties "
        "(see F01) are not counted.",
    ),
    satisfied=Bilingual(
        "保存先の grants に、相手ごとに異なる folder が書かれている。",
        "The grants of the store name a folder of its own for each partner.",
    ),
    basis=Bilingual(
        "技術的判断。図の「※③～⑥の設定はフォルダ・ファイル毎に設定可能」を手掛かりとする",
        "engineering judgement, after the figure's note that functions ③ to ⑥ are set per folder",
    ),
    origin=("judgement",),
    check=_check,
    false_positives=Bilingual(
        "共同企業体。同じ operator を書くと一つの相手と見ます。",
        "A joint venture: write the same operator, and they count as one partner.",
    ),
    passing=(
        plain(
            "フォルダが分かれている",
            "folders of their own",
            actors=_store("{to: [a], folder: 甲社}", "{to: [b], folder: 乙社}"),
            **_REST,
        ),
        plain(
            "同じ者の二つの端末",
            "two devices of one partner",
            actors=tuple(line.replace("乙社}", "甲社}") for line in _store()),
            **_REST,
        ),
    ),
    failing=(
        plain("フォルダの記載がない", "no folders are stated", actors=_store(), **_REST),
        plain(
            "一つのフォルダを共用する",
            "one folder for both",
            actors=_store("{to: [a, b], folder: 共用}"),
            **_REST,
        ),
    ),
)
