from __future__ import annotations

import pytest

from flowmodel.lint import check
from flowmodel.lint.rules import rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.lint.spelling import Pool, _compounds
from flowmodel.lint.texts import texts
from flowmodel.source import loads

ITEMS = [f"O{n}" for n in range(1, 6)] + [f"S{n}" for n in range(1, 12)]


def found(id, more="", **extra):
    model = cloud("例", "example", SEND, more=more, **extra).model
    return check(loads(model), only=[rule(id)]).findings


def checklist(side, *skip, answer="○", extra=""):
    lines = [f"      - {{item: {i}, answer: {answer}{extra}}}" for i in ITEMS if i not in skip]
    return "\n".join([f"  - side: {side}", "    actors: [store]", "    answers:", *lines])


def lists(*sides):
    return "checklists:\n" + "\n".join(sides)


def test_d01_lists_every_item_that_is_not_answered():
    (finding,) = found("D01", lists(checklist("ward"), checklist("counterpart", "O3", "S11")))
    assert finding.parts == ("counterpart", "O3", "S11")
    assert [m.control for m in finding.missing] == ["deletion-report", "domestic-law"]
    assert finding.missing[0].providers == ("store",)
    assert "結合先に行わせる情報保護対策）の 2 項目" in finding.message.ja
    assert (
        "O3「不要データの削除と消去報告」、S11「国内法が適用されるサーバ環境」"
        in finding.message.ja
    )
    assert finding.path == ("checklists", 1)


@pytest.mark.parametrize("item", ITEMS)
def test_d01_misses_no_item(item):
    (finding,) = found("D01", lists(checklist("ward", item), checklist("counterpart")))
    assert finding.parts == ("ward", item)


def test_d01_tells_a_side_that_is_not_there():
    (finding,) = found("D01", lists(checklist("ward")))
    assert "チェックリスト（結合先に行わせる情報保護対策）の記載がありません" in finding.message.ja
    assert len(finding.missing) == 16


def test_d01_wants_a_reason_for_each_dash():
    sides = lists(checklist("ward"), checklist("counterpart", answer="ー"))
    findings = found("D01", sides)
    assert len(findings) == 16
    assert findings[0].path == ("checklists", 1, "answers", 0)
    assert "O1「法令・ポリシー・ガイドラインの遵守」は「ー」ですが" in findings[0].message.ja
    reasons = lists(
        checklist("ward"), checklist("counterpart", answer="ー", extra=", reason: 対象外")
    )
    assert found("D01", reasons) == ()


def test_d01_takes_control_ids_and_several_lists_of_a_side():
    by_name = checklist("ward").replace("item: S3,", "item: encryption,")
    rest = "  - {side: counterpart, answers: [{item: S1, answer: ○}]}"
    assert found("D01", lists(by_name, checklist("counterpart", "S1"), rest)) == ()


def test_d01_asks_papers_with_an_annex_and_no_others():
    assert found("D01") == ()
    assert found("D01", "agenda: {cover: {subject: 件名}}") == ()
    findings = found("D01", "agenda: {annex: {counterpart: 株式会社}}")
    assert [f.parts[0] for f in findings] == ["ward", "counterpart"]
    assert findings[0].path == ("agenda", "annex")


def names(*notes, terms=""):
    lines = "".join(f"\n    - {{text: {n}}}" for n in notes)
    return f"figure:\n  notes:{lines}\n{terms}"


def test_d04_counts_each_variant_and_points_at_the_rarest():
    (finding,) = found("D04", names("ウイルス対策", "ウイルス感染", "ウィルス", "ウイルス"))
    assert finding.level == "warning"
    assert finding.parts == ("ウイルス", "ウィルス")
    assert "「ウイルス」3 か所、「ウィルス」1 か所" in finding.message.ja
    assert finding.path == ("figure", "notes", 2, "text")


def test_d04_marks_the_odd_words_themselves():
    (finding,) = found("D04", names("ウイルス対策", "端末のウィルス対策", "ウイルス"))
    place = finding.place
    assert place.excerpt[place.column - 1 : place.end_column - 1] == "ウィルス"


@pytest.mark.parametrize(
    "footer",
    [
        "|-\n    一行目\n    端末の{}",
        ">\n    一行目\n\n    次の{}に\n",
        "|2\n    一行目{}",
        '"一行目\\n\\\n    \\u3042{}\\u3044"',
        "'一行目''\n    次の{}'",
        "&a 一行目\n    次の{}",
        "{{ja: 一行目\n    次の{}}}",
    ],
)
def test_d04_marks_the_words_on_their_own_line_however_the_text_is_written(footer):
    block = "figure:\n  title: ウイルス、ウイルス\n  footer: " + footer.format("ウィルス") + "\n"
    (finding,) = found("D04", block)
    place = finding.place
    assert place.excerpt.startswith("    ") or "一行目ウィルス" in place.excerpt
    assert place.excerpt[place.column - 1 : place.end_column - 1] == "ウィルス"


def test_d04_marks_the_whole_value_where_the_words_are_written_as_codes():
    block = 'figure:\n  title: ウイルス、ウイルス\n  footer: "\\u30A6ィルス"\n'
    (finding,) = found("D04", block)
    place = finding.place
    assert place.excerpt[place.column - 1 : place.end_column - 1] == "\\u30A6ィルス"


def test_d04_tells_a_variant_though_the_preferred_name_is_never_used():
    terms = "terms:\n  - {preferred: 収納代行会社, variants: [収納業者, 代行業者]}"
    (finding,) = found("D04", names("収納業者の対策", terms=terms))
    assert "「収納代行会社」0 か所、「収納業者」1 か所" in finding.message.ja
    assert found("D04", names("収納代行会社の対策", terms=terms)) == ()


def test_d04_does_not_take_a_name_for_a_variant_inside_it():
    terms = "terms:\n  - {preferred: 共有システム, variants: [システム]}"
    assert found("D04", names("共有システム", terms=terms)) == ()
    assert len(found("D04", names("共有システムとシステム", terms=terms))) == 1


@pytest.mark.parametrize(
    ("texts", "findings"),
    [
        (("BOXの利用", "Boxの利用"), 1),
        (("BOX", "box"), 0),
        (("LGWAN", "LGWAN-ASP"), 0),
        (("PDF", "PDFs"), 0),
        (("サーバーの設置", "サーバの管理"), 1),
        (("サーバーの設置", "サーバーの管理"), 0),
        (("パブリックサーバント", "サーバーの設置"), 0),
        (("データ共有・交換システム", "データ共有・管理システム", "データ共有・交換システム"), 1),
        (("データ収集システム", "データ分析システム"), 0),
        (("オンライン申請システム", "オンライン決済システム") * 2, 0),
        (("It is used. Let us know.", "IT section and the US office"), 0),
        (("BOXの利用", "Box is used here"), 0),
        (("当データ共有・交換システムを", "データ共有・交換システムの"), 0),
        (("給付金システム", "年金システム"), 0),
        (("住民情報共有システム", "税務情報共有システム"), 0),
        (("データ共有・交換システム", "データ共有・交換サービス"), 0),
    ],
)
def test_d04_knows_variants_from_different_names(texts, findings):
    assert len(found("D04", names(*texts))) == findings


def test_d04_leaves_names_of_different_actors_alone():
    texts = names(
        "区民データ・申請システム", "区民データ・相談システム", "区民データ・相談システム"
    )
    assert len(found("D04", texts)) == 1
    model = (
        cloud("例", "example", SEND, more=texts)
        .model.replace("name: 事業者パソコン", "name: 区民データ・申請システム")
        .replace("name: 共有システム", "name: 区民データ・相談システム")
    )
    assert check(loads(model), only=[rule("D04")]).findings == ()


def test_d04_tells_a_pair_once_even_where_a_term_names_it():
    terms = "terms:\n  - {preferred: ウイルス, variants: [ウィルス]}"
    (finding,) = found("D04", names("ウイルス", "ウィルス", terms=terms))
    assert finding.message.ja.startswith("「ウイルス」に統一すると定めた語に")


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ("agenda: {overview: {content: [{title: 概要, text: BOX}]}}", "content"),
        ("boxes:\n  - {id: b, at: store, items: [{text: BOX}]}", "boxes"),
        (lists(checklist("ward", extra=", text: BOX")), "checklists"),
        ("exclusions:\n  - {parties: [pc], protects: [store], text: BOX}", "exclusions"),
        ("series:\n  - {name: {ja: BOX, en: x}}", "series"),
    ],
)
def test_d04_reads_every_printed_text(more, path):
    extra = {"store": "operator: Box, functions: [Box], certifications: [Box], location: Box"}
    (finding,) = [f for f in found("D04", more, **extra) if "BOX" in f.parts]
    if "answer" not in more:
        assert path in finding.path


def test_d04_counts_a_text_of_a_checklist_once():
    more = "\n".join(
        [lists(checklist("ward", extra=", text: ウイルス")), names("ウィルス", "ウィルス")]
    )
    (finding,) = found("D04", more)
    assert "「ウイルス」16 か所、「ウィルス」2 か所" in finding.message.ja


def test_no_text_of_the_model_is_read_twice():
    model = loads(
        cloud(
            "例",
            "example",
            SEND,
            store="operator: 株式会社, functions: [共有], controls: [{control: S1, label: 限定}]",
            more="\n".join(
                [
                    lists(checklist("ward", extra=", text: 対策")),
                    names("注"),
                    "boxes:\n  - {id: b, at: store, title: 欄, items: [{text: 文}]}",
                    "series:\n  - {name: 送付}",
                    "exclusions:\n  - {parties: [pc], protects: [store], text: 除く}",
                    "agenda: {cover: {subject: 件名}}",
                ]
            ),
        ).model
    )
    paths = [path for path, _ in texts(model)]
    assert len(paths) == len(set(paths)) > 20


@pytest.mark.parametrize("field", ["note", "id"])
def test_d04_does_not_read_what_is_not_printed(field):
    more = {"note": "figure: {title: BOX}", "id": "boxes:\n  - {id: BOX, at: pc, items: [S1]}"}[
        field
    ]
    assert found("D04", more, store="note: Box") == ()


def test_d04_tells_all_variants_of_width_in_one_note():
    (finding,) = found("D04", names("ＵＳＢの利用", "USBの禁止", "ＩＤ／パスワード", "IDの管理"))
    assert finding.level == "note"
    assert finding.message.ja.startswith("英数字の全角と半角が混在しています: ")
    assert set(finding.parts) == {"ＵＳＢ", "USB", "ＩＤ", "ID"}
    assert found("D04", names("ＵＳＢの利用", "ＵＳＢの禁止", "IDの管理")) == ()


def test_two_names_in_a_row_are_two_names():
    found = list(_compounds("住民情報管理システム電子申請受付サービス"))
    assert found == [("住民情報管理システム", 0), ("電子申請受付サービス", 10)]


def test_a_pool_finds_its_way_back():
    pool = Pool([(("a",), "一\n二"), (("b",), ""), (("c",), "三")])
    assert [pool.at(i)[0] for i in (0, 2, 4, 5)] == [("a",), ("a",), ("b",), ("c",)]
