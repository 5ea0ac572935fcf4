"""What pydantic found, told to people: in the document's words, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flowmodel.errors import MAX_ECHO, DocPath, Problem, nearest, shorten
from flowmodel.language import Bilingual
from flowmodel.model import Model, Strict
from flowmodel.source.echo import echo, kind
from flowmodel.source.fields import choices, field_names, field_of, owner_of
from flowmodel.source.positions import SPELLINGS, DocumentOrigin

Error = Mapping[str, Any]
"""One entry of ``ValidationError.errors()``."""

MAX_SUGGESTED = 100
"""Errors for which nearest names are sought; seeking is slow beside the rest."""


Told = tuple[Bilingual, tuple[str, ...]]


def _unknown(path: DocPath, value: Any, ctx: Error) -> Told:
    name = str(path[-1])
    if name == "<<":
        return (
            Bilingual(
                "YAML の差し込み「<<」は使えません。項目を書き出してください",
                "merge key '<<' cannot be used; write the fields out",
            ),
            (),
        )
    owner = owner_of(path, ctx.get("root", Model), ctx.get("loc", ()))
    other = SPELLINGS.get(name)
    if other and owner and field_of(owner, name) is not None:
        return (
            Bilingual(
                f"「{name}」と「{other}」は同じ項目です。一方だけを書いてください",
                f"'{name}' and '{other}' are the same field; write one of them",
            ),
            (),
        )
    known = field_names(owner) if owner else []
    near = nearest(name[:MAX_ECHO], known)
    ja, en = (
        f"「{shorten(name)}」という項目はありません",
        f"unknown field '{shorten(name)}'",
    )
    if known and not near:
        ja += f"。書ける項目: {', '.join(known)}"
        en += f"; known fields: {', '.join(known)}"
    return Bilingual(ja, en), near


def _missing(path: DocPath, value: Any, ctx: Error) -> Told:
    name = path[-1]
    return Bilingual(f"項目「{name}」がありません", f"field '{name}' is missing"), ()


def _choice(path: DocPath, value: Any, ctx: Error) -> Told:
    allowed = choices(path, ctx.get("root", Model))
    # An element of a list is told by the list.
    field = next((step for step in reversed(path) if isinstance(step, str)), "")
    shown = echo(value) if isinstance(value, (str, int, float)) else None
    what = (
        Bilingual(f"「{shown}」は「{field}」に使えません", f"'{shown}' is no '{field}'")
        if shown is not None
        else Bilingual(f"「{field}」が{kind(value).ja}です", f"'{field}' is {kind(value).en}")
    )
    near = nearest(value[:MAX_ECHO], allowed) if isinstance(value, str) else ()
    return (
        Bilingual(
            f"{what.ja}。使える値: {', '.join(allowed)}",
            f"{what.en}; allowed: {', '.join(allowed)}",
        ),
        near,
    )


def _text(path: DocPath, value: Any, ctx: Error) -> Told:
    if isinstance(value, (int, float)):
        shown = echo(value)
        what = kind(value)
        return (
            Bilingual(
                f"{shown} は{what.ja}として読まれます。文字列にするには引用符で囲んでください: '{shown}'",
                f"{shown} is read as {what.en}; put it in quotes: '{shown}'",
            ),
            (),
        )
    return _expected("文字列", "a text", value)


def _expected(ja: str, en: str, value: Any) -> Told:
    found = kind(value)
    shown = f" '{echo(value)}'" if isinstance(value, (str, int, float)) else ""
    return (
        Bilingual(
            f"{ja}を書くところに{found.ja}{shown and f'「{echo(value)}」'}があります",
            f"expected {en}, found {found.en}{shown}",
        ),
        (),
    )


def _list(path: DocPath, value: Any, ctx: Error) -> Told:
    message, _ = _expected("リスト", "a list", value)
    if isinstance(value, str):
        shown = shorten(value)
        message = Bilingual(
            f"{message.ja}。[{shown}] のように書いてください",
            f"{message.en}; write [{shown}]",
        )
    return message, ()


def _mapping(path: DocPath, value: Any, ctx: Error) -> Told:
    return _expected("項目の組（キー: 値）", "a mapping (key: value)", value)


def _too_long(path: DocPath, value: Any, ctx: Error) -> Told:
    bound, length = ctx.get("max_length", 0), len(value) if isinstance(value, str) else 0
    return (
        Bilingual(
            f"{length:,} 文字あります。{bound:,} 文字までです（「{shorten(str(value), 20)}」）",
            f"a text of {length:,} characters; the bound is {bound:,} ('{shorten(str(value), 20)}')",
        ),
        (),
    )


def _count(path: DocPath, value: Any, ctx: Error) -> Told:
    count = len(value) if isinstance(value, (list, tuple)) else ctx.get("actual_length", 0)
    low, high = ctx.get("min_length"), ctx.get("max_length")
    if path and path[-1] == "between":
        low = high = 2
    if low is not None and low == high:
        ja, en = f"ちょうど {low} 個", f"exactly {low}"
    elif low is not None:
        ja, en = f"{low} 個以上", f"at least {low}"
    else:
        ja, en = f"{high:,} 個まで", f"at most {high:,}"
    name = path[-1] if path else ""
    return (
        Bilingual(
            f"「{name}」の要素は{ja}です（{count:,} 個あります）",
            f"'{name}' takes {en} elements, found {count:,}",
        ),
        (),
    )


def _date(path: DocPath, value: Any, ctx: Error) -> Told:
    return (
        Bilingual(
            f"「{echo(value)}」は日付として読めません。2025-04-01 のように書いてください",
            f"'{echo(value)}' is no date; write it as 2025-04-01",
        ),
        (),
    )


def _bool(path: DocPath, value: Any, ctx: Error) -> Told:
    return _expected("true か false", "true or false", value)


def _number(path: DocPath, value: Any, ctx: Error) -> Told:
    if isinstance(value, (int, float)):
        return Bilingual("数値が大きすぎます", "the number is too large"), ()
    return _expected("数値", "a number", value)


def _bound(path: DocPath, value: Any, ctx: Error) -> Told:
    if "ge" in ctx:
        ja, en = f"{ctx['ge']:g} 以上", f"at least {ctx['ge']:g}"
    else:
        ja, en = f"{ctx.get('gt', 0):g} より大きい値", f"greater than {ctx.get('gt', 0):g}"
    return (
        Bilingual(
            f"{echo(value)} は使えません。{ja}にしてください",
            f"{echo(value)} cannot be used; it must be {en}",
        ),
        (),
    )


def _finite(path: DocPath, value: Any, ctx: Error) -> Told:
    return Bilingual("有限の数値を書いてください", "the number must be finite"), ()


def _unicode(path: DocPath, value: Any, ctx: Error) -> Told:
    return (
        Bilingual(
            "文字列に不正な文字（対にならないサロゲート）があります",
            "the text holds a broken character (a lone surrogate)",
        ),
        (),
    )


def _key(path: DocPath, value: Any, ctx: Error) -> Told:
    shown = echo(path[-1]) if path else ""
    return (
        Bilingual(f"キー「{shown}」は文字列ではありません", f"key '{shown}' is not a text"),
        (),
    )


def _fixed(ja: str, en: str) -> Callable[[DocPath, Any, Error], Told]:
    return lambda path, value, ctx: (Bilingual(ja, en), ())


def _step(path: DocPath, value: Any, ctx: Error) -> Told:
    return (
        Bilingual(
            f"「{echo(value)}」は手順番号ではありません。1、④、1'、①’、A-3 のように書いてください",
            f"'{echo(value)}' is no step number; write 1, ④, 1', ①’ or A-3",
        ),
        (),
    )


def _mark(path: DocPath, value: Any, ctx: Error) -> Told:
    return (
        Bilingual(
            f"「{echo(value)}」は系列の印ではありません。空、' または 1 文字の英字・カナにしてください",
            f"'{echo(value)}' is no mark of a series; it is empty, ' or one letter",
        ),
        (),
    )


def _country(path: DocPath, value: Any, ctx: Error) -> Told:
    return _expected("JP、US のような 2 文字の国名コード", "a country's two letters, as JP", value)


def _tag(path: DocPath, value: Any, ctx: Error) -> Told:
    """A part of several kinds, of which the kind is none of them, or is not given."""
    allowed = [tag.strip("' ") for tag in str(ctx.get("expected_tags", "")).split(",")]
    if "tag" not in ctx:
        return _missing(("kind",), value, ctx)
    shown, known = shorten(str(ctx["tag"])), ", ".join(allowed)
    return (
        Bilingual(
            f"「{shown}」は「kind」に使えません。使える値: {known}",
            f"'{shown}' is no 'kind'; allowed: {known}",
        ),
        nearest(str(ctx["tag"])[:MAX_ECHO], allowed),
    )


_TEXTS: dict[str, Callable[[DocPath, Any, Error], Told]] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "literal_error": _choice,
    "union_tag_invalid": _tag,
    "union_tag_not_found": _tag,
    "string_type": _text,
    "string_too_long": _too_long,
    "string_unicode": _unicode,
    "tuple_type": _list,
    "list_type": _list,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "dict_type": _mapping,
    "invalid_key": _key,
    "too_short": _count,
    "too_long": _count,
    "date_type": _date,
    "date_parsing": _date,
    "date_from_datetime_parsing": _date,
    "date_from_datetime_inexact": _date,
    "bool_type": _bool,
    "bool_parsing": _bool,
    "float_type": _number,
    "float_parsing": _number,
    "greater_than": _bound,
    "greater_than_equal": _bound,
    "finite_number": _finite,
    "step_number": _step,
    "series_mark": _mark,
    "country": _country,
    "colour": _fixed(
        "色は '#1b3a6b' の形で、引用符を付けて書きます",
        "a colour is written as '#1b3a6b', in quotes",
    ),
    "reason_missing": _fixed(
        "state: not-needed（対策不要）には理由「reason」が必要です",
        "state 'not-needed' needs a 'reason'",
    ),
    "date_missing": _fixed(
        "state: planned（予定）には時期「date」が必要です", "state 'planned' needs a 'date'"
    ),
    "box_item": _fixed(
        "対策欄の行には「text」か「controls」が必要です",
        "a box item needs 'text', 'controls' or both",
    ),
    "combine_takes": _fixed(
        "combine（突合）には、突き合わせる情報「takes」が必要です",
        "kind 'combine' needs 'takes': the data that come together",
    ),
    "transform_gives": _fixed(
        "derive・combine には、生じる情報「gives」が必要です",
        "kinds 'derive' and 'combine' need 'gives': the data that result",
    ),
    "always_nothing": _fixed(
        "always には、「carries」か「passed」が必要です",
        "kind 'always' needs 'carries' or 'passed'",
    ),
    "term": _fixed(
        "「preferred」の語が「variants」にも入っています",
        "the preferred name stands among its own variants",
    ),
    "value_error": _fixed(
        "「ja」か「en」の一方または両方を書いてください", "give 'ja', 'en' or both"
    ),
}


def message(error: Error, path: DocPath, root: type[Strict] = Model) -> Told:
    """What one error of pydantic says of a `root`, and the nearest names."""
    write = _TEXTS.get(error["type"])
    value = error.get("input")
    if write is not None:
        return write(
            path, value, {**error.get("ctx", {}), "root": root, "loc": error.get("loc", ())}
        )
    return (
        Bilingual(f"{kind(value).ja}はここでは使えません", f"{kind(value).en} cannot be used here"),
        (),
    )


def problem(
    error: Error, path: DocPath, origin: DocumentOrigin, root: type[Strict] = Model
) -> Problem:
    """One error of pydantic with its place in the document, which describes a `root`."""
    told, near = message(error, path, root)
    at_key = error["type"] in ("extra_forbidden", "invalid_key")
    place = origin.key_place(path) if at_key else origin.place(path)
    return Problem(told, path, place, near)
