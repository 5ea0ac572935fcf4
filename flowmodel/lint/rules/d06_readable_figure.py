"""D06: the figure cannot be followed by ear or without colour, for want of words in the model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flowmodel.errors import DocPath
from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Missing, Rule
from flowmodel.lint.samples import FETCH, SEND, cloud, plain
from flowmodel.model import Text, localise

_COLOUR = re.compile(
    r"[赤青緑黄紫橙茶黒白灰][い色]?い?の?(?:線|矢印|枠|文字|部分|網掛け|丸)"
    r"|\b(?:red|blue|green|yellow|orange|purple|grey|gray)\s+(?:line|arrow|box|frame|text|part)s?\b",
    re.IGNORECASE,
)


_GENERAL = "※"
_LABEL = Bilingual("矢印の文言（label）", "label")
_SERIES = Bilingual("系列の名前（series）", "name of the series (series)")


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    yield from _unlabelled(rule, ctx)
    yield from _unnamed_series(rule, ctx)
    yield from _unexplained_marks(rule, ctx)
    yield from _idle(rule, ctx)
    for path, text in _texts(ctx):
        for lang in ("ja", "en"):
            words = _COLOUR.search(localise(text, lang))
            if words:
                said = Bilingual(words[0], words[0])
                yield rule.finding(
                    path, (words[0],), message=rule.options["colour"], quote=words[0], words=said
                )
                break


def _unlabelled(rule: Rule, ctx: Context) -> Iterator[Finding]:
    for flow in ctx.graph.flows:
        if not flow.transfer.text("ja").strip():
            printed = Bilingual(flow.printed, flow.printed)
            absent = Missing(None, (flow.transfer.step,), "label", _LABEL)
            yield rule.finding(flow.path, (flow.transfer.step,), missing=(absent,), step=printed)


def _unnamed_series(rule: Rule, ctx: Context) -> Iterator[Finding]:
    graph = ctx.graph
    if len(graph.series) < 2:
        return
    for mark, flows in graph.series.items():
        part = graph.series_parts.get(mark)
        if part is None or not localise(part.name, "ja"):
            first = Bilingual(flows[0].printed, flows[0].printed)
            yield rule.finding(
                flows[0].path,
                (flows[0].transfer.step,),
                missing=(Missing(None, (), "series", _SERIES),) if part is None else (),
                message=rule.options["series"],
                step=first,
            )


def _unexplained_marks(rule: Rule, ctx: Context) -> Iterator[Finding]:
    """Foot-note marks of steps to which the figure has no note, and the other way round."""
    notes = ctx.graph.model.figure.notes
    explained = {note.mark for note in notes}
    for flow in ctx.graph.flows:
        mark = flow.transfer.mark
        if mark and mark not in explained:
            yield rule.finding(
                (*flow.path, "mark"),
                (flow.transfer.step,),
                message=rule.options["mark"],
                step=ctx.step(flow),
                mark=mark,
            )
    # A bare ※ may stand before a note to the whole figure.
    used = {_GENERAL, *(flow.transfer.mark for flow in ctx.graph.flows)}
    if used.issuperset(explained):
        return
    # A function or a line of a box may carry a mark as well.
    printed = ctx.graph.model.model_dump_json(exclude={"figure", "agenda", "checklists"})
    for i, note in enumerate(notes):
        if note.mark not in used and note.mark not in printed:
            yield rule.finding(
                ("figure", "notes", i),
                (note.mark,),
                message=rule.options["unused"],
                mark=note.mark,
            )


def _idle(rule: Rule, ctx: Context) -> Iterator[Finding]:
    """Parties that are drawn and of which nothing is said."""
    model = ctx.graph.model
    told = {id for channel in model.channels for id in channel.between}
    told.update(id for exclusion in model.exclusions for id in exclusion.parties)
    told.update(id for exclusion in model.exclusions for id in exclusion.protects)
    told.update(id for actor in model.actors for grant in actor.grants for id in grant.to)
    told.update(id for checklist in model.checklists for id in checklist.actors)
    told.update(box.at for box in model.boxes)
    told.update(a.id for flow in ctx.graph.flows for a in (flow.source, flow.target))
    for actor in model.actors:
        if actor.id not in told and not (actor.controls or actor.holds or actor.grants):
            yield rule.finding(
                ctx.graph.path_of(actor),
                (actor.id,),
                message=rule.options["idle"],
                actor=ctx.name(actor),
            )


def _texts(ctx: Context) -> Iterator[tuple[DocPath, Text | None]]:
    """What the figure prints in words of its own."""
    model = ctx.graph.model
    for i, note in enumerate(model.figure.notes):
        yield ("figure", "notes", i, "text"), note.text
    for i, transfer in enumerate(model.transfers):
        if transfer.label is not None:
            yield ("transfers", i, "label"), transfer.label
    for i, exclusion in enumerate(model.exclusions):
        yield ("exclusions", i, "text"), exclusion.text


_BACK = (
    '{step: "1\'", label: 資料の送付, from: desk, to: store, operation: upload, '
    "data: [application]}"
)
_NAMED = "series: [{mark: '', name: 事業者等 → 区}, {mark: \"'\", name: 区 → 事業者等}]"

RULE = Rule(
    id="D06",
    level="warning",
    kind="document",
    title=Bilingual("図の読みやすさ", "Figure accessibility"),
    message=Bilingual(
        "手順{step}に、何をするかの記載（label）がありません",
        "step {step} does not say what is done (label)",
    ),
    options={
        "series": Bilingual(
            "手順の系列が二つ以上ありますが、{step}から始まる系列の名前の記載がありません",
            "there are several series of steps; the one from {step} has no name",
        ),
        "mark": Bilingual(
            "{step}に印「{mark}」がありますが、図の注にその印の記載がありません",
            "{step} carries the mark '{mark}', to which the figure has no note",
        ),
        "unused": Bilingual(
            "図の注に印「{mark}」がありますが、その印の付いた手順の記載がありません",
            "a note carries the mark '{mark}', which no step carries",
        ),
        "idle": Bilingual(
            "{actor}は図に描かれますが、手順、経路、接続できない旨のいずれにも記載がありません",
            "{actor} is drawn, but no step, line or exclusion speaks of it",
        ),
        "colour": Bilingual(
            "「{words}」は色だけで図の部分を指しています。番号や名前の記載がありません",
            "'{words}' points to a part of the figure by colour alone",
        ),
    },
    why=Bilingual(
        "図は白黒で配られ、読み上げでも使われます。言葉がなければ、流れを追えない人がいます。",
        "Figures are handed out in black and white and are read aloud; without words some cannot "
        "follow them.",
    ),
    applies=Bilingual(
        "すべてのモデル。代替テキスト、読み上げの順（手順の順）、7 pt 以上の文字、色に頼らない線の"
        "区別は、図を描く側が必ず満たすので、ここではモデルが言葉を与えているかだけを見ます: 手順の"
        "label、系列が二つ以上のときの名前、手順の印（※）に対する注、図に描かれた主体の役割、色だけで"
        "部分を指す言葉（赤い矢印 など）。",
        "All models. Text alternative, reading order, type of 7 pt and more, and lines told apart "
        "without colour are guaranteed by the drawing; what is looked at here is whether the model "
        "gives the words: labels of steps, names of series where there are several, notes to the marks of steps, a part "
        "for each party drawn, and words that point by colour alone (the red arrow).",
    ),
    satisfied=Bilingual(
        "すべての手順に label、系列が複数なら series に名前、手順の印には同じ印の注が、注の印（※ だけのものを除く）には"
        "同じ印の手順があり、すべての主体が"
        "手順・経路・接続できない旨などのどれかに現れ、注や label が色だけで図の部分を指していない。",
        "Each step has a label, each of several series a name, each mark of a step its note, and each "
        "mark of a note (other than a bare ※) its step; each party stands in a step, line, exclusion or the like; and no note or label points to a part "
        "by its colour alone.",
    ),
    basis=Bilingual(
        "JIS X 8341-3:2016（代替テキスト、色だけに依存しない）。この見方は技術的判断",
        "JIS X 8341-3:2016 (text alternatives, use of colour); this reading is engineering judgement",
    ),
    origin=("guidance", "judgement"),
    check=_check,
    false_positives=Bilingual(
        "番号だけで足りると区が決めている図。", "Figures whose numbers alone are enough by choice."
    ),
    passing=(
        cloud("手順に言葉がある", "steps have words", SEND, FETCH),
        cloud("系列に名前がある", "series have names", SEND, _BACK, more=_NAMED),
    ),
    failing=(
        cloud(
            "手順に言葉がない",
            "a step without words",
            "{step: 1, from: pc, to: store, operation: upload}",
        ),
        cloud("系列に名前がない", "series without names", SEND, _BACK),
        cloud(
            "印に注がない",
            "a mark without its note",
            SEND.replace("operation:", "mark: ※, operation:"),
        ),
        cloud(
            "印の付いた手順がない",
            "no step carries the mark of a note",
            SEND,
            more="figure: {notes: [{mark: ※1, text: 翌日に削除する}]}",
        ),
        plain(
            "何をするか分からない主体",
            "a party of which nothing is said",
            actors=(
                "{id: desk, name: 区の端末, kind: terminal}",
                "{id: others, name: 他自治体, kind: organisation}",
            ),
            transfers=("{step: 1, label: 資料の作成, from: desk, to: desk, operation: process}",),
        ),
        cloud(
            "色だけで指す",
            "pointed to by colour",
            SEND,
            more="figure: {notes: [{text: 赤い矢印は個人情報を示す}]}",
        ),
    ),
)
