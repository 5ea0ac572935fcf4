from __future__ import annotations

import json

import pytest

from flowmodel import __version__
from flowmodel.errors import Place
from flowmodel.lint import check
from flowmodel.lint.report import FORMATS, writer
from flowmodel.lint.report.excerpt import WIDEST, excerpt, printable, width
from flowmodel.lint.report.page import page
from flowmodel.lint.rules import rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.source import loads

BARE = cloud("例", "example", SEND).model


@pytest.fixture
def report():
    return check(loads(BARE, name="model.yaml"), only=[rule("E02")])


def test_text_has_place_level_rule_message_excerpt_missing_and_basis(report):
    line = BARE.split("\n").index(f"  - {SEND}") + 1
    channel = next(n for n, t in enumerate(BARE.split("\n"), 1) if "id: net" in t)
    assert report.text("ja").split("\n") == [
        f"model.yaml:{line}:5: エラー E02 手順①「資料の送信」（「事業者パソコン」→「共有システム」、"
        "「インターネット回線」）に、通信の暗号化の記載がありません",
        f"{line:>5} |   - {SEND}",
        "      |     " + "^" * width(SEND),
        "      = 記載のない対策: 通信内容の暗号化"
        "（記載できる箇所: 経路「インターネット回線」、手順①）",
        "      = 根拠: チェックリスト S3、図の「通信暗号化」",
        f"      + そのとおりであれば書き加える ({channel} 行目の 6 桁目の前、経路「インターネット回線」):",
        "        | controls: [{control: encryption, evidence: «記載箇所»}],",
    ]


def test_text_in_english(report):
    text = report.text("en")
    assert ": error E02 step ① " in text
    assert "= not stated: Traffic encrypted (could be stated for: channel " in text
    assert "= basis: checklist item S3" in text


def test_text_uses_the_models_language_and_str(report):
    assert str(report) == report.text() == report.text("ja")


def test_text_is_coloured_only_when_asked(report):
    assert "\x1b" not in report.text()
    assert "\x1b[31mエラー\x1b[0m" in report.text(color=True)


def test_text_says_that_nothing_was_found():
    fine = check(loads(BARE, name="model.yaml"), only=[rule("D01")])
    assert fine.text("ja") == "model.yaml: 指摘はありません"
    assert fine.text("en") == "model.yaml: no findings"


def test_json_key_by_key(report):
    (chunk,) = writer("json")([report], None, False)
    found = json.loads(chunk)
    line = BARE.split("\n").index(f"  - {SEND}") + 1
    assert list(found) == ["version", "models", "findings"]
    assert found["version"] == __version__
    assert found["models"] == [
        {
            "id": "example",
            "title": "資料の受渡し",
            "file": "model.yaml",
            "errors": 1,
            "warnings": 0,
            "notes": 0,
        }
    ]
    assert found["findings"] == [
        {
            "rule": "E02",
            "level": "error",
            "message": report.findings[0].message.ja,
            "parts": ["1", "net"],
            "file": "model.yaml",
            "line": line,
            "column": 5,
            "missing": [
                {"control": "encryption", "name": "通信内容の暗号化", "providers": ["net", "1"]}
            ],
            "basis": "チェックリスト S3、図の「通信暗号化」",
            "fixable": False,
            "remedies": [
                {
                    "part": "net",
                    "line": next(n for n, t in enumerate(BARE.split("\n"), 1) if "id: net" in t),
                    "column": 6,
                    "text": "controls: [{control: encryption, evidence: «記載箇所»}], ",
                    "alternatives": ["1"],
                }
            ],
        }
    ]
    assert "通信" in chunk


def test_json_in_english_and_without_findings(report):
    (chunk,) = writer("json")([report], "en", False)
    assert json.loads(chunk)["findings"][0]["basis"].startswith("checklist item S3")
    (none,) = writer("json")([], "en", False)
    assert json.loads(none) == {"version": __version__, "models": [], "findings": []}


def test_every_format_of_the_table_writes(report):
    for format in FORMATS:
        assert "".join(writer(format)([report], "ja", False)).endswith("\n")


def test_own_controls_are_named_in_reports():
    own = "controls:\n  - {id: shredder, name: 裁断機}"
    report = check(loads(cloud("例", "example", SEND, more=own).model), only=[rule("E02")])
    assert "通信内容の暗号化" in report.text()


def test_html_is_a_small_escaped_table():
    model = cloud("例", "example", SEND.replace("資料の送信", "<script>x</script>&")).model
    report = check(loads(model), only=[rule("E02")])
    html = report._repr_html_()
    assert html.startswith("<table>")
    assert "<script" not in html
    assert "&lt;script&gt;x&lt;/script&gt;&amp;" in html
    assert "エラー 1 件" in html
    assert report._repr_mimebundle_() == {"text/plain": str(report), "text/html": html}


def test_html_says_that_nothing_was_found():
    html = check(loads(BARE), only=[rule("D01")])._repr_html_()
    assert html == "<p>資料の受渡し: 指摘はありません（1 規則）</p>"


def test_html_of_many_findings_is_bounded():
    steps = [SEND.replace("①", f"({n})") for n in range(1, 301)]
    report = check(loads(cloud("例", "example", *steps).model), only=[rule("E01")])
    html = report._repr_html_()
    assert html.count("<tr>") == 202
    assert "… +100" in html
    assert "エラー 300 件" in html


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("資料", 4), ("ﾊﾟ", 2), ("①※", 2), ("Ａ", 2), ("e\u0301", 1), ("", 0)],
)
def test_width_in_columns(text, columns):
    assert width(text) == columns


@pytest.mark.parametrize(
    ("line", "column", "end", "marks"),
    [
        ("name: 資料x", 7, 9, "      ^^^^"),
        ("資料 abc", 4, 7, "     ^^^"),
        ("abc", 2, None, " ^"),
        ("abc", 9, 12, "   ^"),
        ("\tab", 2, 4, " ^^"),
        ("abc", None, None, "^"),
    ],
)
def test_marks_stand_below_the_place(line, column, end, marks):
    shown = excerpt(Place("f", 1, column, end, line))
    assert shown is not None
    assert shown[1] == marks


def test_no_line_no_excerpt():
    assert excerpt(None) is None
    assert excerpt(Place("f", 1, 1)) is None
    assert excerpt(Place("f", 1, 1, 2, "   ")) is None


@pytest.mark.parametrize("column", [1, 500, 4990])
def test_a_long_line_is_cut_around_the_place(column):
    line = "".join(chr(0x4E00 + i) for i in range(5000))
    shown, marks = excerpt(Place("f", 1, column, column + 3, line))
    assert width(shown) <= WIDEST + 2
    start = len(marks) - len(marks.lstrip())
    cut = next(i for i in range(len(shown) + 1) if width(shown[:i]) >= start)
    assert shown[cut : cut + 3] == line[column - 1 : column + 2]


def test_a_long_place_is_cut_too():
    shown, marks = excerpt(Place("f", 1, 3, 4000, "a" * 5000))
    assert len(shown) <= WIDEST + 2
    assert marks.count("^") > WIDEST // 3


def test_nothing_unprintable_reaches_the_terminal():
    assert printable("事業者\nパソコン") == "事業者 パソコン"
    assert printable("a\x1b[31m\u202eb\tc\u3000") == "a<U+001B>[31m<U+202E>b c\u3000"


def test_the_page_of_a_rule_has_japanese_headings():
    told = page(rule("E01"), "ja").split("\n")
    assert {"理由", "満たす条件"} <= set(told)
