"""YAML: values from yaml-rs, places from the events of PyYAML, each only when needed.

Dates are left as texts here; the model reads them where it expects a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flowmodel.errors import InputError, Place, Problem, shorten
from flowmodel.language import Bilingual
from flowmodel.source.decode import failure
from flowmodel.source.positions import DocumentOrigin, Find, Node, Tree
from flowmodel.source.yaml_syntax import syntax_error
from flowmodel.yaml_values import yaml_reader

MAX_INDENT = 200
"""Deepest indentation in columns. yaml-rs overruns its stack at about 20,000 levels."""
MAX_OUTLINED = 1_000_000
"""Longest text in characters in which places are looked up one by one."""
MAX_REPLAYED = 10_000
"""Most nodes that aliases may add to a document."""

_TOO_DEEP = re.compile(rf"\n(?:[ \t]|[-?:](?=[ \t\n])){{{MAX_INDENT}}}")
_MAY_BE_TAG = re.compile(r"(?:^|[\s\[{,])![^\s=]", re.MULTILINE)
_FAILURES = (ValueError, TypeError, RecursionError)
"""What yaml-rs raises; TypeError where a key is a mapping that holds a list."""
_NO_NAME = "\x00"
_DOCUMENT = re.compile(r"^---(?:\s|$)", re.MULTILINE)
_DUPLICATE = re.compile(r"duplicate mapping key: (.*)", re.DOTALL)
_FOREIGN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What PyYAML refuses or takes for the end of a line, though yaml-rs does not."""


def parse(text: str, origin: DocumentOrigin) -> tuple[Any, list[Problem]]:
    """The value of a YAML document, and the keys that stand in it twice.

    Raises `InputError` for what cannot be read: syntax, nesting, aliases
    that blow up, several documents, tags.
    """
    yaml_rs = yaml_reader()

    name = origin.file or ""
    deep = _TOO_DEEP.search("\n" + text)
    if deep:
        raise failure(
            name,
            f"字下げが深すぎます。{MAX_INDENT} 桁までです",
            f"nested too deeply; indentation is bound to {MAX_INDENT} columns",
            text.count("\n", 0, deep.start()) + 1,
            MAX_INDENT + 1,
        )
    limits = yaml_rs.AliasLimits(MAX_REPLAYED, 16, None)
    options: dict[str, Any] = {"parse_datetime": False, "alias_limits": limits}
    problems: list[Problem] = []
    try:
        value = yaml_rs.loads(text, **options)
    except _FAILURES as e:
        if not _DUPLICATE.match(str(e)):
            raise _unreadable(e, origin) from None
        problems = _duplicates(str(e), origin)
        options["duplicate_key_policy"] = yaml_rs.DuplicateKeyPolicy.FirstWins
        try:
            value = yaml_rs.loads(text, **options)
        except _FAILURES as e:
            raise _unreadable(e, origin) from None
    _one_document(text, value, origin)
    if "!" in text and _MAY_BE_TAG.search(text):
        _no_tags(text, origin)
    return value, problems


def _one_document(text: str, value: Any, origin: DocumentOrigin) -> None:
    # yaml-rs gives several documents as a list, which no model is.
    if isinstance(value, list):
        content = len(text) - len(text.lstrip())
        later = _DOCUMENT.search(text, content + 1)
        if later:
            line = text.count("\n", 0, later.start())
            raise InputError(
                Problem(
                    Bilingual(
                        "一つのファイルに複数の YAML 文書（---）があります。一つだけにしてください",
                        "the file holds several YAML documents (---); a model is one",
                    ),
                    (),
                    origin.at(line, 0, 3),
                )
            )


def _no_tags(text: str, origin: DocumentOrigin) -> None:
    import yaml

    found = []
    try:
        for event in _events(text):
            tag = getattr(event, "tag", None)
            if tag:
                mark = event.start_mark
                shown = shorten(tag.replace("tag:yaml.org,2002:", "!!"))
                found.append(
                    Problem(
                        Bilingual(
                            f"タグ「{shown}」は使えません。「!」で始まる値は引用符で囲んでください",
                            f"tag '{shown}' cannot be used;"
                            " put a value that begins with '!' in quotes",
                        ),
                        (),
                        origin.at(mark.line, mark.column),
                    )
                )
    except yaml.YAMLError:
        # PyYAML reads an older YAML; what it cannot read, yaml-rs has read.
        pass
    if found:
        raise InputError(found[:100])


def _unreadable(error: Exception, origin: DocumentOrigin) -> InputError:
    told = str(error)
    if "alias" not in told or "limit" not in told:
        return syntax_error(told, origin)
    message = Bilingual(
        f"別名（*…）の展開が大きすぎます。{MAX_REPLAYED:,} 要素までです",
        f"aliases (*…) blow up the document; the bound is {MAX_REPLAYED:,} nodes",
    )
    return InputError(Problem(message, (), _first_alias(origin)))


def _first_alias(origin: DocumentOrigin) -> Place | None:
    import yaml

    try:
        for event in _events(origin.text):
            if isinstance(event, yaml.AliasEvent):
                start: Any = event.start_mark
                end: Any = event.end_mark
                return origin.at(start.line, start.column, end.column)
    except yaml.YAMLError:
        pass
    return origin.place(())


def duplicate_problems(origin: DocumentOrigin) -> list[Problem]:
    """The keys that stand twice in one mapping, each with both lines."""
    return [
        Problem(
            Bilingual(
                f"キー「{shorten(d.key)}」が重複しています（{d.first.line + 1} 行目にもあります）",
                f"key '{shorten(d.key)}' is written twice (also on line {d.first.line + 1})",
            ),
            d.path,
            origin.mark(d.second),
        )
        for d in origin.tree.duplicates[:100]
    ]


def _duplicates(told: str, origin: DocumentOrigin) -> list[Problem]:
    found = duplicate_problems(origin)
    if found:
        return found
    key = shorten(told.partition(": ")[2].strip("'"))
    message = Bilingual(f"キー「{key}」が重複しています", f"key '{key}' is written twice")
    return [Problem(message, (), origin.place(()))]


def _events(text: str) -> Iterator[Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return iter(yaml.parse(_FOREIGN.sub("\ufffd", text), Loader=loader))


def finder(text: str) -> Find:
    """Looks up single places without PyYAML; large texts are left to `scan`."""
    from flowmodel.source.outline import Outline

    return Outline(text).find if len(text) <= MAX_OUTLINED else lambda path: None


def scan(text: str) -> Tree:
    """The marks of a YAML text, up to where PyYAML can read it."""
    import yaml

    tree = Tree()
    anchors: dict[str, Node] = {}
    try:
        for event in _events(text):
            if isinstance(event, yaml.CollectionEndEvent):
                end: Any = event.end_mark
                tree.close(end.line, end.column)
            elif isinstance(event, yaml.NodeEvent):
                _add(event, tree, anchors)
            if tree.complete:
                break
    except yaml.MarkedYAMLError as e:
        begun = e.context or ""
        if e.context_mark is not None and ("quoted" in begun or "flow" in begun):
            tree.opened = e.context_mark.line, e.context_mark.column
    except yaml.YAMLError:
        pass
    return tree


def _add(event: Any, tree: Tree, anchors: dict[str, Node]) -> None:
    import yaml

    start, end = event.start_mark, event.end_mark
    node = Node(start.line, start.column, end.line, end.column)
    if isinstance(event, yaml.AliasEvent):
        known = anchors.get(str(event.anchor))
        if known is not None:
            node.entries, node.items, node.alias = known.entries, known.items, known
    elif event.anchor:
        anchors[event.anchor] = node
        node.anchored = True
    if isinstance(event, yaml.ScalarEvent):
        # The C loader gives None for plain.
        node.style = event.style or ""
    collection = isinstance(event, yaml.CollectionStartEvent)
    if tree.wants_key:
        # A list or mapping as a key has no name.
        tree.key(event.value if isinstance(event, yaml.ScalarEvent) else _NO_NAME, node)
        step: str | int = _NO_NAME
    else:
        step = tree.add(node)
    if collection:
        tree.open(node, step, isinstance(event, yaml.MappingStartEvent))
