"""Documents to models, with every problem at once."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowmodel.errors import InputError, ModelError, Place, Problem
from flowmodel.graph.resolve import resolve
from flowmodel.language import Bilingual
from flowmodel.model import FORMAT, Model
from flowmodel.source.decode import decode, failure, read_bytes, settle
from flowmodel.source.echo import echo, kind
from flowmodel.source.positions import DocumentOrigin, Find

if TYPE_CHECKING:
    from pydantic import ValidationError

    from flowmodel.source.prune import Pruned

MAX_DEPTH = 50
"""Deepest nesting of values that is read; a model's own is 9."""
MAX_PROBLEMS = 500
"""Most problems that are told at once."""

_JSON = re.compile(r'\s*\{\s*["}]')
_MARKED = re.compile(r"«|\\u00ab", re.IGNORECASE)
"""What every form that is to be filled in begins with."""
_SECTIONS = frozenset(("zones", "actors", "channels", "data", "controls"))
"""The parts to which others refer by name."""


def load(path: str | Path) -> Model:
    """Read a model from a YAML or JSON file and follow all its references.

    The format follows the suffix (``.json``, else YAML), or the content where
    there is no such suffix. Raises `InputError` where the file cannot be read
    and `ModelError`, with all problems at once, where it is no sound model.
    """
    return load_data(read_bytes(path), path)


def load_data(data: bytes, path: str | Path) -> Model:
    """The model of `data`, which were read from the file `path`. Raises as `load` does."""
    name = str(path)
    return load_text(decode(data, name), name, Path(name).suffix.casefold())


def loads(text: str | bytes, name: str = "<text>") -> Model:
    """Read a model from YAML or JSON text; `name` stands for a file in messages.

    Raises as `load` does.
    """
    if isinstance(text, bytes):
        return load_text(decode(text, name), name)
    return load_text(settle(_no_surrogates(text, name), name), name)


def _no_surrogates(text: str, name: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as e:
        from flowmodel.source.decode import position

        raise failure(
            name,
            "不正な文字（対にならないサロゲート）があります",
            "the text holds a broken character (a lone surrogate)",
            *position(text, e.start),
        ) from None
    return text


def load_text(text: str, name: str, suffix: str = "") -> Model:
    """Read a model from a text that is settled; `suffix` decides the format as in `load`."""
    with _no_collection():
        data, origin, problems = _parse(text, name, suffix)
        return _model(data, origin, problems)


@contextmanager
def _no_collection() -> Iterator[None]:
    # A document makes many objects and no cycles: looking for cycles took a third of the time.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _parse(text: str, name: str, suffix: str) -> tuple[Any, DocumentOrigin, list[Problem]]:
    is_json = suffix == ".json" or (
        suffix not in (".yaml", ".yml") and _JSON.match(text) is not None
    )
    parse: Callable[[str, DocumentOrigin], tuple[Any, list[Problem]]]
    finder: Callable[[str], Find] | None = None
    if is_json:
        from flowmodel.source.json import parse, scan
    else:
        from flowmodel.source.yaml import finder as by_line
        from flowmodel.source.yaml import parse, scan

        finder = by_line
    origin = DocumentOrigin(name, text, scan, finder)
    value, problems = parse(text, origin)
    return value, origin, problems


def _model(data: Any, origin: DocumentOrigin, problems: list[Problem]) -> Model:
    from pydantic import ValidationError

    _is_document(data, origin)
    problems = [*problems, *_version(data, origin)]
    try:
        model = Model.model_validate(data)
    except ValidationError as e:
        _not_deep(data, origin)
        problems.extend(_shape(e, data, origin))
        raise _all(problems) from None
    model._origin = origin
    index = resolve(model)
    problems.extend(index.placed(origin))
    if _MARKED.search(origin.text):
        from flowmodel.source.blanks import blanks

        problems.extend(blanks(data, origin))
    if problems:
        raise _all(problems)
    return model


def _is_document(data: Any, origin: DocumentOrigin) -> None:
    if data is None:
        raise failure(origin.file or "", "ファイルが空です", "the file is empty")
    if not isinstance(data, dict):
        found = kind(data)
        message = Bilingual(
            f"モデルは項目の組（キー: 値）で書きます。{found.ja}がありました",
            f"a model is a mapping (key: value), found {found.en}",
        )
        raise InputError(Problem(message, (), origin.place(())))
    if "flowmodel" not in data and {"pack", "prefix"} <= data.keys():
        message = Bilingual(
            "これは規則集で、モデルではありません。モデルの policies に書いて使います",
            "this is a policy pack, not a model; a model names it under 'policies'",
        )
        raise InputError(Problem(message, ("pack",), origin.key_place(("pack",))))


def _version(data: dict[Any, Any], origin: DocumentOrigin) -> list[Problem]:
    if "flowmodel" not in data:
        message = Bilingual(
            f"項目「flowmodel」がありません。先頭に flowmodel: {FORMAT} と書いてください",
            f"field 'flowmodel' is missing; begin the document with flowmodel: {FORMAT}",
        )
        return [Problem(message, ("flowmodel",), origin.place(()))]
    version = data["flowmodel"]
    if type(version) is int and version == FORMAT:
        return []
    if type(version) is int:
        message = Bilingual(
            f"文書形式 {echo(version)} は読めません。この flowmodel が読むのは形式 {FORMAT} です",
            f"document format {echo(version)} cannot be read; this flowmodel reads {FORMAT}",
        )
    else:
        message = Bilingual(
            f"文書形式の番号は flowmodel: {FORMAT} と書いてください（「{echo(version)}」があります）",
            f"write the document format as flowmodel: {FORMAT} (found '{echo(version)}')",
        )
    # Another format may mean anything: nothing else in it is judged.
    raise ModelError(Problem(message, ("flowmodel",), origin.place(("flowmodel",))))


def _not_deep(data: Any, origin: DocumentOrigin) -> None:
    level: list[tuple[Any, tuple[str | int, ...]]] = [(data, ())]
    for _ in range(MAX_DEPTH):
        below: list[tuple[Any, tuple[str | int, ...]]] = []
        for value, path in level:
            if isinstance(value, dict):
                below.extend((v, (*path, k)) for k, v in value.items())
            elif isinstance(value, (list, tuple)):
                below.extend((v, (*path, i)) for i, v in enumerate(value))
        if not below:
            return
        level = below
    message = Bilingual(
        f"入れ子が深すぎます。{MAX_DEPTH} 段までです",
        f"nested too deeply; the bound is {MAX_DEPTH} levels",
    )
    raise InputError(Problem(message, (), origin.place(level[0][1][:MAX_DEPTH])))


def _shape(
    error: ValidationError, data: dict[Any, Any], origin: DocumentOrigin
) -> Iterator[Problem]:
    """What is wrong in itself, and the references of all that is not."""
    from flowmodel.source.fields import real_path
    from flowmodel.source.problems import problem

    errors = error.errors(include_url=False)
    for e in errors[: MAX_PROBLEMS + 1]:
        path = real_path(data, e["loc"])
        if path != ("flowmodel",):
            yield problem(e, path, origin)
    if len(errors) <= MAX_PROBLEMS:
        yield from _references(errors, data, origin)


def _references(errors: list[Any], data: dict[Any, Any], origin: DocumentOrigin) -> list[Problem]:
    from pydantic import ValidationError

    from flowmodel.source.fields import real_path
    from flowmodel.source.prune import Pruned

    pruned = Pruned(data)
    for _ in range(5):
        pruned.remove((real_path(pruned.data, e["loc"]), e["type"] == "missing") for e in errors)
        pruned.data["flowmodel"] = FORMAT
        pruned.data.setdefault("id", "unnamed")
        pruned.data.setdefault("title", "")
        if pruned.sections & _SECTIONS or _misspelt(pruned, data):
            return []
        try:
            model = Model.model_validate(pruned.data)
            break
        except ValidationError as e:
            errors = e.errors(include_url=False)
    else:
        return []
    return [
        Problem(p.message, path, origin.place(path), p.suggestions)
        for p in resolve(model, _ghosts(pruned)).problems
        if not _follows(p, pruned)
        for path in [pruned.original(p.path)]
    ]


def _misspelt(pruned: Pruned, data: dict[Any, Any]) -> bool:
    """Whether a whole list of parts stood under a name that is no field."""
    return any(isinstance(data.get(s), list) for s in pruned.sections)


def _ghosts(pruned: Pruned) -> list[str]:
    """The names of parts that exist but could not be read."""
    names = []
    for _, part in pruned.parts:
        if isinstance(part, dict):
            names += [v for k in ("id", "item") if isinstance(v := part.get(k), str)]
    return names


def _follows(problem: Problem, pruned: Pruned) -> bool:
    """Whether a problem only follows from a part that was taken out."""
    sections = {section for section, _ in pruned.parts} | pruned.sections
    if problem.path[:1] == ("transfers",) and len(problem.path) == 2:
        return "channels" in sections
    return len(problem.path) == 1 and problem.path[0] in sections


def _all(problems: list[Problem]) -> ModelError:
    problems.sort(key=lambda p: _where(p.place))
    if len(problems) > MAX_PROBLEMS:
        more = len(problems) - MAX_PROBLEMS
        rest = Bilingual(f"ほかに {more:,} 件の誤りがあります", f"and {more:,} more problems")
        problems = [*problems[:MAX_PROBLEMS], Problem(rest)]
    return ModelError(problems)


def _where(place: Place | None) -> tuple[int, int]:
    return (place.line or 0, place.column or 0) if place else (0, 0)
