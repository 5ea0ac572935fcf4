"""JSON documents: the same model, the same messages, the right places."""

from __future__ import annotations

import json

import pytest
import yaml
from documents import AS_JSON, SOUND, only, problems

from flowmodel.errors import InputError
from flowmodel.source import loads


def bad(text: str) -> tuple[str, str]:
    return only(text, InputError, "f.json")


@pytest.mark.parametrize(
    ("text", "en"),
    [
        ('{"flowmodel": 1,}', "1:17: this is not valid JSON: write keys in double quotes"),
        ('{"flowmodel": 1\n "id": 2}', "2:2: this is not valid JSON: a ',' is missing"),
        ('{"flowmodel" 1}', "1:14: this is not valid JSON: ':' is missing"),
        ('{"flowmodel": }', "1:15: this is not valid JSON: a value is missing"),
        ('{"flowmodel": 1} x', "1:18: this is not valid JSON: there is text after the end"),
        ('{"id": "x', "1:8: this is not valid JSON: a quoted text is not closed"),
        ('{"id": "a\tb"}', "1:10: this is not valid JSON: line ends and control characters"),
        ('{"id": "\\x"}', "1:9: this is not valid JSON: '\\' is not used rightly"),
        ('{"id": "\\u12"}', "1:10: this is not valid JSON: \\u needs four"),
    ],
)
def test_syntax(text: str, en: str) -> None:
    found = bad(text)
    if text == '{"flowmodel": 1,}':  # Python 3.13 points to the comma
        assert found[0].partition(" ")[2] in (
            "this is not valid JSON: write keys in double quotes, and no ',' after the last entry",
            "this is not valid JSON: write no ',' after the last entry",
        )
    else:
        assert found[0].startswith(en)
    assert " JSON として読めません: " in found[1]


def test_numbers_that_json_does_not_have() -> None:
    assert bad('{"flowmodel":\n NaN}')[0] == "2:2: number 'NaN' cannot be used"
    assert bad('{"flowmodel": -Infinity}')[0] == "1:15: number '-Infinity' cannot be used"
    assert "number" in bad('{"flowmodel": 1' + "0" * 5000 + "}")[0]
    huge = AS_JSON.replace('"step": 1,', '"step": 1, "size_mb": 1e999,')
    assert problems(huge, name="f.json")[0].message.en == "the number must be finite"


def test_nesting_is_bound() -> None:
    assert "nested too deeply" in bad('{"a":' * 100_000)[0]
    text = AS_JSON.replace('"id": "m"', '"id": "m", "x": ' + "[" * 90 + "]" * 90, 1)
    assert bad(text)[0].endswith("nested too deeply; the bound is 50 levels")


def test_duplicate_keys() -> None:
    text = AS_JSON.replace('"id": "a"', '"id": "a", "id": "q"')
    first, *others = problems(text, name="f.json")
    assert first.text("en") == "f.json:7:15: key 'id' is written twice (also on line 7)"
    assert AS_JSON.splitlines()[6] == '   "id": "a",'
    assert not others


def test_places_with_tabs_escapes_and_surrogate_pairs() -> None:
    text = (
        '{"flowmodel": 1, "id": "m",\n'
        '\t"title": "\\ud83d\\ude00 \\/ \\"x\\" \\u65e5", "lable": "😀", "stage": "as_is",\n'
        ' "actors": [{"id": "a", "kind": "terminl"}],\n'
        ' "transfers": []}'
    )
    told = [p.text("en").split("; ")[0] for p in problems(text, name="f.json")]
    assert told == [
        f"f.json:2:{text.splitlines()[1].index(chr(34) + 'lable') + 1}: unknown field 'lable'",
        f"f.json:2:{text.splitlines()[1].index(chr(34) + 'as_is') + 1}: 'as_is' is no 'stage'",
        f"f.json:3:{text.splitlines()[2].index(chr(34) + 'terminl') + 1}: 'terminl' is no 'kind'",
        "f.json:4:15: the model has no transfers",
    ]


def test_escaped_control_characters() -> None:
    text = AS_JSON.replace('"title": "t"', '"title": "a\\u202eb"')
    assert [p.message.en for p in problems(text, name="f.json")] == [
        "control character U+202E at position 2"
    ]
    lone = AS_JSON.replace('"title": "t"', '"title": "\\ud800"')
    assert problems(lone, name="f.json")[0].message.en.startswith("the text holds a broken")
    key = AS_JSON.replace('"title": "t"', '"title": "t", "\\ud800": 1')
    assert problems(key, name="f.json")


def test_every_part_has_the_same_place_in_both_formats() -> None:
    written = loads(SOUND, "f.yaml")
    again = loads(json.dumps(json.loads(AS_JSON)), "f.json")
    paths = [("actors", 1), ("channels", 0, "between", 1), ("transfers", 0, "to")]
    one_line = json.dumps(json.loads(AS_JSON))
    for path in paths:
        a, b = written.origin.place(path), again.origin.place(path)
        assert a is not None
        assert b is not None
        said = (a.excerpt or "")[(a.column or 0) - 1 : (a.end_column or 0) - 1]
        same = one_line[(b.column or 0) - 1 : (b.end_column or 0) - 1]
        assert json.loads(same) == yaml.safe_load(said)
