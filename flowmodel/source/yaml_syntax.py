"""Errors of YAML syntax in words that help, at the place where the mistake was made."""

from __future__ import annotations

import re

from flowmodel.errors import InputError, Place, Problem
from flowmodel.language import Bilingual
from flowmodel.source.positions import DocumentOrigin

_AT = re.compile(r"at line (\d+), column (\d+)")
_OPEN = (
    "unclosed",
    "multiline quoted",
    "mismatched",
    "flow sequence",
    "flow mapping",
    "indentation",
)
_TAIL = "、前の行の括弧や引用符が閉じていないかもしれません"

_REASONS: tuple[tuple[str, str, str], ...] = (
    (
        "tabs disallowed",
        "字下げにタブは使えません。空白を使ってください",
        "tabs cannot indent; use spaces",
    ),
    (
        "mapping values are not allowed",
        "ここに「:」は書けません。値に「: 」を含むときは引用符で囲んでください",
        "':' cannot stand here; put a value that holds ': ' in quotes",
    ),
    (
        "illegal placement of ':'",
        "ここに「:」は書けません" + _TAIL,
        "':' cannot stand here; a bracket or quote may be open above",
    ),
    (
        "unexpected character",
        "この文字で値を始められません。引用符で囲んでください",
        "a value cannot begin with this character; put it in quotes",
    ),
    (
        "unknown anchor",
        "別名（*…）の元が定義されていません。「*」で始まる値は引用符で囲んでください",
        "no anchor of this name; put a value that begins with '*' in quotes",
    ),
    (
        "anchor or alias",
        "「&」「*」で始まる値は引用符で囲んでください",
        "put a value that begins with '&' or '*' in quotes",
    ),
    (
        "parsing a tag",
        "「!」で始まる値は引用符で囲んでください",
        "put a value that begins with '!' in quotes",
    ),
    (
        "trailing content",
        "引用符の後に余分な文字があります。引用符は値の全体を囲んでください",
        "there is text after a closing quote; quotes go around the whole value",
    ),
    (
        "escape character",
        "二重引用符の中の「\\」の使い方が正しくありません。一重引用符で囲むとそのまま読まれます",
        "'\\' is not used rightly in double quotes; single quotes keep it as it is",
    ),
    (
        "surrogate",
        "文字列に不正な文字（対にならないサロゲート）があります",
        "the text holds a broken character (a lone surrogate)",
    ),
    (
        "unclosed quote",
        "引用符が閉じていません",
        "a quoted text is not closed",
    ),
    (
        "quoted scalar",
        "引用符が閉じていません",
        "a quoted text is not closed",
    ),
    (
        "mismatched bracket",
        "括弧の種類が合っていません",
        "the bracket is closed by one of another kind",
    ),
    (
        "misplaced bracket",
        "対応する開き括弧がありません。括弧を含む値は引用符で囲んでください",
        "the bracket was never opened; put a value that holds brackets in quotes",
    ),
    (
        "unclosed bracket",
        "括弧が閉じていません",
        "a bracket is not closed",
    ),
    (
        "did not find expected ',' or",
        "括弧が閉じていないか、「,」が抜けています",
        "a bracket is not closed, or a ',' is missing",
    ),
    (
        "simple key",
        "「キー: 値」になっていません。「:」の後に空白が必要です",
        "this is no 'key: value'; a space follows the ':'",
    ),
    (
        "unhashable",
        "キーは文字列にしてください。「? 」で始まる値は引用符で囲んでください",
        "a key must be a text; put a value that begins with '? ' in quotes",
    ),
    (
        "recursion limit",
        "括弧の入れ子が深すぎます",
        "brackets are nested too deeply",
    ),
    (
        "invalid indentation",
        "字下げが正しくないか" + _TAIL,
        "the indentation does not fit, or a bracket is open above",
    ),
    (
        "did not find expected",
        "字下げが揃っていないか、記号が抜けています",
        "the indentation does not fit, or a sign is missing",
    ),
)
_SYNTAX = Bilingual("YAML として読めません", "this is not valid YAML")


def syntax_error(told: str, origin: DocumentOrigin) -> InputError:
    """The error for what yaml-rs told of a document's syntax."""
    reason = next((r for r in _REASONS if r[0] in told), None)
    message = _SYNTAX
    if reason is not None:
        message = Bilingual(f"{_SYNTAX.ja}: {reason[1]}", f"{_SYNTAX.en}: {reason[2]}")
    return InputError(Problem(message, (), _place(told, origin)))


def _place(told: str, origin: DocumentOrigin) -> Place | None:
    at = _AT.search(told)
    if at is None:
        return origin.place(())
    line, column = int(at[1]) - 1, int(at[2]) - 1
    if "tabs disallowed" in told and "\t" in origin.line(line):
        column = origin.line(line).index("\t")
    elif any(word in told for word in _OPEN):
        opened = origin.tree.opened
        if opened is not None:
            line, column = opened
    return origin.at(line, column, column + 1)
