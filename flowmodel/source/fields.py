"""Which fields a document has, and where pydantic's paths lead in it."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

from flowmodel.errors import DocPath
from flowmodel.model import Model, Strict


def real_path(data: Any, loc: DocPath) -> DocPath:
    """An error's place in the document: pydantic's without tags of `Text` and of assertions."""
    path: list[str | int] = []
    at = data
    for i, step in enumerate(loc):
        mapping = isinstance(at, dict)
        if step == "text" and not mapping:
            continue
        if step == "both" and not (mapping and i == len(loc) - 1 and step in at):
            continue
        if mapping and step not in at and at.get("kind") == step:
            continue
        path.append(step)
        at = _into(at, step)
    return tuple(path)


def _into(value: Any, step: str | int) -> Any:
    if isinstance(step, str):
        # A list or text written short stands for the mapping that holds it.
        return value.get(step) if isinstance(value, dict) else value
    if isinstance(value, (list, tuple)):
        return value[step] if 0 <= step < len(value) else None
    return value


def _parts(annotation: Any) -> list[Any]:
    """All types within an annotation: ``X | None``, ``tuple[X, ...]``, ``Annotated[X, …]``."""
    if get_origin(annotation) is Literal:
        return [annotation]
    args = get_args(annotation)
    return [p for a in args for p in _parts(a)] if args else [annotation]


def field_of(owner: type[Strict], name: str | int) -> Any:
    """The annotation of a field as documents spell it; None where there is none."""
    for key, info in owner.model_fields.items():
        if name in (key, info.alias):
            return info.annotation
    return None


def annotation_at(path: DocPath, root: type[Strict] = Model) -> Any:
    """The annotation of the field that ends `path`; None where there is none."""
    owner: type[Strict] | None = root
    found: Any = root
    for step in path:
        if isinstance(step, int):
            continue
        found = field_of(owner, step) if owner else None
        owner = _class_of(found)
    return found


def _class_of(annotation: Any) -> type[Strict] | None:
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, Strict):
            return part
    return None


def field_names(owner: type[Strict]) -> list[str]:
    """The fields of a part as documents spell them, remarks last."""
    names = [info.alias or key for key, info in owner.model_fields.items()]
    return sorted(names, key=lambda n: n in ("certainty", "note"))


def choices(path: DocPath, root: type[Strict] = Model) -> list[str]:
    """The values that a field of a closed vocabulary takes."""
    return [
        str(v)
        for part in _parts(annotation_at(path, root))
        if get_origin(part) is Literal
        for v in get_args(part)
    ]


def owner_of(path: DocPath, root: type[Strict], loc: DocPath = ()) -> type[Strict] | None:
    """The part that has the last field of `path`; of several kinds of a part the one in `loc`."""
    parts = _parts(annotation_at(path[:-1], root))
    kinds = [p for p in parts if isinstance(p, type) and issubclass(p, Strict)]
    meant = [k for k in kinds if set(get_args(field_of(k, "kind"))) & set(loc)]
    return next(iter((*meant, *kinds)), None)
