"""E08: a partner reads or changes the ward's files, and nothing says with which rights."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.edges import asked, on_personal
from flowmodel.lint.facts import ALWAYS, Facts, Profile
from flowmodel.lint.rule import Context, Finding, Missing, Requirement, Rule
from flowmodel.lint.samples import cloud

_RIGHTS = ("edit-right", "download-limit")
_READS = frozenset({"view", "download", "edit"})
_KEEPS = frozenset({"storage", "service"})

Written = dict[tuple[str, str], tuple[set[str], bool]]
"""Store and series → the categories put there, and whether something was without saying what."""


def _needs(ctx: Context, profile: Profile) -> int:
    return ALWAYS if _partner_at_store(ctx.facts, profile) and _lacking(ctx, profile) else 0


def _lacking(ctx: Context, profile: Profile) -> int:
    # Rights on a file are enforced where it lies: what a partner states of itself is no proof.
    settled = ctx.coverage.actor(profile.other.id).settled | profile.own.settled
    return ctx.facts.mask(*_RIGHTS) & ~settled


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    suspects = ctx.suspects(rule)
    written = _written_by_ward(ctx.facts) if suspects else {}
    for profile in suspects:
        missing = ctx.graph.controls.split(_lacking(ctx, profile))
        for flow in profile.flows:
            if _ours(flow, profile.other.id, written):
                yield _finding(rule, ctx, profile, flow, missing)


def _ours(flow: Flow, store: str, written: Written) -> bool:
    """Whether a transfer may move what the ward put there in the same series."""
    ids, anything = written.get((store, flow.transfer.series), (set(), False))
    return anything or bool(ids and not flow.data) or any(c.id in ids for c in flow.data)


def _requires(rule: Rule, ctx: Context, flow: Flow) -> Iterator[Requirement]:
    facts = ctx.facts
    profile = facts.profile_of(flow)
    if profile is None or not _partner_at_store(facts, profile):
        return
    store = profile.other.id
    if _ours(flow, store, _written_by_ward(facts)):
        held = (
            ctx.coverage.stated("actor", store),
            ctx.coverage.stated("transfer", flow.transfer.step),
        )
        only = (store, flow.transfer.step)
        yield asked(rule, ctx, flow, *_RIGHTS, statements=(*held[0], *held[1]), only=only)


def _finding(
    rule: Rule, ctx: Context, profile: Profile, flow: Flow, missing: tuple[str, ...]
) -> Finding:
    return rule.finding(
        flow.path,
        (flow.transfer.step, profile.other.id),
        missing=[Missing(c, (profile.other.id, flow.transfer.step)) for c in missing],
        step=ctx.step(flow),
        partner=ctx.name(profile.actor),
        store=ctx.name(profile.other),
        controls=ctx.control(*missing),
    )


def _partner_at_store(facts: Facts, profile: Profile) -> bool:
    return (
        profile.operation in _READS
        and profile.other.kind in _KEEPS
        and not facts.inside(profile.actor)
    )


def _written_by_ward(facts: Facts) -> Written:
    """What the ward put where, by store and series."""
    found: Written = {}
    for profile in facts.profiles:
        if profile.operation in ("view", "delete") or not facts.inside(profile.source):
            continue
        for flow in profile.flows:
            key = (profile.target.id, flow.transfer.series)
            ids, anything = found.get(key, (set(), False))
            ids.update(c.id for c in flow.data)
            found[key] = ids, anything or not flow.data
    return found


_PUT = (
    "{step: ①’, label: 資料の送付, from: desk, to: store, operation: upload, data: [application]}"
)
_LOOK = "{step: ②’, label: 資料の確認, from: store, to: pc, operation: view, data: [application]}"
_TAKE = (
    "{step: ②’, label: 資料のダウンロード, from: store, to: pc, operation: download, "
    "data: [application]}"
)

RULE = Rule(
    id="E08",
    level="warning",
    kind="edge",
    title=Bilingual("提供ファイルの権限設定", "Rights on ward-originated files"),
    message=Bilingual(
        "{step}で{partner}が、区が{store}に置いたファイルを扱いますが、{controls}の記載がありません",
        "{step}: {partner} handles files that the ward put into {store}; not stated: {controls}",
    ),
    why=Bilingual(
        "区が置いたファイルを相手が書き換え、持ち出せるかどうかは、ファイル毎に決めておく必要が"
        "あります。",
        "Whether the other side may change or take away the ward's files has to be settled file "
        "by file.",
    ),
    applies=Bilingual(
        "区の外の主体（区・区職員でなく、LGWAN・マイナンバー利用事務系の区画にもいない）が、区が"
        "同じ系列の手順で書き込んだ保存先・サービスで閲覧・ダウンロード・編集をする手順。運ぶ情報区分が区の書き込んだ"
        "ものと重なる場合、またはどちらかに書かれていない場合に限ります。",
        "Transfers in which an actor outside the ward (neither the ward nor its staff, in no LGWAN "
        "or My Number zone) views, downloads or edits at a store or service into which the ward "
        "has written in the same series, if the data categories overlap or one side does not state them.",
    ),
    satisfied=Bilingual(
        "「ファイル毎の編集権限」と「ダウンロード制限」が、保存先または手順に書かれている。",
        "Edit right per file and download limit are stated for the store or the transfer.",
    ),
    basis=Bilingual(
        "図の注「※区がアップロードしたファイルの編集権限、ダウンロード制限はファイル毎に可能」",
        "foot-note ※ of the figure: edit right and download limit per file",
    ),
    origin=("seed",),
    check=_check,
    requires=_requires,
    needs=on_personal(_needs),
    false_positives=Bilingual(
        "だれが持ち出してもよい公開資料。理由を付けて「対策不要」と書いてください。",
        "Open documents: state 'not-needed' with the reason.",
    ),
    passing=(
        cloud(
            "保存先に両方が書かれている",
            "both stated for the store",
            _PUT,
            _LOOK,
            store="controls: [edit-right, download-limit]",
        ),
        cloud(
            "区は何も置いていない",
            "the ward has put nothing there",
            _LOOK,
            store="holds: [application]",
        ),
    ),
    failing=(
        cloud("閲覧の権限が書かれていない", "rights of viewing are not stated", _PUT, _LOOK),
        cloud(
            "ダウンロード制限が書かれていない",
            "no download limit is stated",
            _PUT,
            _TAKE,
            store="controls: [edit-right]",
        ),
    ),
)
