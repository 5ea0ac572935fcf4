"""Documents that are no model: every fault told once, with its place, all in one go."""

from __future__ import annotations

import pytest
from documents import SOUND, only, problems, told

from flowmodel.model import Actor
from flowmodel.source import loads

END = "over: c"
_SHARED = ("certainty", "note")
ACTOR_FIELDS = ", ".join([*(f for f in Actor.model_fields if f not in _SHARED), *_SHARED])


def with_controls(controls: str) -> str:
    return SOUND.replace(END, f"over: c, controls: {controls}")


@pytest.mark.parametrize(
    ("text", "en", "ja"),
    [
        (
            SOUND.replace("flowmodel: 1", "flowmodel: 2"),
            "1:12: document format 2 cannot be read; this flowmodel reads 1",
            "1:12: 文書形式 2 は読めません。この flowmodel が読むのは形式 1 です",
        ),
        (
            SOUND.replace("flowmodel: 1", "flowmodel: '1'"),
            "1:12: write the document format as flowmodel: 1 (found '1')",
            "1:12: 文書形式の番号は flowmodel: 1 と書いてください（「1」があります）",
        ),
        (
            SOUND.removeprefix("flowmodel: 1\n"),
            "1:1: field 'flowmodel' is missing; begin the document with flowmodel: 1",
            "1:1: 項目「flowmodel」がありません。先頭に flowmodel: 1 と書いてください",
        ),
        (
            SOUND.replace("kind: storage", "kind: storage, lable: x"),
            f"6:28: unknown field 'lable'; known fields: {ACTOR_FIELDS}",
            f"6:28: 「lable」という項目はありません。書ける項目: {ACTOR_FIELDS}",
        ),
        (
            SOUND.replace("from: a", "form: a"),
            None,
            None,
        ),
        (
            SOUND.replace("from: a", "from: a, source: b"),
            "10:24: 'source' and 'from' are the same field; write one of them",
            "10:24: 「source」と「from」は同じ項目です。一方だけを書いてください",
        ),
        (
            SOUND.replace("title: t", "title: 59"),
            "3:8: 59 is read as a number; put it in quotes: '59'",
            "3:8: 59 は数値として読まれます。文字列にするには引用符で囲んでください: '59'",
        ),
        (
            SOUND.replace("title: t", "title: true"),
            "3:8: true is read as a true/false value; put it in quotes: 'true'",
            "3:8: true は真偽値として読まれます。文字列にするには引用符で囲んでください: 'true'",
        ),
        (
            SOUND.replace("title: t", "title:"),
            "3:7: expected a text, found nothing",
            "3:7: 文字列を書くところに空欄があります",
        ),
        (
            SOUND.replace("title: t", "title: {}"),
            "3:8: give 'ja', 'en' or both",
            "3:8: 「ja」か「en」の一方または両方を書いてください",
        ),
        (
            SOUND.replace("title: t", "title: {both: x, en: y}"),
            "3:9: unknown field 'both'; known fields: ja, en",
            "3:9: 「both」という項目はありません。書ける項目: ja, en",
        ),
        (
            SOUND.replace("title: t", "title: " + "あ" * 10_000),
            f"3:8: a text of 10,000 characters; the bound is 1,000 ('{'あ' * 19}…')",
            f"3:8: 10,000 文字あります。1,000 文字までです（「{'あ' * 19}…」）",
        ),
        (
            SOUND + "zones: ward\n",
            "11:8: expected a list, found a text 'ward'; write [ward]",
            "11:8: リストを書くところに文字列「ward」があります。[ward] のように書いてください",
        ),
        (
            SOUND + "figure: []\n",
            "11:9: expected a mapping (key: value), found a list",
            "11:9: 項目の組（キー: 値）を書くところにリストがあります",
        ),
        (
            SOUND + "date: 2025-13-01\n",
            "11:7: '2025-13-01' is no date; write it as 2025-04-01",
            "11:7: 「2025-13-01」は日付として読めません。2025-04-01 のように書いてください",
        ),
        (
            SOUND + "data:\n  - {id: d, personal: perhaps}\n",
            "12:23: expected true or false, found a text 'perhaps'",
            "12:23: true か falseを書くところに文字列「perhaps」があります",
        ),
        (
            SOUND.replace(END, "over: c, size_mb: -1"),
            "10:49: -1 cannot be used; it must be at least 0",
            "10:49: -1 は使えません。0 以上にしてください",
        ),
        (
            SOUND.replace(END, "over: c, size_mb: .inf"),
            "10:49: the number must be finite",
            "10:49: 有限の数値を書いてください",
        ),
        (
            SOUND.replace("[a, b]", "[a]"),
            "8:22: 'between' takes exactly 2 elements, found 1",
            "8:22: 「between」の要素はちょうど 2 個です（1 個あります）",
        ),
        (
            SOUND.replace("step: 1", "step: x"),
            "10:12: 'x' is no step number; write 1, ④, 1', ①’ or A-3",
            "10:12: 「x」は手順番号ではありません。1、④、1'、①’、A-3 のように書いてください",
        ),
        (
            SOUND.replace("step: 1", "step: " + "9" * 5000),
            "10:12: '…' is no step number; write 1, ④, 1', ①’ or A-3",
            "10:12: 「…」は手順番号ではありません。1、④、1'、①’、A-3 のように書いてください",
        ),
        (
            SOUND + "  - {from: b, to: a}\n",
            "11:5: field 'step' is missing",
            "11:5: 項目「step」がありません",
        ),
        (
            SOUND + "series:\n  - {mark: zz}\n",
            "12:12: 'zz' is no mark of a series; it is empty, ' or one letter",
            "12:12: 「zz」は系列の印ではありません。空、' または 1 文字の英字・カナにしてください",
        ),
        (
            with_controls("[{control: S3, state: planned}]"),
            "10:51: state 'planned' needs a 'date'",
            "10:51: state: planned（予定）には時期「date」が必要です",
        ),
        (
            with_controls("[{control: S3, state: not-needed, reason: ' '}]"),
            "10:51: state 'not-needed' needs a 'reason'",
            "10:51: state: not-needed（対策不要）には理由「reason」が必要です",
        ),
        (
            SOUND + "boxes:\n  - {id: x, at: a, items: [{}]}\n",
            "12:28: a box item needs 'text', 'controls' or both",
            "12:28: 対策欄の行には「text」か「controls」が必要です",
        ),
        (
            SOUND + "terms:\n  - {preferred: a, variants: [a]}\n",
            "12:5: the preferred name stands among its own variants",
            "12:5: 「preferred」の語が「variants」にも入っています",
        ),
        (
            SOUND + "5: x\n",
            "11:1: key '5' is not a text",
            "11:1: キー「5」は文字列ではありません",
        ),
    ],
)
def test_shape(text: str, en: str | None, ja: str | None) -> None:
    if en is None:
        assert told(text) == [
            "10:5: field 'from' is missing",
            "10:15: unknown field 'form' (did you mean 'from'?)",
        ]
    else:
        assert only(text) == (en, ja)


def test_values_of_a_vocabulary() -> None:
    assert only(SOUND.replace("kind: terminal", "kind: terminl")) == (
        "5:19: 'terminl' is no 'kind'; allowed: terminal, storage, service, gateway, person,"
        " organisation, carrier (did you mean 'terminal'?)",
        "5:19: 「terminl」は「kind」に使えません。使える値: terminal, storage, service, gateway, person,"
        " organisation, carrier（'terminal' ではありませんか）",
    )
    assert only(SOUND + "stage: [x]\n")[0] == "11:8: 'stage' is a list; allowed: as-is, to-be"


def test_shape_and_references_are_told_together() -> None:
    text = """\
flowmodel: 1
id: demo
title: x
zones:
  - {id: out, network: internt}
  - {id: ward, network: lgwan}
actors:
  - {id: pc, kind: terminal, zone: out, controls: [encription, S6]}
  - {id: 5, kind: storage, zone: wrd}
  - {id: store, kind: storage, zone: wrd}
channels:
  - {id: net, between: [pc, store], controls: [{control: S1, state: planned}, S33]}
  - {id: bad, between: [pc]}
transfers:
  - {step: ①, from: pc, to: stor, over: bad, operation: uplod}
  - {step: ②, lable: y, from: pc, to: stor, over: net}
  - {step: ②, from: pc, to: store}
"""
    found = [t.split("; ")[0] for t in told(text)]
    assert found == [
        "5:24: 'internt' is no 'network'",
        "8:52: unknown control 'encription' (did you mean 'encryption' or 'certification'"
        " or 'inspection'?)",
        "9:10: 5 is read as a number",
        "10:38: unknown zone 'wrd' (did you mean 'ward'?)",
        "12:48: state 'planned' needs a 'date'",
        "12:79: unknown control 'S33' (did you mean 'S3'?)",
        "13:24: 'between' takes exactly 2 elements, found 1",
        "15:29: unknown actor 'stor' (did you mean 'store'?)",
        "15:57: 'uplod' is no 'operation'",
        "16:15: unknown field 'lable' (did you mean 'label'?)",
        "16:39: unknown actor 'stor' (did you mean 'store'?)",
        "17:12: step ② is used twice",
    ]


def test_what_only_follows_is_not_told() -> None:
    assert len(problems(SOUND.replace("actors:", "actor:"))) == 1
    assert len(problems(SOUND.replace("kind: storage", "kind: 5"))) == 1
    assert len(problems(SOUND.replace("[a, b]", "[a]").replace(", over: c", ""))) == 1
    assert len(problems(SOUND.replace("step: 1", "step: x"))) == 1


def test_empty_model() -> None:
    assert told("flowmodel: 1\nid: m\ntitle: t\n") == [
        "1:1: the model has no actors",
        "1:1: the model has no transfers",
    ]
    assert told("flowmodel: 1\n")[:2] == [
        "1:1: field 'id' is missing",
        "1:1: field 'title' is missing",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("to: b", "to: q", ["10:28: unknown actor 'q'"]),
        ("over: c", "over: cc", ["10:37: unknown channel 'cc' (did you mean 'c'?)"]),
        ("{id: b", "{id: a", ["6:10: id 'a' is defined twice"]),
        ("id: c", "id: a", ["8:10: id 'a' is defined twice"]),
        ("id: m", "id: a b", ["2:5: 'a b' is no id: use letters, digits, '-' and '_', at most 80"]),
        ("id: m", "id: ../x", ["2:5: '../x' is no id: use letters"]),
        ("to: b", "to: a", ["10:28: step ① goes from 'a' to itself"]),
        ("[a, b]", "[a, a]", ["8:22: channel 'c' joins an actor to itself"]),
    ],
)
def test_references(old: str, new: str, expected: list[str]) -> None:
    found = told(SOUND.replace(old, new, 1))
    assert [f[: len(e)] for f, e in zip(found, expected, strict=False)] == expected


def test_steps_written_in_two_ways_are_the_same_step() -> None:
    text = SOUND + "  - {step: ①, from: b, to: a}\n  - {step: 1', from: b, to: a}\n"
    assert only(text)[0] == "11:12: step ① is used twice"


def test_markup_is_text_like_any_other() -> None:
    title = "<script>alert('x')</script> & <b>"
    assert loads(SOUND.replace("title: t", f'title: "{title}"')).title == title


@pytest.mark.parametrize("code", ["0000", "0007", "007F", "061C", "200E", "202E", "2066", "FEFF"])
def test_control_characters_are_refused(code: str) -> None:
    text = SOUND.replace("title: t", f'title: "a\\u{code}b"')
    assert only(text) == (
        f"3:8: control character U+{code} at position 2",
        f"3:8: 2 文字目に制御文字 U+{code} があります",
    )


def test_messages_repeat_little_and_nothing_that_acts() -> None:
    text = SOUND.replace(END, 'over: "\\u202e\\e[31m' + "x" * 500 + '"')
    said = told(text)[0]
    assert said == f"10:37: unknown channel '\\u202e\\u001b[31m{'x' * 53}…'"
    bad = SOUND + '"\\u202e' + "k" * 500 + '": 1\n'
    assert "\u202e" not in told(bad)[0]
    assert "k" * 61 not in told(bad)[0]
    raw = SOUND.replace("title: t", "title: a\u202eb")
    (found,) = problems(raw)
    assert found.place is not None
    assert found.place.excerpt == "title: a\ufffdb"


def test_no_word_of_pydantic() -> None:
    text = SOUND.replace("kind: terminal", "kind: 5, name: [1], holds: {}, functions: 3")
    for problem in problems(text):
        for lang in ("ja", "en"):
            said = problem.text(lang)  # type: ignore[arg-type]
            assert "pydantic" not in said
            assert "Input should" not in said
            assert "http" not in said


def test_many_problems_are_cut_off() -> None:
    found = problems(SOUND + "zones: [" + "1, " * 2000 + "]\n")
    assert len(found) == 501
    assert found[-1].text("en").startswith("and ")


def test_places_of_short_forms() -> None:
    text = SOUND.replace(
        "kind: storage", "kind: storage, functions: [x, 5], controls: [S3, [S4], zz]"
    )
    assert [t.split(":")[1] for t in told(text)] == ["43", "62", "68"]
    box = SOUND + "boxes:\n  - {id: x, at: a, items: [S3, zz]}\n"
    assert only(box)[0] == "12:32: unknown control 'zz'"


def test_place_of_a_part_and_of_what_is_not_there() -> None:
    block = SOUND.replace("  - {id: a, kind: terminal}\n", "  - id: a\n    kind: terminal\n")
    origin = loads(block, "f.yaml").origin
    where = origin.place(("actors", 0))
    assert where is not None
    assert (where.line, where.column, where.end_column) == (5, 5, 10)
    assert where.excerpt == "  - id: a"
    assert str(origin.place(("actors", 0, "zone"))) == "f.yaml:5:5"
    assert str(origin.place(("transfers", 0, "source"))) == "f.yaml:11:21"
    assert str(origin.place(("transfers", 0, "target"))) == "f.yaml:11:28"
    assert str(origin.place(("actors", 7))) == "f.yaml:5:3"
    assert str(origin.place(())) == "f.yaml:1:1"


@pytest.mark.parametrize("written", ["0", '"1743465600"', "2025-13-01", "2025/04/01"])
def test_only_iso_days_are_dates(written: str) -> None:
    (line,) = told(SOUND.replace("title: t", f"title: t\ndate: {written}"))
    assert "is no date; write it as 2025-04-01" in line


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (
            "{kind: combine, gives: [d]}",
            "kind 'combine' needs 'takes': the data that come together",
        ),
        ("{kind: derive}", "kinds 'derive' and 'combine' need 'gives': the data that result"),
    ],
)
def test_a_transform_says_what_it_takes_and_gives(written: str, wanted: str) -> None:
    (line,) = told(SOUND.replace("kind: storage", f"kind: storage, transforms: [{written}]"))
    assert line.endswith(wanted)


def asserting(written: str) -> str:
    return f"{SOUND}assertions:\n  - {written}\n"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "{kind: allways, at: [a]}",
            "'allways' is no 'kind'; allowed: never, always, every_path, no_access, must_delete"
            " (did you mean 'always'?)",
        ),
        ("{kind: 3}", "'3' is no 'kind'"),
        ("{at: [a]}", "field 'kind' is missing"),
        ("{kind: always, at: [a]}", "kind 'always' needs 'carries' or 'passed'"),
        ("{kind: must_delete, att: [a], at: [a]}", "unknown field 'att' (did you mean 'at'?)"),
        ("{kind: never, reaches: []}", "'reaches' takes at least 1 elements, found 0"),
        ("{kind: no_access, parties: [], protects: [a]}", "'parties' takes at least 1"),
        ("{kind: every_path, from: a, to: b, passes: []}", "'passes' takes at least 1"),
        ("{kind: must_delete, at: []}", "'at' takes at least 1"),
    ],
)
def test_an_assertion_of_no_kind_or_of_nothing_is_told(written: str, told: str) -> None:
    problem, _ = only(asserting(written))
    assert problem.partition(" ")[2].startswith(told)


def test_what_is_wrong_in_an_assertion_is_told_at_its_value() -> None:
    problem, _ = only(asserting("{kind: never, data: personal, reaches: [a]}"))
    assert problem == "12:25: expected a list, found a text 'personal'; write [personal]"
