"""D01: the checklist of 外部結合 lacks a side, an answer, or the reason of a ー."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.controls import catalogue
from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Example, Finding, Missing, Rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.model import Annex, Model
from flowmodel.vocabulary import SIDES, Side


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    model = ctx.graph.model
    if not _concerned(model):
        return
    wanted = {c.id: c.item for c in catalogue() if c.item}
    for side in SIDES:
        yield from _side(rule, ctx, side, wanted)


def _concerned(model: Model) -> bool:
    """Whether the paper is one on 外部結合: it has a checklist, or fields of the 別紙."""
    return bool(model.checklists) or (model.agenda is not None and model.agenda.annex != Annex())


def _side(rule: Rule, ctx: Context, side: Side, wanted: dict[str, str]) -> Iterator[Finding]:
    controls = ctx.graph.controls
    lists = [(i, c) for i, c in enumerate(ctx.graph.model.checklists) if c.side == side]
    answered: set[str] = set()
    for i, checklist in lists:
        for j, answer in enumerate(checklist.answers):
            answered.add(controls.canonical(answer.item) or answer.item)
            if answer.answer == "ー" and not (answer.reason or "").strip():
                yield rule.finding(
                    ("checklists", i, "answers", j),
                    (side, answer.item),
                    missing=(Missing(None, (), "reason", _REASON),),
                    message=rule.options["reason"],
                    side=SIDES[side],
                    item=_item(ctx, answer.item, answer.item),
                )
    absent = [(id, item) for id, item in wanted.items() if id not in answered]
    if not absent:
        return
    who = lists[0][1].actors if lists else ()
    items = [_item(ctx, item, id) for id, item in absent]
    yield rule.finding(
        ("checklists", lists[0][0]) if lists else _nearest(ctx.graph.model),
        (side, *(item for _, item in absent)),
        missing=[Missing(id, who) for id, _ in absent],
        message=None if lists else rule.options["side"],
        side=SIDES[side],
        n=len(absent),
        items=Bilingual("、".join(i.ja for i in items), ", ".join(i.en for i in items)),
    )


_REASON = Bilingual("理由（reason）", "reason (reason)")


def _item(ctx: Context, item: str, id: str) -> Bilingual:
    """An item with its wording: ``S3「通信内容の暗号化」``."""
    name = ctx.control(id)
    return Bilingual(f"{item}{name.ja}", f"{item} {name.en}")


def _nearest(model: Model) -> tuple[str | int, ...]:
    return ("checklists",) if model.checklists else ("agenda", "annex")


_OPERATION = [f"O{n}" for n in range(1, 6)]
_SYSTEM = [f"S{n}" for n in range(1, 12)]


def _answers(*items: str, last: str = "") -> str:
    lines = [f"      - {{item: {i}, answer: ○}}" for i in items]
    return "\n".join([*lines, *([f"      - {{{last}}}"] if last else [])])


def _lists(ward: str, counterpart: str | None) -> str:
    text = f"checklists:\n  - side: ward\n    answers:\n{ward}\n"
    if counterpart is not None:
        text += f"  - side: counterpart\n    answers:\n{counterpart}\n"
    return text


def _sample(ja: str, en: str, ward: str, counterpart: str | None) -> Example:
    return cloud(ja, en, SEND, more=_lists(ward, counterpart))


_ALL = _answers(*_OPERATION, *_SYSTEM)
_BUT_LAST = (*_OPERATION, *_SYSTEM[:-1])

RULE = Rule(
    id="D01",
    level="error",
    kind="document",
    title=Bilingual("チェックリスト完全性", "Checklist complete"),
    message=Bilingual(
        "チェックリスト（{side}）の {n} 項目に回答の記載がありません: {items}",
        "checklist ({side}): {n} item(s) are not answered: {items}",
    ),
    options={
        "side": Bilingual(
            "チェックリスト（{side}）の記載がありません（{n} 項目）: {items}",
            "the checklist ({side}) is not there; {n} items: {items}",
        ),
        "reason": Bilingual(
            "チェックリスト（{side}）の{item}は「ー」ですが、対策の必要がない理由の記載がありません",
            "checklist ({side}): {item} is answered ー, but no reason is stated",
        ),
    },
    why=Bilingual(
        "空欄の項目は、対策がないのか、書き忘れたのかを会議で区別できません。",
        "For an item left blank nobody can tell whether there is no measure or it was forgotten.",
    ),
    applies=Bilingual(
        "外部結合の資料: チェックリストがあるか、別紙（agenda の annex）の欄が一つでも書かれたモデル。",
        "Papers on 外部結合: models with a checklist, or with any field of the 別紙 (annex of the "
        "agenda).",
    ),
    satisfied=Bilingual(
        "区が行う対策と結合先に行わせる対策の両方で、O1～O5 と S1～S11 の 16 項目すべてに ○ か ー の"
        "回答があり、ー には理由（reason）がある。同じ側のチェックリストが複数あれば合わせて見ます。",
        "For both sides, the ward's and the counterpart's, all 16 items O1 to O5 and S1 to S11 are "
        "answered ○ or ー, and every ー has its reason. Several checklists of one side are read "
        "together.",
    ),
    basis=Bilingual(
        "外部結合にかかる個人情報保護対策チェックリスト",
        "外部結合にかかる個人情報保護対策チェックリスト (checklist of 資料59)",
    ),
    origin=("seed",),
    check=_check,
    false_positives=Bilingual(
        "区庁舎内だけの機器では S11 の「ー」が正当です。理由を書けば指摘しません。",
        "On the ward's own premises ー for S11 is right; with its reason it is not reported.",
    ),
    passing=(
        _sample("両方に 16 項目がある", "16 items on both sides", _ALL, _ALL),
        _sample(
            "理由のある「ー」",
            "ー with its reason",
            _answers(*_BUT_LAST, last="item: S11, answer: ー, reason: 区庁舎内に設置するため"),
            _ALL,
        ),
        cloud("外部結合の資料でない", "no paper on 外部結合", SEND),
    ),
    failing=(
        _sample("結合先の側がない", "the counterpart's side is not there", _ALL, None),
        _sample("S11 が空欄", "S11 left blank", _answers(*_BUT_LAST), _ALL),
        _sample(
            "「ー」に理由がない",
            "ー without reason",
            _ALL,
            _answers(*_BUT_LAST, last="item: S11, answer: ー"),
        ),
    ),
)
