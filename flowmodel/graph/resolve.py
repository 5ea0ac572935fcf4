"""Following every reference of a model, and telling all that do not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from flowmodel.controls import ControlSet, catalogue_set, controls_of
from flowmodel.errors import DocPath, Problem, escape, nearest, shorten
from flowmodel.graph.characters import unprintable
from flowmodel.graph.references import follow
from flowmodel.language import Bilingual
from flowmodel.model import Actor, Channel, DataCategory, Model, Origin, Statement, Zone
from flowmodel.model.base import ID_PATTERN
from flowmodel.vocabulary import INTERNAL_OPERATIONS, OPERATIONS, printed_step

_ID = re.compile(ID_PATTERN)
MAX_SUGGESTED = 50
"""Most problems for which nearest names are sought."""

ZONE = Bilingual("区画", "zone")
ACTOR = Bilingual("主体", "actor")
CHANNEL = Bilingual("経路", "channel")
DATA = Bilingual("情報区分", "data category")
CONTROL = Bilingual("対策", "control")
BOX = Bilingual("対策欄", "control box")
CHECK_ITEM = Bilingual("点検項目", "checklist item")


@dataclass
class Index:
    """All parts by id, the places of ids, and what does not hold."""

    controls: ControlSet = field(default_factory=catalogue_set)
    zones: dict[str, Zone] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    data: dict[str, DataCategory] = field(default_factory=dict)
    paths: dict[str, DocPath] = field(default_factory=dict)
    over: dict[int, str] = field(default_factory=dict)
    """Channels of transfers that name none, where just one joins their ends."""
    pairs: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Channels by their two ends, in alphabetical order."""
    problems: list[Problem] = field(default_factory=list)
    ghosts: frozenset[str] = frozenset()
    """Ids that exist but could not be read; references to them are no problem of their own."""

    def problem(self, path: DocPath, ja: str, en: str, suggestions: tuple[str, ...] = ()) -> None:
        """Note one thing that does not hold."""
        said = Bilingual(escape(ja), escape(en))
        self.problems.append(Problem(said, path, None, tuple(map(shorten, suggestions))))

    def placed(self, origin: Origin) -> list[Problem]:
        """The problems with their places in the source, in the order of the source."""
        found = [
            Problem(p.message, p.path, p.place or origin.place(p.path), p.suggestions)
            for p in self.problems
        ]
        return sorted(
            found,
            key=lambda p: (p.place.line or 0, p.place.column or 0) if p.place else (0, 0),
        )

    def known(self, kind: Bilingual, table: Iterable[str], name: str, path: DocPath) -> bool:
        """Whether `name` is among `table`; notes a problem where it is not."""
        table = table if isinstance(table, dict) else list(table)
        if name in table:
            return True
        if name in self.ghosts:
            return False
        near = nearest(name, table) if len(self.problems) < MAX_SUGGESTED else ()
        shown = shorten(name)
        self.problem(
            path,
            f"{kind.ja}「{shown}」は定義されていません",
            f"unknown {kind.en} '{shown}'",
            near,
        )
        return False


def resolve(model: Model, known_elsewhere: Iterable[str] = ()) -> Index:
    """Index a model and collect every reference that does not hold.

    `known_elsewhere` names ids that exist but could not be read; they are
    taken as known, so that one fault is not told twice.
    """
    index = Index(ghosts=frozenset(known_elsewhere))
    _well_named(index, model.id, ("id",))
    _own_controls(model, index)
    _collect(model, index)
    _zones(model, index)
    _actors(model, index)
    _channels(model, index)
    _transfers(model, index)
    _assertions(model, index)
    _checklists(model, index)
    _not_empty(model, index)
    for path, ja, en in unprintable(model):
        index.problem(path, ja, en)
    return index


def _well_named(index: Index, id: str, path: DocPath) -> None:
    if not _ID.match(id):
        index.problem(
            path,
            f"id「{shorten(id)}」は使えません。文字・数字・「-」「_」で 80 字以内にしてください",
            f"'{shorten(id)}' is no id: use letters, digits, '-' and '_', at most 80",
        )


def _own_controls(model: Model, index: Index) -> None:
    taken = set(catalogue_set().names())
    fine = []
    for i, control in enumerate(model.controls):
        names = [control.id] + ([control.item] if control.item else [])
        for key in ("id", "item"):
            if name := getattr(control, key):
                _well_named(index, name, ("controls", i, key))
        for j, part in enumerate(control.parts):
            _well_named(index, part.id, ("controls", i, "parts", j, "id"))
        clash = next((n for n in names if n in taken), None)
        if clash is not None:
            index.problem(
                ("controls", i, "id"),
                f"対策「{clash}」は既に定義されています",
                f"control '{clash}' is already defined",
            )
            continue
        taken.update(names)
        fine.append(control)
    index.controls = controls_of(fine)


def _collect(model: Model, index: Index) -> None:
    for section, table in (
        ("zones", index.zones),
        ("actors", index.actors),
        ("channels", index.channels),
        ("data", index.data),
        ("boxes", {}),
    ):
        for i, part in enumerate(getattr(model, section)):
            path: DocPath = (section, i, "id")
            _well_named(index, part.id, path)
            if part.id in index.paths:
                index.problem(
                    path,
                    f"id「{shorten(part.id)}」が重複しています",
                    f"id '{shorten(part.id)}' is defined twice",
                )
                continue
            index.paths[part.id] = (section, i)
            table[part.id] = part


def _cycles(index: Index, section: str, parts: dict[str, Zone] | dict[str, DataCategory]) -> None:
    done: set[str] = set()
    for start in parts:
        seen: dict[str, None] = {}
        at: str | None = start
        while at is not None and at in parts and at not in done:
            if at in seen:
                names = list(seen)
                names = names[names.index(at) :]
                names = names if len(names) <= 8 else [*names[:7], "…"]
                ring = " → ".join(shorten(n) for n in [*names, at])
                path = (*index.paths[at], "parent")
                index.problem(path, f"親が循環しています: {ring}", f"parents form a ring: {ring}")
                break
            seen[at] = None
            at = parts[at].parent
        done.update(seen)


def _zones(model: Model, index: Index) -> None:
    for i, zone in enumerate(model.zones):
        if zone.parent:
            index.known(ZONE, index.zones, zone.parent, ("zones", i, "parent"))
    for i, category in enumerate(model.data):
        if category.parent:
            index.known(DATA, index.data, category.parent, ("data", i, "parent"))
    _cycles(index, "zones", index.zones)
    _cycles(index, "data", index.data)


def _statements(index: Index, statements: Iterable[Statement], path: DocPath, kind: str) -> None:
    for j, s in enumerate(statements):
        at = (*path, "controls", j)
        if index.controls.canonical(s.control) is None:
            index.known(CONTROL, index.controls.names(), s.control, (*at, "control"))
            continue
        control = index.controls.control(s.control)
        if kind not in control.provided_by:
            who = "・".join(
                {"transfer": "手順", "channel": "経路", "actor": "主体"}[p]
                for p in control.provided_by
            )
            index.problem(
                at,
                f"対策「{s.control}」はここには書けません。書けるのは{who}です",
                f"control '{s.control}' cannot be stated for this {kind};"
                f" it is provided by: {', '.join(control.provided_by)}",
            )


def _actors(model: Model, index: Index) -> None:
    for i, actor in enumerate(model.actors):
        path: DocPath = ("actors", i)
        if actor.zone:
            index.known(ZONE, index.zones, actor.zone, (*path, "zone"))
        for j, held in enumerate(actor.holds):
            index.known(DATA, index.data, held, (*path, "holds", j))
        for j, grant in enumerate(actor.grants):
            for k, to in enumerate(grant.to):
                index.known(ACTOR, index.actors, to, (*path, "grants", j, "to", k))
            for k, d in enumerate(grant.data):
                index.known(DATA, index.data, d, (*path, "grants", j, "data", k))
        _statements(index, actor.controls, path, "actor")


def _channels(model: Model, index: Index) -> None:
    for i, channel in enumerate(model.channels):
        path: DocPath = ("channels", i)
        for j, end in enumerate(channel.between):
            index.known(ACTOR, index.actors, end, (*path, "between", j))
        if channel.between[0] == channel.between[1]:
            index.problem(
                (*path, "between"),
                f"経路「{channel.id}」の両端が同じ主体です",
                f"channel '{channel.id}' joins an actor to itself",
            )
        index.pairs.setdefault(_pair(*channel.between), []).append(channel.id)
        _statements(index, channel.controls, path, "channel")


def _transfers(model: Model, index: Index) -> None:
    steps: dict[str, int] = {}
    for i, t in enumerate(model.transfers):
        path: DocPath = ("transfers", i)
        if t.step in steps:
            index.problem(
                (*path, "step"),
                f"手順番号 {t.printed} が重複しています",
                f"step {t.printed} is used twice",
            )
        steps.setdefault(t.step, i)
        source = index.known(ACTOR, index.actors, t.source, (*path, "from"))
        target = index.known(ACTOR, index.actors, t.target, (*path, "to"))
        if t.by is not None and index.known(ACTOR, index.actors, t.by, (*path, "by")):
            _acting(index, t.by, t.source, t.target, path)
        for j, d in enumerate(t.data):
            index.known(DATA, index.data, d, (*path, "data", j))
        _statements(index, t.controls, path, "transfer")
        named = t.over is None or index.known(CHANNEL, index.channels, t.over, (*path, "over"))
        if source and target and named:
            _way(model, index, i)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _acting(index: Index, by: str, source: str, target: str, path: DocPath) -> None:
    if by not in (source, target):
        index.problem(
            (*path, "by"),
            f"操作する主体「{by}」は送り側でも受け側でもありません",
            f"acting party '{by}' is neither end of the transfer",
            (source, target),
        )


def _way(model: Model, index: Index, i: int) -> None:
    """Hold the channel of transfer `i` to its two ends, or find the one that joins them."""
    t = model.transfers[i]
    path: DocPath = ("transfers", i)
    if t.source == t.target:
        if t.operation not in INTERNAL_OPERATIONS or t.over:
            allowed = sorted(INTERNAL_OPERATIONS)
            index.problem(
                (*path, "to"),
                f"手順 {t.printed} の送り側と受け側が同じ「{t.source}」です。自身の中で行えるのは"
                f"{'・'.join(OPERATIONS[o].ja for o in allowed)}だけで、経路は書きません",
                f"step {t.printed} goes from '{t.source}' to itself; within an actor only"
                f" {', '.join(allowed)} are possible, without a channel",
            )
        return
    joining = index.pairs.get(_pair(t.source, t.target), [])
    if t.over is not None:
        ends = index.channels[t.over].between
        if ends not in ((t.source, t.target), (t.target, t.source)):
            index.problem(
                (*path, "over"),
                f"経路「{t.over}」は「{t.source}」と「{t.target}」を結んでいません",
                f"channel '{t.over}' does not join '{t.source}' and '{t.target}'",
                tuple(joining),
            )
    elif len(joining) == 1:
        index.over[i] = joining[0]
    elif joining:
        index.problem(
            path,
            f"手順 {t.printed} の経路が一つに決まりません。over に {'・'.join(joining)} のどれかを書いてください",
            f"step {t.printed} does not say which channel it takes: write over: one of {', '.join(joining)}",
        )
    else:
        index.problem(
            path,
            f"手順 {t.printed} の「{t.source}」と「{t.target}」を結ぶ経路がありません",
            f"step {t.printed}: no channel joins '{t.source}' and '{t.target}'",
        )


def _assertions(model: Model, index: Index) -> None:
    follow(model, index)
    guarded = {**index.actors, **index.data}
    for i, e in enumerate(model.exclusions):
        for j, party in enumerate(e.parties):
            index.known(ACTOR, index.actors, party, ("exclusions", i, "parties", j))
        for j, p in enumerate(e.protects):
            index.known(
                Bilingual("主体・情報区分", "actor or data category"),
                guarded,
                p,
                ("exclusions", i, "protects", j),
            )
    owners = {**index.actors, **index.channels}
    for i, box in enumerate(model.boxes):
        path: DocPath = ("boxes", i)
        kind = "channel" if box.at in index.channels else "actor"
        index.known(Bilingual("主体・経路", "actor or channel"), owners, box.at, (*path, "at"))
        for j, item in enumerate(box.items):
            _statements(index, item.controls, (*path, "items", j), kind)
    marks: set[str] = set()
    for i, s in enumerate(model.series):
        if s.mark in marks:
            sample = printed_step(s.mark, 1)
            index.problem(
                ("series", i),
                f"系列 {sample} の説明が重複しています",
                f"the series of {sample} is described twice",
            )
        marks.add(s.mark)


def _checklists(model: Model, index: Index) -> None:
    for i, checklist in enumerate(model.checklists):
        path: DocPath = ("checklists", i)
        for j, a in enumerate(checklist.actors):
            index.known(ACTOR, index.actors, a, (*path, "actors", j))
        seen: set[str] = set()
        for j, answer in enumerate(checklist.answers):
            at = (*path, "answers", j, "item")
            if not index.known(CHECK_ITEM, index.controls.names(), answer.item, at):
                continue
            item = index.controls.canonical(answer.item) or answer.item
            if item in seen:
                index.problem(
                    at,
                    f"点検項目「{answer.item}」の回答が重複しています",
                    f"checklist item '{answer.item}' is answered twice",
                )
            seen.add(item)


def _not_empty(model: Model, index: Index) -> None:
    for section, ja, en in (("actors", "主体", "actors"), ("transfers", "手順", "transfers")):
        if not getattr(model, section):
            index.problem((section,), f"{ja}が一つもありません", f"the model has no {en}")
