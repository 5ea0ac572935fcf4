"""What `flowmodel check --fix` does to a text, and what it leaves byte for byte."""

from __future__ import annotations

import json

import pytest
import yaml_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from flowmodel.errors import ModelError
from flowmodel.lint import check
from flowmodel.lint.fixes import FIXES, KEY_ORDER
from flowmodel.lint.fixes.steps import rewritten
from flowmodel.lint.project import Project
from flowmodel.lint.rules import rule
from flowmodel.mend import mend
from flowmodel.model.origin import Edit
from flowmodel.source import loads
from flowmodel.source.editing import applied

HEAD = "flowmodel: 1\nid: m\ntitle: 資料の受渡し\n"
PARTS = """actors:
  - id: a  # 事業者
    kind: terminal
  - id: b
    kind: storage
channels:
  - {id: line, between: [a, b], network: internet}
"""
STEPS = "transfers:\n" + "".join(
    f"  - {{step: {n}, from: a, to: b, operation: upload}}\n" for n in (1, 2, 3)
)


def mended(text: str, name: str = "m.yaml", suffix: str = ".yaml", **options):
    """A text mended; it must then have nothing more to mend, and load to a sound model."""
    found = mend(text.encode(), name, suffix, **options)
    again = mend(found.data, name, suffix, **options)
    assert (again.changed, again.data) == (False, found.data)
    assert found.changed == (found.data != text.encode())
    return found


def document(footer: str = "ー", steps: str = STEPS, more: str = "") -> str:
    return f"{HEAD}{PARTS}{steps}figure:\n  title: ウイルス、ウイルス、ウイルス\n  footer: {footer}\n{more}"


TERM = "terms:\n  - {preferred: 共有システム, variants: [共有箱, ファイル箱]}\n"


# --- spellings ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "footer",
    [
        "端末のウィルス対策  # ウィルス",
        "'端末の''ウィルス''対策'",
        '"端末の\\nウィルス\\u5bfe"',
        "|-\n    一行目\n    ウィルス対策  # ウィルス",
        ">\n    一行目\n\n    ウィルス",
        "{ja: 端末の\n    ウィルス, en: x} # ウィルス",
        "&f 端末のウィルス",
    ],
)
def test_the_spelling_used_most_is_written_and_nothing_else_changes(footer):
    text = document(footer)
    found = mended(text)
    expected = text.replace("ウィルス", "ウイルス")
    # What looks like a comment in a block of text is text.
    if not footer.startswith("|"):
        expected = expected.replace("# ウイルス", "# ウィルス")
    assert found.after == expected
    assert found.counts["D04"] >= 1


def test_a_declared_name_is_written_though_a_variant_is_used_more():
    found = mended(document("共有箱と共有箱と「共有箱」と共有システムとファイル箱", more=TERM))
    assert (
        "  footer: 共有システムと共有システムと「共有箱」と共有システムと共有システム\n"
        in found.after
    )
    assert found.after.endswith(TERM)


def test_words_between_quotation_marks_are_somebody_elses():
    for quoted in ("「端末のウィルス」", "『ウィルス』の対策", "“ウィルス”"):
        assert not mended(document(quoted)).changed


def test_spellings_used_equally_often_are_not_decided():
    text = document("ウィルス、ウィルス、ウィルス")
    assert not mended(text).changed
    assert all(r.fix(f) is None for r in [check(loads(text))] for f in r)


def test_case_follows_the_most_but_not_in_legal_names_nor_in_english():
    text = document("BOXとBOXとBOXとBox").replace(
        "kind: storage", "kind: storage\n    operator: Box社"
    )
    text += "  notes: [{text: Box is a box}]\n"
    found = mended(text)
    assert "footer: BOXとBOXとBOXとBOX\n" in found.after
    assert "operator: Box社" in found.after
    assert "Box is a box" in found.after


def test_width_follows_the_most_word_by_word():
    found = mended(document("IDとIDとＩＤ、ＵＳＢとＵＳＢとUSB"))
    assert "footer: IDとIDとID、ＵＳＢとＵＳＢとＵＳＢ\n" in found.after


def test_systems_with_names_that_differ_in_a_word_may_be_two_systems():
    text = document("データ共有・管理システムとデータ共有・交換システムとデータ共有・交換システム")
    assert len(check(loads(text), only=[rule("D04")])) == 1
    assert not mended(text).changed
    declared = "terms:\n  - preferred: データ共有・交換システム\n    variants: [データ共有・管理システム]\n"
    assert mended(text + declared).counts == {"D04": 1}


def test_two_terms_that_undo_each_other_are_left_alone():
    terms = "terms:\n  - {preferred: 共有箱, variants: [共有袋]}\n  - {preferred: 共有袋, variants: [共有箱]}\n"
    assert not mended(document("共有箱と共有袋", more=terms)).changed


@pytest.mark.parametrize("preferred", ["'箱: 共有'", "'\"箱'", "'箱 # 共有'", "'[箱]'", "'箱\\'"])
def test_a_name_that_a_text_could_not_hold_unquoted_is_left_to_people(preferred):
    terms = f"terms:\n  - {{preferred: {preferred}, variants: [ファイル箱]}}\n"
    text = document("ファイル箱", more=terms)
    assert len(check(loads(text), only=[rule("D04")])) == 1
    assert not mended(text).changed


def test_a_name_that_would_become_a_number_is_not_written():
    terms = "terms:\n  - {preferred: '2024', variants: [ファイル箱]}\n"
    assert not mended(document("ファイル箱", more=terms)).changed
    assert mended(document("'ファイル箱'", more=terms)).changed


def test_one_anchor_is_mended_for_all_that_point_to_it():
    text = document("&f 端末のウィルス", more="  notes: [{text: *f}]\n")
    assert mended(text).after == text.replace("ウィルス", "ウイルス")


def test_an_anchor_that_something_unprinted_points_to_is_left():
    text = document("&f 端末のウィルス", more="description: *f\n")
    assert not mended(text).changed


def test_a_waived_finding_is_meant_so():
    waiver = (
        "waivers:\n  - {rule: D04, part: ウイルス, reason: 原文のまま, approver: 課長,"
        " expires: 2030-03-31}\n"
    )
    assert not mended(document("ウィルス", more=waiver)).changed


def test_a_rule_that_the_settings_switch_off_mends_nothing():
    text = document("ウィルス")
    assert not mend(text.encode(), "m.yaml", project=Project(off={"D04": "原文のまま"})).changed


# --- steps -------------------------------------------------------------------------------------


def steps(*numbers: str) -> str:
    return "transfers:\n" + "".join(
        f"  - {{step: {n}, label: 送付, from: a, to: b, operation: upload}}  # {n}\n"
        for n in numbers
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("1", "3", "7"), ("1", "2", "3")),
        (("②", "⑤"), ("①", "②")),
        (("7", "②", "(55)"), ("2", "①", "(3)")),
        (("A-2", '"A5"', "1"), ("A-1", '"A2"', "1")),
        (("①’", "③’", "'7'''"), ("①’", "②’", "'3'''")),
        (("⑵", "３", "㉑"), ("⑴", "２", "③")),
        (("1", "4", "5'", "6'"), ("1", "2", "3'", "4'")),
        (("1", "4", "5'", "7'"), ("1", "2", "3'", "4'")),
    ],
)
def test_a_series_is_counted_again_in_the_signs_that_it_has(before, after):
    text = document(steps=steps(*before))
    found = mended(text)
    for old, new in zip(before, after, strict=True):
        assert (
            f"{{step: {new}, label: 送付, from: a, to: b, operation: upload}}  # {old}\n"
            in found.after
        )
    assert not [f for f in check(loads(found.after)) if f.rule == "P05" and f.path[2:] == ("step",)]


def test_waivers_follow_and_texts_are_told():
    waiver = (
        "waivers:\n  - {rule: E02, part: ③, reason: 手順③の試行, approver: 課長, expires: 2030-03-31}\n"
        "  - {rule: E02, part: line, reason: r, approver: a, expires: 2030-03-31}\n"
    )
    text = document("送付（③）の後、③’の前", steps("①", "③"), waiver)
    found = mended(text)
    assert "part: ②, reason: 手順③の試行" in found.after
    assert "footer: 送付（③）の後、③’の前" in found.after
    lines = found.after.split("\n")
    places = [int(t.en.split(":")[1]) for t in found.told]
    assert ["③" in lines[n - 1] for n in places] == [True, True]
    assert len(set(places)) == 2
    assert all("③" in t.ja and "②" in t.ja for t in found.told)


def test_a_waived_gap_stays():
    waiver = (
        "waivers:\n  - {rule: P05, part: ③, reason: 欠番, approver: 課長, expires: 2030-03-31}\n"
    )
    assert not mended(document(steps=steps("1", "3"), more=waiver)).changed


def test_numbers_written_where_they_cannot_follow_leave_the_gap():
    text = document(steps=steps("1", "&n '3'"), more="description: *n\n")
    assert len(check(loads(text), only=[rule("P05")])) == 1
    assert not mended(text).changed
    block = "  - step: >-\n      ③\n    from: a\n    to: b\n    operation: upload\n"
    assert not mended(document(steps=steps("1") + block)).changed


@pytest.mark.parametrize(
    ("written", "old", "new", "expected"),
    [
        ("⑳", "20", "21", "㉑"),
        ("⒇", "20", "21", "(21)"),
        ("⑶", "3", "2", "⑵"),
        ("①", "1", "51", "(51)"),
        ("7''", "7'", "3'", "3''"),
        ("7''", "7''", "3''", "3''"),
        ("x", "1", "2", None),
        ("A3", "A3", "B3", None),
        ("0x3", "3", "2", None),
    ],
)
def test_a_number_is_written_in_signs_of_the_same_kind(written, old, new, expected):
    assert rewritten(written, old, new) == expected


# --- keys --------------------------------------------------------------------------------------


def test_keys_come_in_the_order_of_the_format_with_their_comments():
    text = """# head
title: t  # about the title

# about the id
id: m
flowmodel: 1

transfers:
  # first
  - to: b
    from: a  # from
    # the number
    step: 1
    operation: upload
    # below
  # after
channels:
- network: internet
  between: [a, b]
  id: line
actors:
  - {kind: terminal, id: a}
  - {kind: storage,
     id: b}
"""
    found = mended(text)
    assert (
        found.after
        == """# head
flowmodel: 1

# about the id
id: m
title: t  # about the title

actors:
  - {id: a, kind: terminal}
  - {id: b,
     kind: storage}
channels:
- id: line
  between: [a, b]
  network: internet
transfers:
  # first
  - to: b
    from: a  # from
    # the number
    step: 1
    operation: upload
    # below
  # after
"""
    )
    assert set(found.counts) == {KEY_ORDER}
    assert loads(found.after) == loads(text)


def test_remarks_stand_last():
    text = document().replace(
        "kind: storage", "certainty: inferred\n    note: |\n      x\n\n    kind: storage"
    )
    found = mended(text)
    assert "    kind: storage\n    certainty: inferred\n\n    note: |\n      x\n" in found.after


@pytest.mark.parametrize(
    "actor",
    [
        "  - {kind: storage, # why\n     id: b}\n",
        "  - kind: storage\n    # above\n    id: b\n",
        "  - note: |+\n      x\n\n    id: b\n    kind: storage\n",
        "  - ? kind\n    : storage\n    id: b\n",
        "  - {kind: storage, name: , id: b}\n",
        "  - {name: {en: x, ja: y}, note: &k x, kind: storage, operator: *k, id: b}\n",
    ],
)
def test_where_it_would_not_be_sure_keys_stay(actor):
    text = document().replace("  - id: b\n    kind: storage\n", actor)
    part = text.index(actor)
    after = mended(text).after
    assert after[part : part + len(actor)].replace("ja: y, en: x", "en: x, ja: y") == actor


def test_a_block_at_the_end_without_a_line_end():
    text = document() + "description: x\nlang: ja"
    after = mended(text).after
    assert after.endswith("  footer: ー")
    assert "description: x\n" in after


# --- the text around ---------------------------------------------------------------------------

WRONG = document("ウィルス  # ウィルス").replace(
    "  - id: b\n    kind: storage", "  - kind: storage\n    id: b"
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_stay(end, mark):
    plain = mended(WRONG)
    data = mark + WRONG.replace("\n", end).encode()
    assert mend(data, "m.yaml").data == mark + plain.after.replace("\n", end).encode()


def test_where_lines_end_in_two_ways_no_line_moves():
    data = WRONG.replace("\n", "\r\n", 4).encode()
    found = mend(data, "m.yaml")
    assert found.data == data.replace("footer: ウィルス".encode(), "footer: ウイルス".encode())
    folded = document(
        "'端末のAI\n    OCR、AI-OCR'", more="terms: [{preferred: AI-OCR, variants: [AI OCR]}]\n"
    )
    assert mended(folded).counts["D04"] == 1
    data = folded.replace("\n", "\r\n", 2).encode()
    assert mend(data, "m.yaml").data == data


def test_shift_jis_stays_shift_jis():
    data = WRONG.encode("cp932")
    assert mend(data, "m.yaml").data == mended(WRONG).after.encode("cp932")
    terms = "terms:\n  - {preferred: 𠮷箱, variants: [ファイル箱]}\n"
    assert mended(document("ファイル箱", more=terms)).changed
    # One sign, two codes: which one stood there is lost in reading.
    data = document("ウィルス、∵").encode("cp932").replace("∵".encode("cp932"), b"\x87\x9a")
    assert "∵" in mend(data, "m.yaml").before
    assert mend(data, "m.yaml").data == data


def test_json_is_mended_as_json():
    value = yaml_rs.loads(WRONG)
    value["transfers"][2]["step"] = "⑦"
    for indent in (None, 2):
        for ascii in (True, False):
            text = json.dumps(value, ensure_ascii=ascii, indent=indent)
            found = mended(text, "m.json", ".json")
            after = json.loads(found.after)
            assert after["figure"]["footer"] == "ウイルス"
            assert after["transfers"][2]["step"] == "③"
            assert list(after["actors"][1]) == ["id", "kind"]
            assert set(found.counts) == set(FIXES)


def test_only_the_kinds_that_are_asked_for():
    assert set(mended(WRONG).counts) == {"D04", KEY_ORDER}
    assert set(mend(WRONG.encode(), "m.yaml", kinds=["D04"]).counts) == {"D04"}


def test_what_is_no_model_is_told_as_loading_tells_it():
    with pytest.raises(ModelError):
        mend(b"flowmodel: 1\n", "m.yaml")


def test_edits_that_overlap_are_refused():
    assert applied("abcd", [Edit(3, 4, "x"), Edit(0, 2, "y")]) == "ycx"
    with pytest.raises(ValueError, match="overlap"):
        applied("abcd", [Edit(0, 2, "x"), Edit(1, 3, "y")])


def test_the_diff_is_one_that_patch_reads():
    found = mended(WRONG.rstrip("\n"))
    lines = found.diff().split("\n")
    assert lines[:2] == ["--- m.yaml", "+++ m.yaml"]
    assert "-  footer: ウィルス  # ウィルス" in lines
    assert "\\ No newline at end of file" in lines
    assert mended(document()).diff() == ""


# --- anything ----------------------------------------------------------------------------------

COMMENT = st.sampled_from(["", "  # 備考: {x}", " #ウィルス", "\t# ③"])
LINES = st.lists(st.sampled_from(["", "   ", "# 列: [", "    # 「③」"]), max_size=2)
TEXTS = st.sampled_from(
    ["ウィルス", "'ウィルス ''対策'", '"\\u3042ウィルス"', "|-\n{i}  ウィルスの\n\n{i}  対策", "ウイルス",
     ">\n{i}  ウィルス\n{i}  x\n", "{en: BOX Inc, ja: ウィルス}", "「ウィルス」", "③の後"]
)  # fmt: skip


@st.composite
def mappings(draw, fields, indent, dash=""):
    """A block mapping of the fields in any order, with comments, or one in brackets."""
    order = draw(st.permutations(list(fields.items())))
    if all("\n" not in v for _, v in order) and draw(st.booleans()) and dash:
        return f"{dash}{{{', '.join(f'{k}: {v}' for k, v in order)}}}{draw(COMMENT)}\n"
    lines = []
    for i, (key, value) in enumerate(order):
        block = value.startswith(("|", ">"))
        comment = "" if block or value.endswith("\n") else draw(COMMENT)
        head = dash if dash and i == 0 else " " * indent
        gap = [] if i == 0 and dash else draw(LINES)
        lines += [*gap, f"{head}{key}: {value.replace('{i}', ' ' * indent)}{comment}"]
    return "\n".join(line.rstrip("\n") for line in lines) + "\n"


@st.composite
def documents(draw):
    """A sound document in any order, with faults that can be mended."""
    actors = "\n" + "".join(
        draw(mappings({"id": id, "kind": "storage", "name": draw(TEXTS), "note": "x"}, 4, "  - "))
        for id in "ab"
    )
    numbers = draw(st.lists(st.sampled_from("①②③④⑤"), min_size=1, max_size=3, unique=True))
    transfers = "\n" + "".join(
        draw(
            mappings(
                {"step": n, "from": "a", "to": "b", "operation": "upload", "label": draw(TEXTS)},
                2,
                "- ",
            )
        )
        for n in numbers
    )
    figure = "\n" + draw(
        mappings({"title": "ウイルス、ウイルス、ウイルス", "footer": draw(TEXTS)}, 2)
    )
    fields = {
        "flowmodel": "1", "id": "m", "title": draw(TEXTS), "actors": actors, "figure": figure,
        "channels": "[{between: [a, b], id: line}]", "transfers": transfers,
    }  # fmt: skip
    return "# head\n" + draw(mappings(fields, 0))


@settings(deadline=None)
@given(documents(), st.sampled_from(["\n", "\r\n"]))
def test_of_any_document_only_the_fixed_changes(text, end):
    model = loads(text)
    found = mended(text.replace("\n", end))
    new = loads(found.after)
    before, after = text.split("\n"), found.after.split("\n")
    # Keys alone move lines, and never lose, change or add one.
    keys = mended(text, kinds=[KEY_ORDER])
    assert loads(keys.after) == model
    for sign in "#'\"|>&":
        assert sum(map(str.count, before, sign * len(before))) == found.after.count(sign)
    assert sorted(line.split("#", 1)[1] for line in before if "#" in line) == sorted(
        line.split("#", 1)[1] for line in after if "#" in line
    )
    assert len(before) == len(after)
    assert [t.label for t in new.transfers if t.label == "③の後"] == [
        t.label for t in model.transfers if t.label == "③の後"
    ]
    assert [t.controls for t in new.transfers] == [t.controls for t in model.transfers]
    assert sorted(t.number for t in new.transfers) == list(range(1, len(new.transfers) + 1))
    assert "「ウィルス」" in found.after or "「ウィルス」" not in text
