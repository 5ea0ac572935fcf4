"""A character that the font does not have, told at every place of the model that holds one.

A layout stops at the first such character that it measures, and knows no places. Only then are the
texts of the models walked: drawing what can be drawn costs nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flowmodel.errors import DocPath, GlyphError, Place, Problem, RenderError, escape
from flowmodel.language import Bilingual, Lang
from flowmodel.model import Model
from flowmodel.views.subject import Subject

_LACKS = Bilingual(
    "フォント「{font}」に字形のない文字があります。文字を改めるか、--font で別のフォントを指定してください",
    "the font '{font}' lacks characters of this model; write others, or name another font with "
    "--font",
)
_AT = Bilingual("{path} の{signs} に字形がありません", "no glyph for {signs} in {path}")
_SIGN = Bilingual("「{sign}」({code})", "'{sign}' ({code})")
_NOT_DRAWN = frozenset(("agenda", "checklists"))
"""Sections of a model that no figure shows."""
_NOT_SHOWN = frozenset(
    ("reason", "evidence", "location", "governing_law", "carrier", "subjects", "standard")
)
"""Fields of drawn parts that no figure shows."""


@contextmanager
def placed(subject: Subject) -> Iterator[None]:
    """Let a `GlyphError` of the work within name every place of such a character.

    Raises `RenderError` with one problem for each text, at its place in the source; the error as
    it was where the character comes from elsewhere, as from a theme.
    """
    try:
        yield
    except GlyphError:
        found = [p for g in (subject.graph, *subject.others) for p in _lacking(g.model, subject)]
        if not found:
            raise
        head = _LACKS.format(font=_family(subject))
        raise RenderError((Problem(head), *found)) from None


def _family(subject: Subject) -> str:
    from flowmodel.layout.text import font

    return font(subject.font).family


def _lacking(model: Model, subject: Subject) -> Iterator[Problem]:
    from flowmodel.layout.canvas import plain
    from flowmodel.layout.text import font

    face, origin = font(subject.font), model.origin
    for path, text in _drawn(model, subject.lang):
        signs = face.missing(plain(text))
        if not signs:
            continue
        names = [_SIGN.format(sign=escape(s), code=_code(s)) for s in signs]
        listed = Bilingual("、".join(n.ja for n in names), ", ".join(n.en for n in names))
        at = text.find(signs[0])
        spans = origin.words(path, text, ((at, at + 1),)) if at >= 0 else None
        place: Place | None = (origin.spot(*spans[0]) if spans else None) or origin.place(path)
        yield Problem(_AT.format(path=shown(path), signs=listed), path, place)


def _code(sign: str) -> str:
    from unicodedata import name

    return " ".join(filter(None, (f"U+{ord(sign):04X}", name(sign, ""))))


def shown(path: DocPath) -> str:
    """A path of keys as people write it: ``actors[1].name``."""
    steps = (f"[{s}]" if isinstance(s, int) else f".{s}" for s in path)
    return escape("".join(steps)).removeprefix(".")


def _drawn(model: Model, lang: Lang) -> Iterator[tuple[DocPath, str]]:
    """The texts of a model that figures show in `lang`, in the order of the document."""
    from flowmodel.lint.texts import texts

    every = dict(texts(model))
    for section in ("zones", "actors", "channels", "data"):
        parts = enumerate(getattr(model, section))
        every |= {(section, i, "id"): p.id for i, p in parts if p.name is None}
    every |= {("transfers", i, "mark"): t.mark for i, t in enumerate(model.transfers) if t.mark}
    every |= {("figure", "notes", i, "mark"): n.mark for i, n in enumerate(model.figure.notes)}
    for path, text in every.items():
        if path[0] in _NOT_DRAWN or _NOT_SHOWN & set(path) or path[::2] == ("data", "items"):
            continue
        other = path[-1] in ("ja", "en") and path[-1] != lang
        if other and every.get((*path[:-1], lang), "").strip():
            continue
        yield path, text


__all__ = ["placed", "shown"]
