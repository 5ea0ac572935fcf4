from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from lxml import etree

from flowmodel.documents.summary import summary
from flowmodel.graph import FlowGraph
from flowmodel.lint import check
from flowmodel.lint.report import sarif, writer
from flowmodel.lint.report.json import document
from flowmodel.lint.rules import UPKEEP, rule, upkeep
from flowmodel.lint.rules import w04_waiver_unknown as w04
from flowmodel.lint.samples import SEND, cloud
from flowmodel.source import loads

DAY = date(2026, 4, 1)
EXPIRED = "controls: [{control: encryption, evidence: 契約書, expires: 2026-03-31}]"
PASSING = [(r, e) for r in upkeep() for e in r.passing]
FAILING = [(r, e) for r in upkeep() for e in r.failing]


def waiver(**fields):
    given = {
        "rule": "E01",
        "part": "①",
        "reason": "試行のため",
        "approver": "情報政策課長",
        "expires": "2026-04-01",
        **fields,
    }
    return f"waivers:\n  - {json.dumps(given, ensure_ascii=False)}"


def model(**fields):
    return loads(cloud("例", "example", SEND, more=waiver(**fields)).model, "m.yaml")


def ids(report):
    return [f.rule for f in report.findings if f.rule in ("E01", *UPKEEP)]


@pytest.mark.parametrize(("r", "example"), PASSING, ids=lambda v: getattr(v, "id", ""))
def test_a_passing_example_passes(r, example):
    assert check(loads(example.model), only=[r]).findings == ()
    assert r.id not in {f.rule for f in check(loads(example.model))}


@pytest.mark.parametrize(("r", "example"), FAILING, ids=lambda v: getattr(v, "id", ""))
def test_a_failing_example_fails(r, example):
    found = check(loads(example.model), only=[r]).findings
    assert [f.rule for f in found] == [r.id]
    assert all("{" not in f.message.ja + f.message.en and f.place for f in found)
    everything = [f.rule for f in check(loads(example.model)) if f.rule in UPKEEP]
    assert everything == [r.id]


@pytest.mark.parametrize("r", upkeep(), ids=lambda r: r.id)
def test_a_rule_says_all_in_both_languages(r):
    texts = [r.title, r.message, r.why, r.applies, r.satisfied, r.basis, r.false_positives]
    assert all(t.ja.strip() and t.en.strip() and t.ja != t.en for t in texts)
    assert len(r.passing) >= 2
    assert len(r.failing) >= 2


@pytest.mark.parametrize("part", ["①", "1", "(1)"])
def test_a_waived_finding_is_listed_apart(part):
    report = check(model(part=part), today=DAY)
    assert ids(report) == []
    assert [(w.finding.rule, w.finding.parts[0]) for w in report.waived] == [("E01", "1")]
    assert "waived E01" in report.text("en")
    assert "試行のため" in report.text("ja")
    (told,) = document([report])["models"][0]["waived"]
    assert told["approver"] == "情報政策課長"
    assert told["finding"]["rule"] == "E01"


def test_only_the_exact_part_is_waived():
    report = check(model(part="net"), today=DAY)
    assert ids(report) == ["E01", "W02"]
    assert report.waived == ()


def test_only_the_named_rule_is_waived():
    report = check(model(), today=DAY)
    assert "A01" in {f.rule for f in report.findings}


def test_a_waiver_holds_on_its_last_day_and_not_on_the_next():
    assert ids(check(model(), today=DAY)) == []
    late = check(model(), today=DAY + timedelta(days=1))
    assert ids(late) == ["E01", "W01"]
    assert late.waived == ()
    assert not late.ok


def test_without_a_day_the_models_own_date_counts_and_never_the_clock():
    text = cloud("例", "example", SEND, more=waiver(expires="2001-01-01")).model
    assert ids(check(loads(text))) == []
    assert ids(check(loads(text + "\ndate: 2001-01-02\n"))) == ["E01", "W01"]


@pytest.mark.parametrize("field", ["reason", "approver"])
def test_a_waiver_without_reason_or_approver_does_not_hold(field):
    report = check(model(**{field: "　"}), today=DAY)
    assert ids(report) == ["E01", "W03"]
    assert report.findings[-1].place.line == model().origin.text.split("\n").index("waivers:") + 2


def test_an_unknown_rule_is_told_with_the_nearest():
    report = check(model(rule="E011"), today=DAY)
    assert ids(report) == ["E01", "W04"]
    assert "'E01'" in report.findings[-1].message.en


def test_an_unknown_part_is_told_with_the_nearest():
    (f,) = [f for f in check(model(rule="A01", part="stor"), today=DAY) if f.rule == "W04"]
    assert "'store'" in f.message.en


def test_no_waiver_silences_the_rules_on_waivers():
    report = check(model(rule="W04", part="①"), today=DAY)
    assert ids(report) == ["E01", "W04"]


def test_an_expired_statement_counts_as_not_stated():
    stated = "controls: [S1, {control: encryption, evidence: 契約, expires: 2026-03-31}]"
    text = cloud("例", "example", SEND, net=stated).model
    before = {f.rule for f in check(loads(text), today=date(2026, 3, 31))}
    after = {f.rule for f in check(loads(text), today=DAY)}
    assert not before & {"E02", "W05"}
    assert after >= {"E02", "W05"}


def test_models_without_waivers_or_expiry_run_no_rule_on_them():
    bare = loads(cloud("例", "example", SEND).model)
    assert not set(check(bare, today=DAY).checked) & set(UPKEEP)
    assert set(UPKEEP) <= set(check(model(), today=DAY).checked)


def test_the_rules_are_found_by_their_id():
    assert rule("w01").id == "W01"


# Where accepted findings are told

QUOTED = "<b>試行</b>のため"


@pytest.fixture
def accepted():
    report = check(model(reason=QUOTED), today=DAY)
    assert [w.finding.rule for w in report.waived] == ["E01"]
    return report


def test_sarif_suppresses_what_is_accepted(accepted):
    results = sarif.document([accepted], "ja")["runs"][0]["results"]
    held = [r for r in results if "suppressions" in r]
    assert [r["ruleId"] for r in held] == ["E01"]
    assert held[0]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": f"{QUOTED}（承認 情報政策課長、2026-04-01 まで）",
        }
    ]
    assert len(results) == len(accepted.findings) + 1


def test_junit_skips_a_rule_of_which_all_is_accepted(accepted):
    root = etree.fromstring("".join(writer("junit")([accepted], "en", False)).encode())
    suite = root.find("testsuite")
    skipped = suite.findall("testcase/skipped")
    assert suite.get("skipped") == "1" == str(len(skipped))
    assert QUOTED in skipped[0].get("message")
    assert skipped[0].getparent().get("name").startswith("E01 ")


def test_junit_never_skips_a_rule_that_found_something_else(accepted):
    other = accepted.waived[0].finding._replace(level="error")
    mixed = replace(accepted, findings=(other,))
    root = etree.fromstring("".join(writer("junit")([mixed], "en", False)).encode())
    assert root.find("testsuite").get("skipped") == "0"
    assert root.find(".//skipped") is None
    case = root.find(".//failure").getparent()
    assert QUOTED in case.find("system-out").text


@pytest.mark.parametrize("empty", [True, False])
@pytest.mark.parametrize("format", ["markdown", "html", "notebook"])
def test_reports_for_people_tell_what_is_accepted(accepted, format, empty):
    report = replace(accepted, findings=()) if empty else accepted
    if format == "notebook":
        told = report._repr_html_()
    else:
        told = "".join(writer(format)([report], "ja", False))
    assert "情報政策課長" in told
    assert "<b>" not in told.partition("<main>")[2] + (told if format != "html" else "")


def test_github_shows_only_what_stands(accepted):
    told = "".join(writer("github")([replace(accepted, findings=())], "ja", False))
    assert told == ""


def test_the_summary_document_tells_what_is_accepted(accepted):
    told = summary(FlowGraph.of(accepted.model), accepted, "", "ja")
    assert "情報政策課長" in told
    assert "<b>" not in told


def test_a_rule_on_waivers_is_told_to_be_none_that_can_be_waived():
    report = check(model(rule="w02"), today=DAY)
    (found,) = [f for f in report.findings if f.rule == "W04"]
    assert (
        found.message.en == "rule W02 is about waivers and expiry themselves and cannot be waived"
    )


def many(*parts):
    kept = ", ".join(
        json.dumps(json.loads(waiver(part=p).partition("- ")[2]), ensure_ascii=False) for p in parts
    )
    return loads(cloud("例", "example", SEND, more=f"waivers: [{kept}]").model, "m.yaml")


def test_names_are_gathered_once_for_all_waivers(monkeypatch):
    asked = []
    whole = w04._parts
    monkeypatch.setattr(w04, "_parts", lambda graph: asked.append(graph) or whole(graph))
    report = check(many("②", "③", "store", "net"), today=DAY)
    assert [f.rule for f in report.findings if f.rule in UPKEEP] == ["W04", "W04", "W02", "W02"]
    assert len(asked) == 1


def test_like_names_are_sought_for_the_first_unknown_parts_alone(monkeypatch):
    monkeypatch.setattr(w04, "MOST_NEAR", 1)
    report = check(many("stor", "stora"), today=DAY)
    first, second = (f.message.en for f in report.findings if f.rule == "W04")
    assert "did you mean 'store'" in first
    assert "did you mean" not in second


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"net": EXPIRED}, "'Traffic encrypted' at 'インターネット回線' ended on 2026-03-31"),
        ({"send": EXPIRED}, "at step ① '資料の送信' ended on"),
    ],
)
def test_expired_evidence_is_told_by_printed_names(parts, told):
    send = SEND.replace("data:", f"{parts.pop('send')}, data:") if "send" in parts else SEND
    report = check(loads(cloud("例", "example", send, **parts).model), today=DAY)
    (found,) = [f for f in report.findings if f.rule == "W05"]
    assert told in found.message.en
