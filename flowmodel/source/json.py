"""JSON: values from the standard library, places from a small scanner, only when needed."""

from __future__ import annotations

import re
from typing import Any

from flowmodel.errors import InputError, Problem
from flowmodel.language import Bilingual
from flowmodel.source.positions import DocumentOrigin, Node, Tree

_TOKEN = re.compile(r'[ \t\n]*("(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+)', re.DOTALL)

_REASONS: dict[str, Bilingual] = {
    "Expecting property name enclosed in double quotes": Bilingual(
        "キーは二重引用符で囲み、最後の項目の後に「,」を書かないでください",
        "write keys in double quotes, and no ',' after the last entry",
    ),
    "Illegal trailing comma before end of object": Bilingual(
        "最後の項目の後に「,」を書かないでください", "write no ',' after the last entry"
    ),
    "Illegal trailing comma before end of array": Bilingual(
        "最後の要素の後に「,」を書かないでください", "write no ',' after the last element"
    ),
    "Expecting ':' delimiter": Bilingual("「:」が必要です", "':' is missing"),
    "Expecting ',' delimiter": Bilingual(
        "「,」が抜けているか、括弧が閉じていません", "a ',' is missing or a bracket is not closed"
    ),
    "Expecting value": Bilingual("値が必要です", "a value is missing"),
    "Extra data": Bilingual(
        "文書の終わりの後に余分な文字があります", "there is text after the end of the document"
    ),
    "Unterminated string starting at": Bilingual(
        "引用符が閉じていません", "a quoted text is not closed"
    ),
    "Invalid control character at": Bilingual(
        "文字列の中に改行や制御文字は書けません。\\n のように書いてください",
        "line ends and control characters cannot stand in a text; write them as \\n",
    ),
    "Invalid \\escape": Bilingual("「\\」の使い方が正しくありません", "'\\' is not used rightly"),
    "Invalid \\uXXXX escape": Bilingual(
        "\\u の後に 16 進数 4 桁が必要です", "\\u needs four hexadecimal digits"
    ),
}
_SYNTAX = Bilingual("JSON として読めません", "this is not valid JSON")


class _NotJsonError(Exception):
    """A constant that JSON does not have: NaN, Infinity."""


def parse(text: str, origin: DocumentOrigin) -> tuple[Any, list[Problem]]:
    """The value of a JSON document, and the keys that stand in it twice.

    Raises `InputError` for bad syntax, NaN and Infinity, and nesting beyond
    what the standard library reads (about 1,000 levels).
    """
    import json

    twice = False

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal twice
        value = dict(pairs)
        if len(value) != len(pairs):
            twice = True
            value = dict(reversed(pairs))
        return value

    try:
        value = json.loads(text, object_pairs_hook=mapping, parse_constant=_refuse)
    except json.JSONDecodeError as e:
        raise _syntax(e, origin) from None
    except RecursionError:
        raise _failure(
            origin, "括弧の入れ子が深すぎます", "brackets are nested too deeply"
        ) from None
    except (_NotJsonError, ValueError) as e:
        # ValueError: an integer of more digits than Python converts.
        shown = str(e) if isinstance(e, _NotJsonError) else "…"
        raise _failure(
            origin,
            f"数値「{shown}」は使えません",
            f"number '{shown}' cannot be used",
            text.find(shown) if isinstance(e, _NotJsonError) else -1,
        ) from None
    if not twice:
        return value, []
    from flowmodel.source.yaml import duplicate_problems

    return value, duplicate_problems(origin)


def _refuse(constant: str) -> Any:
    raise _NotJsonError(constant)


def _failure(origin: DocumentOrigin, ja: str, en: str, index: int = -1) -> InputError:
    place = origin.place(())
    if index >= 0:
        from flowmodel.source.decode import position

        line, column = position(origin.text, index)
        place = origin.at(line - 1, column - 1, column)
    return InputError(Problem(Bilingual(ja, en), (), place))


def _syntax(error: Any, origin: DocumentOrigin) -> InputError:
    reason = next((r for told, r in _REASONS.items() if error.msg.startswith(told)), None)
    message = (
        _SYNTAX
        if reason is None
        else Bilingual(f"{_SYNTAX.ja}: {reason.ja}", f"{_SYNTAX.en}: {reason.en}")
    )
    place = origin.at(error.lineno - 1, error.colno - 1, error.colno)
    return InputError(Problem(message, (), place))


def scan(text: str) -> Tree:
    """The marks of a JSON text, as far as its tokens go."""
    tree = Tree()
    at = line = start = 0
    while m := _TOKEN.match(text, at):
        newlines = text.count("\n", at, m.start(1))
        if newlines:
            line += newlines
            start = text.rindex("\n", at, m.start(1)) + 1
        column = m.start(1) - start
        _take(tree, m[1], Node(line, column, line, column + len(m[1])))
        at = m.end()
    return tree


def _take(tree: Tree, token: str, node: Node) -> None:
    if token in (":", ","):
        return
    if token in ("}", "]"):
        tree.close(node.end_line, node.end_column)
    elif tree.wants_key:
        tree.key(_unquote(token), node)
    else:
        node.style = token[0] if token[0] == '"' else ""
        step = tree.add(node)
        if token in ("{", "["):
            tree.open(node, step, token == "{")


def _unquote(token: str) -> str:
    import json

    try:
        return str(json.loads(token))
    except ValueError:
        return token
