"""F08: a copy of personal data is made outside the ward, and nothing says how it ends."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.analysis.propagate import information
from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.edges import of_actor
from flowmodel.lint.facts import ASIDE
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import FETCH, SEND, cloud, plain
from flowmodel.model import Actor, DataCategory

ENDINGS = ("deletion-report", "auto-deletion")
_COPIES = frozenset({"send", "upload", "download"})


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    copies: dict[str, tuple[Actor, list[Flow]]] = {}
    for profile in ctx.facts.profiles:
        target = profile.target
        if (
            profile.operation in _COPIES
            and target.kind not in ("carrier", "gateway", "person")
            and target.party not in ASIDE
            and ctx.facts.outside(target)
        ):
            copies.setdefault(target.id, (target, []))[1].extend(profile.flows)
    if not copies:
        return
    answered, deletions = _answered(ctx), _deletions(ctx)
    endings = [ctx.facts.mask(c) for c in ENDINGS]
    for id, (actor, flows) in copies.items():
        settled = ctx.coverage.actor(id).settled
        if id in answered or any(settled & ending for ending in endings):
            continue
        left = _left(ctx, flows, deletions.get(id, []))
        if left is not None:
            yield of_actor(
                rule,
                ctx,
                actor,
                ("deletion-report",),
                message=rule.options["partly"] if left else None,
                data=ctx.names(left),
            )


def _answered(ctx: Context) -> set[str]:
    """The actors for which a checklist answers O3."""
    canonical = ctx.graph.controls.canonical
    return {
        actor
        for checklist in ctx.graph.model.checklists
        if any(canonical(a.item) == "deletion-report" for a in checklist.answers)
        for actor in checklist.actors
    }


def _deletions(ctx: Context) -> dict[str, list[Flow]]:
    """The steps that delete, by the actors at their ends."""
    found: dict[str, list[Flow]] = {}
    for flow in ctx.graph.flows:
        if flow.transfer.operation == "delete":
            for id in {flow.source.id, flow.target.id}:
                found.setdefault(id, []).append(flow)
    return found


def _left(ctx: Context, copies: list[Flow], deletions: list[Flow]) -> list[DataCategory] | None:
    """What no later step deletes of the copies at an actor; empty for all of it, None for nothing.

    A deletion that names no data is one of all data.
    """
    taxonomy = information(ctx.graph).taxonomy
    ended = left = gone = 0
    # From the last step back, so that what is deleted later is known when its copy is reached.
    for flow in sorted((*copies, *deletions), key=lambda f: f.index, reverse=True):
        if flow.transfer.operation == "delete":
            ended |= taxonomy.below(flow.transfer.data) if flow.transfer.data else taxonomy.all
        else:
            bits = taxonomy.bits(c.id for c in flow.data if c.personal) or taxonomy.unsaid
            gone |= bits & ended
            left |= bits & ~ended
    if not left:
        return None
    named = [ctx.graph.data[id] for id in taxonomy.names(left)]
    return named if gone and not left & taxonomy.unsaid else []


_DIRECT: dict[str, tuple[str, ...]] = {
    "actors": (
        "{id: desk, name: 区の端末, kind: terminal, party: ward}",
        "{id: firm, name: 委託先の端末, kind: terminal, party: contractor}",
    ),
    "channels": ("{id: c, name: 回線, between: [desk, firm]}",),
}
_OUT = "{step: 1, label: 名簿の送付, from: desk, to: firm}"

RULE = Rule(
    id="F08",
    level="warning",
    kind="flow",
    title=Bilingual("消去の完結", "Deletion closes the flow"),
    message=Bilingual(
        "{actor}に個人情報の写しができますが、その消去についての記載がありません",
        "a copy of personal data is made at {actor}; its deletion is not stated",
    ),
    options={
        "partly": Bilingual(
            "{actor}に個人情報の写しができますが、{data}の消去についての記載がありません",
            "a copy of personal data is made at {actor}; the deletion of {data} is not stated",
        )
    },
    why=Bilingual(
        "区の外にできた写しは、消去とその報告がなければ、いつまでも残ります。",
        "A copy outside the ward stays for ever unless it is deleted and that is reported.",
    ),
    applies=Bilingual(
        "個人情報を送付・アップロード・ダウンロードする手順の、区の外の受け手（端末・保存先・サービス・"
        "組織）。party も区画も書かれていない主体は、区の外とは扱いません。申請者・一般の人、個人、運送者、中継装置は含みません。主体ごとに一つ指摘します。",
        "Receivers outside the ward (terminals, stores, services, organisations) of transfers that "
        "send, upload or download personal data. An actor with neither party nor zone is not taken "
        "to be outside. Applicants, the public, persons, carriers and "
        "gateways are left out. One finding for each actor.",
    ),
    satisfied=Bilingual(
        "O3（消去と報告）または自動削除がその主体に書かれている、その主体を担当するチェックリストに O3 の"
        "答えがある（ー の理由は D01 が扱う）、または後の手順でその情報を"
        "削除する（data のない削除は、すべての情報の削除とみなします）。消去の証明は O3 の「消去報告」に"
        "当たるので、自動削除や削除の手順にそれ以上は求めません。",
        "O3 or automatic deletion is stated for the actor, a checklist that speaks for it answers "
        "O3 (reasons of a ー are for D01), or a later step deletes the data there (a deletion that names "
        "no data is one of all data). A certificate of deletion is the report that O3 speaks of; beside "
        "automatic deletion or a step that deletes no further one is asked for.",
    ),
    basis=Bilingual("チェックリスト O3", "checklist item O3"),
    origin=("seed",),
    check=_check,
    false_positives=Bilingual(
        "法令により相手が保存しなければならない場合。「対策不要」に根拠を書いてください。",
        "Where the receiver must keep the data by law: write 'not-needed' with the ground.",
    ),
    passing=(
        cloud(
            "消去と報告がある",
            "deletion is reported",
            SEND,
            FETCH,
            store="controls: [O3]",
        ),
        plain(
            "削除の手順がある",
            "a step deletes",
            transfers=(
                _OUT,
                "{step: 2, label: 名簿の消去, from: firm, to: firm, operation: delete}",
            ),
            **_DIRECT,
        ),
    ),
    failing=(
        cloud("保存先に写しが残る", "a copy stays in the store", SEND, FETCH),
        plain("委託先に写しが残る", "a copy stays at the partner", transfers=(_OUT,), **_DIRECT),
        plain(
            "一部だけ消去する",
            "a part alone is deleted",
            data=("{id: roll, name: 名簿}", "{id: note, name: 聞取り票}"),
            transfers=(
                _OUT.replace("}", ", data: [roll, note]}"),
                "{step: 2, label: 名簿の消去, from: firm, to: firm, operation: delete, data: [roll]}",
            ),
            **_DIRECT,
        ),
        plain(
            "消去の後に届く",
            "deleted before it arrives",
            transfers=(
                "{step: 1, label: 名簿の消去, from: firm, to: firm, operation: delete}",
                _OUT.replace("step: 1", "step: 2"),
            ),
            **_DIRECT,
        ),
    ),
)
