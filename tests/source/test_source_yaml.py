"""YAML that cannot be read: syntax, duplicate keys, aliases, nesting, tags."""

from __future__ import annotations

import pytest
from documents import SOUND, only, problems, told

from flowmodel.errors import InputError, ModelError
from flowmodel.source import loads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SOUND + "zones:\n\t- {id: z}\n", "12:1: this is not valid YAML: tabs cannot indent"),
        (SOUND.replace("[a, b]", "[a, b"), "8:22: this is not valid YAML: the bracket is closed"),
        (SOUND + 'description: "x\n', "11:14: this is not valid YAML: a quoted text is not closed"),
        (SOUND + "description: 'it's'\n", "11:18: this is not valid YAML: there is text after"),
        (SOUND + "description: a: b\n", "11:15: this is not valid YAML: ':' cannot stand here"),
        (
            SOUND + "zones:\n  - id: z\n   name: x\n",
            "13:4: this is not valid YAML: the indentation",
        ),
        (SOUND + "description: @x\n", "11:14: this is not valid YAML: a value cannot begin with"),
        (SOUND + "description: *x\n", "11:14: this is not valid YAML: no anchor of this name"),
        (SOUND + "description: }\n", "11:14: this is not valid YAML: the bracket was never"),
        (SOUND + "description: [x\n", "11:14: this is not valid YAML: a bracket is not closed"),
        (SOUND + 'description: "\\q"\n', "11:14: this is not valid YAML: '\\' is not used rightly"),
        (
            SOUND + 'description: "\\ud800"\n',
            "11:14: this is not valid YAML: the text holds a brok",
        ),
        (SOUND + "? {a: [b]}\n: 1\n", "1:1: this is not valid YAML: a key must be a text"),
        (SOUND + "lang:en\n", "12:1: this is not valid YAML: this is no 'key: value'"),
    ],
)
def test_syntax(text: str, expected: str) -> None:
    en, ja = only(text, InputError)
    assert en.startswith(expected)
    assert ja.startswith(expected.partition(" ")[0] + " YAML として読めません: ")


def test_the_offending_line_is_shown() -> None:
    (found,) = problems(SOUND + "description: a: b\n", InputError)
    assert found.place is not None
    assert found.place.excerpt == "description: a: b"
    assert (found.place.column, found.place.end_column) == (15, 16)


def test_duplicate_keys_are_all_told_with_both_lines() -> None:
    text = SOUND.replace("{id: b, ", "{id: b, id: q, ") + "title: u\ntitle: v\nlable: x\n"
    assert told(text)[:3] == [
        "6:13: key 'id' is written twice (also on line 6)",
        "11:1: key 'title' is written twice (also on line 3)",
        "12:1: key 'title' is written twice (also on line 3)",
    ]
    assert told(text)[3].startswith("13:1: unknown field 'lable'")
    found = problems(text)[0]
    assert found.text("ja") == "f.yaml:6:13: キー「id」が重複しています（6 行目にもあります）"
    assert found.path == ("actors", 1, "id")


def test_keys_that_python_takes_for_equal() -> None:
    assert told("1: a\ntrue: b\n")[0] == "1:1: key 'True' is written twice"


def laughs() -> str:
    rows = [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    return SOUND + "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "\n".join(rows) + "\n"


def test_billion_laughs() -> None:
    assert only(laughs(), InputError) == (
        "12:10: aliases (*…) blow up the document; the bound is 10,000 nodes",
        "12:10: 別名（*…）の展開が大きすぎます。10,000 要素までです",
    )


def test_small_aliases_are_read() -> None:
    text = SOUND.replace("[a, b]", "&ends [a, b]").replace("from: a", "from: &x a")
    text += "exclusions:\n  - {parties: *ends, protects: [*x]}\n"
    assert loads(text).exclusions[0].parties == ("a", "b")
    wrong = text.replace("between: &ends [a, b]", "between: &ends [a, q]")
    assert told(wrong) == [
        "8:32: unknown actor 'q'",
        "8:32: unknown actor 'q'",  # the alias stands for the same text
        "10:40: channel 'c' does not join 'a' and 'b'",
    ]


def test_an_alias_of_itself_is_no_loop() -> None:
    assert problems(SOUND + "zones: &x [*x]\n")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("[" * 100_000, "11:259: this is not valid YAML: brackets are nested too deeply"),
        ("[" * 60 + "]" * 60, "11:53: nested too deeply; the bound is 50 levels"),
        ("{a: " * 240 + "1" + "}" * 240, "11:200: nested too deeply; the bound is 50 levels"),
        ("\n " + "- " * 100_000, "12:201: nested too deeply; indentation is bound to 200 columns"),
        ("\n " + "? " * 100_000, "12:201: nested too deeply; indentation is bound to 200 columns"),
        (
            "".join("\n" + " " * i + "a:" for i in range(1, 30_000 // 50)),
            "211:201: nested too deeply; indentation is bound to 200 columns",
        ),
    ],
    ids=["brackets", "lists", "mappings", "dashes", "questions", "lines"],
)
def test_nesting_is_bound(more: str, expected: str) -> None:
    en, ja = only(SOUND + "x: " + more + "\n", InputError)
    assert en == expected
    assert "深すぎます" in ja


def test_rulers_and_deep_text_are_no_nesting() -> None:
    text = SOUND + "description: |\n  " + "-" * 300 + "\n  " + "=" * 300 + "\n"
    assert loads(text).description == "-" * 300 + "\n" + "=" * 300 + "\n"


def test_a_deep_first_line() -> None:
    assert only("- " * 500, InputError)[0].startswith("1:201: nested too deeply")


def test_several_documents() -> None:
    assert only(SOUND + "---\n" + SOUND, InputError)[0] == (
        "11:1: the file holds several YAML documents (---); a model is one"
    )
    assert loads("---\n" + SOUND + "...\n").id == "m"


def test_tags_are_refused() -> None:
    assert told(SOUND + "description: !foo bar\nnumber: !!str 5\n", InputError) == [
        "11:14: tag '!foo' cannot be used; put a value that begins with '!' in quotes",
        "12:9: tag '!!str' cannot be used; put a value that begins with '!' in quotes",
    ]
    assert told(SOUND + "description: !!python/object:os.system x\n", InputError)
    assert loads(SOUND + "description: Stop !now, he said\n").description


def test_merge_keys_are_explained() -> None:
    text = SOUND + "zones:\n  - &z {id: z}\n  - {<<: *z, id: y}\n"
    assert only(text)[0] == "13:6: merge key '<<' cannot be used; write the fields out"


@pytest.mark.parametrize(
    ("text", "found"),
    [("- a\n", "a list"), ("hello", "a text"), ("59", "a number"), ("true", "a true/false value")],
)
def test_documents_that_are_no_mapping(text: str, found: str) -> None:
    assert only(text, InputError)[0] == f"1:1: a model is a mapping (key: value), found {found}"


@pytest.mark.parametrize("end", ["2028", "2029", "0085"])
def test_unusual_line_ends_do_not_shift_places(end: str) -> None:
    text = SOUND.replace("title: t", f"title: a{chr(int(end, 16))}b") + "lable: x\n"
    assert told(text)[0] == f"3:8: control character U+{end} at position 2"
    assert told(text)[1].startswith("11:1: unknown field 'lable'")


def test_yaml_1_2_words() -> None:
    text = SOUND.replace("title: t", "title: no") + "description: 12:30:45\n"
    model = loads(text)
    assert (model.title, model.description) == ("no", "12:30:45")
    # A date is a date where one is expected, and a text elsewhere.
    dated = loads(SOUND.replace("title: t", "title: 2025-04-01") + "date: 2025-04-01\n")
    assert (dated.title, str(dated.date)) == ("2025-04-01", "2025-04-01")


def test_errors_survive_pickling() -> None:
    import pickle

    with pytest.raises(ModelError) as caught:
        loads(SOUND + "lable: x\n", "f.yaml")
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.problems == caught.value.problems
