"""Places found by looking are those that PyYAML tells, or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowmodel.errors import DocPath
from flowmodel.lint.rules import rules
from flowmodel.source.outline import Outline
from flowmodel.source.positions import DocumentOrigin, Node
from flowmodel.source.yaml import scan

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.yaml"))


def paths(node: Node, path: DocPath = ()) -> Iterator[DocPath]:
    yield path
    for key, (_, value) in (node.entries or {}).items():
        yield from paths(value, (*path, key))
    for i, value in enumerate(node.items or ()):
        yield from paths(value, (*path, i))


def compare(text: str) -> int:
    """How many of the places in a text are found; each as PyYAML tells it."""
    origin, outline = DocumentOrigin("x", text, scan), Outline(text)
    assert origin.tree.root is not None
    found = 0
    for path in paths(origin.tree.root):
        for asked in (path, (*path, "absent"), (*path, 0), (*path, 99)):
            node = outline.find(asked)
            if node is not None:
                found += 1
                assert origin.mark(node) == origin.place(asked), asked
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_place_of_the_examples_is_found(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = DocumentOrigin("x", text, scan).tree.root
    assert root is not None
    assert compare(text) == 4 * sum(1 for _ in paths(root))


def test_every_place_of_the_rules_examples_is_found() -> None:
    for rule in rules():
        for example in (*rule.passing, *rule.failing):
            assert compare(example.model) > 20, rule.id


@pytest.mark.parametrize(
    "text",
    [
        "a: &x {b: 1}\nc: *x\n",
        "a: !!str 1\nb: 2\n",
        "? a\n: 1\n",
        "a:\nb: 1\n",
        "a:\n- 1\n- b: 2\n  c: 3\n",
        "a:\n  - - 1\n    - 2\n  -\n    b: 1\n",
        'a: "one\n  two: 2"\nb: 1\n',
        'a: "one\ntwo: 2"\nb: 1\n',
        "a: [1,\n  2, {b: c}\n]\nd: 1\n",
        "a: {b, c: 1, d: }\n",
        "a: [b: 1]\n",
        'a: {"b":1, \'c\': "x, y", d: [ ]}\n',
        "a: |\n  b: 1\n\n  # c\nd: >-\n  x\n",
        "a: b # c\nd: 'e'   # f\n",
        "a: b\n  c\nd: e\n",
        "# x\n\na : b\n'c' : d\n\"e\\n\": f\n",
        "a: http://x:80/#y\nb: x#y\n",
        "a: 1\na: 2\n",
        "- 1\n- {a: b}\n",
        "plain\n",
        "a: {b: {c: [1, [2, 3]]}} # x\n",
        "---\na: 1\n",
        "a: {b: x y z , c: 'it''s'}\n",
        "a: -1\nb: -x\nc: [-1, -x]\n",
    ],
)
def test_what_is_found_is_right(text: str) -> None:
    compare(text)


@given(
    st.text(alphabet="ab: -\n{}[],'\"#|>&*?", max_size=40).map(lambda t: f"k: 1\n{t}\n"),
)
def test_no_text_makes_it_fail(text: str) -> None:
    for path in ((), ("k",), ("a",), ("a", 0, "b"), ("a", "b", 1)):
        Outline(text).find(path)


def test_unclear_texts_are_left_to_the_parser() -> None:
    assert Outline("a: &x {b: 1}\n").find(("a", "b")) is None
    assert Outline("\ta: 1\n").find(("a",)) is None
    assert Outline("a: " + "[" * 5000).find(("a", 0)) is None


def test_a_place_is_told_without_the_tree() -> None:
    scanned: list[str] = []

    def never(text: str) -> None:
        scanned.append(text)

    origin = DocumentOrigin("x", "a: [1, 22]\n", never, lambda text: Outline(text).find)  # type: ignore[arg-type]
    place = origin.place(("a", 1))
    assert place is not None
    assert (place.line, place.column, place.end_column) == (1, 8, 10)
    assert not scanned
