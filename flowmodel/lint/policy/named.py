"""How findings of rules that are data name a part, its neighbours and its place."""

from __future__ import annotations

from typing import Any

from flowmodel.errors import DocPath
from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.policy.compile import Compiled
from flowmodel.lint.policy.field import Field
from flowmodel.lint.policy.view import View
from flowmodel.model import Channel, Checklist, DataCategory, localise
from flowmodel.vocabulary import SIDES


def label(name: str, field: Field) -> Bilingual:
    """A field as messages name it: as printed, and in Japanese with the key to write."""
    return Bilingual(f"{field.label.ja}（{name.rpartition('.')[2]}）", field.label.en)


def where(view: View, c: Compiled, part: Any, absent: list[str]) -> DocPath:
    """Where in the document a finding about a part points."""
    if isinstance(part, Flow):
        return part.path
    if isinstance(part, Checklist):
        return ("checklists", next(i for i, k in enumerate(view.model.checklists) if k is part))
    if part is not view.model:
        return view.graph.path_of(part)
    sheets = {tuple(name.split(".")[:-1]) for name in absent}
    named = absent or c.parts
    first = tuple(named[0].split(".")) if named else ()
    # Fields of one sheet that is there are told at the sheet; else the first of them.
    return first[:-1] if len(sheets) == 1 and _there(view, first[:-1]) else first


def _there(view: View, path: tuple[str, ...]) -> bool:
    """Whether the document has a value at a place that is not the whole of it."""
    value: Any = view.model
    for name in path:
        value = getattr(value, name, None)
    return bool(path) and value is not None


def parts_of(view: View, c: Compiled, part: Any, absent: list[str]) -> tuple[str, ...]:
    """The parts that a finding names: the one concerned, then those that the rule asks for."""
    if isinstance(part, Flow):
        return view.facts.wording.touched(part, c.parts)
    if isinstance(part, Checklist):
        return (part.side,)
    if part is view.model:
        return tuple(absent) or c.parts or (view.model.id,)
    found = [part.id]
    if isinstance(part, Channel):
        for name in c.parts:
            if name == "steps":
                found += [f.transfer.step for f in view.used.get(part.id, ())]
            else:
                found.append(part.between[name == "second"])
    return tuple(found)


def named(view: View, part: Any) -> dict[str, Bilingual]:
    """The placeholders of a kind of part. Nobody may change them: they serve again."""
    ctx = view.ctx
    if isinstance(part, Flow):
        return view.facts.wording.flow(part)
    if isinstance(part, Checklist):
        return {"side": SIDES[part.side]}
    if part is view.model:
        titles = (localise(view.model.title, lang, view.model.id) for lang in ("ja", "en"))
        return {"title": Bilingual(*titles)}
    if isinstance(part, Channel):
        first, second = (view.graph.actors[e] for e in part.between)
        steps = "".join(f.printed for f in view.used.get(part.id, ()))
        told = Bilingual(f"（手順{steps}）", f" (step {steps})") if steps else Bilingual("", "")
        return {
            "channel": ctx.name(part),
            "first": ctx.name(first),
            "second": ctx.name(second),
            "steps": told,
        }
    return {"data" if isinstance(part, DataCategory) else "actor": ctx.name(part)}
