"""What every figure says of those who are kept out: the parties, the sentence, the sign."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout.findings import SIGNS, alarm
from flowmodel.layout.icons import cross, disc
from flowmodel.layout.marks import Kept, Marks, exclusion_key
from flowmodel.layout.plan import Plan
from flowmodel.layout.scene import Shape
from flowmodel.layout.spans import LISTED
from flowmodel.layout.strip import Piece
from flowmodel.layout.theme import Theme
from flowmodel.model import Exclusion, localise

PROTECTS = Bilingual("対象：{what}", "Protected: {what}")


def protected_line(plan: Plan, exclusion: Exclusion) -> str:
    """The actor from which the parties are drawn as cut off; empty where none is drawn."""
    drawn = [a.id for lane in plan.lanes for a in lane.actors]
    kept = set(exclusion.parties)
    for id in exclusion.protects:
        if id in drawn:
            return id
    wanted = set(exclusion.protects)
    for id in drawn:
        if id not in kept and wanted & {c.id for c in plan.graph.data_at[id]}:
            return id
    return next((id for id in drawn if id not in kept), "")


def party_pieces(
    graph: FlowGraph, lang: Lang, theme: Theme, marks: Marks, index: int
) -> Iterator[Piece]:
    """The parties of the exclusion at a position, and the rules that found something."""
    exclusion = graph.model.exclusions[index]
    said = marks.kept.get(exclusion_key(index))
    for party in exclusion.parties:
        sign, icon, colour = party_look(theme, said, party)
        name = sign + graph.actors[party].label(lang)
        yield Piece(name, "party", party, theme.paper, theme.stop, colour, icon=icon)
    keys = (exclusion_key(index), *exclusion.parties)
    ids = tuple(dict.fromkeys(f for k in keys for f in marks.at(k)))
    if ids:
        yield flag_piece(ids, "", theme)


def party_look(theme: Theme, said: Kept | None, party: str) -> tuple[str, str, str]:
    """What stands before the name of a party, its icon, and the colour of the name.

    Where the check answers for it, the answer takes the place of the sign that it is kept out:
    both side by side would read twice.
    """
    if said is None:
        return "", "excluded", ""
    reached = party in said.reached
    return SIGNS[reached], "", theme.stop if reached else ""


def is_reached(marks: Marks, index: int) -> bool:
    """Whether the check found a way to a party of the exclusion at a position."""
    said = marks.kept.get(exclusion_key(index))
    return said is not None and bool(said.reached)


def flag_piece(ids: tuple[str, ...], part: str, theme: Theme) -> Piece:
    """The ids of rules that found something at a part."""
    return Piece("▲ " + " ".join(ids), "flag", part, colour=theme.stop, bold=True)


def sentences(graph: FlowGraph, lang: Lang, exclusion: Exclusion) -> Iterator[str]:
    """The sentence as the model words it, and what is protected."""
    yield from filter(
        None, (localise(exclusion.text, lang), protected_names(graph, lang, exclusion))
    )


def protected_names(graph: FlowGraph, lang: Lang, exclusion: Exclusion) -> str:
    """What is protected, by name; empty where it is not said."""
    parts = [graph.part(p) for p in exclusion.protects]
    names = [p.label(lang) for p in parts if p is not None]
    return PROTECTS.format(what=LISTED.text(lang).join(names)).text(lang) if names else ""


def stop_sign(
    theme: Theme, cx: float, cy: float, r: float, part: str, *, reached: bool = False
) -> tuple[Shape, Shape]:
    """The sign at which a line is cut; that of an alarm where the parties are `reached`."""
    sign = alarm if reached else cross
    around = (cx - r, cy - r, 2 * r, 2 * r, "stop", part)
    return (
        Shape(disc(cx, cy, r), *around, theme.paper, theme.stop, 0.55),
        Shape(sign(cx, cy, r * 0.78), *around, "none", theme.stop, 0.6),
    )
