from __future__ import annotations

import pytest

from flowmodel.lint import check
from flowmodel.lint.rules import rule
from flowmodel.lint.samples import FETCH, SEND, VIEW, cloud, plain
from flowmodel.source import loads


def found(example, id):
    model = example if isinstance(example, str) else example.model
    return check(loads(model), only=[rule(id)]).findings


def line(inside="terminal", outside="terminal", channel="network: closed", out="internet", **more):
    return plain(
        "例",
        "example",
        zones=(f"{{id: out, network: {out}}}", "{id: ward, network: lgwan}"),
        actors=(
            f"{{id: them, name: 事業者, kind: {outside}, zone: out}}",
            f"{{id: us, name: 区, kind: {inside}, zone: ward}}",
        ),
        channels=(f"{{id: c, name: 専用線, between: [them, us], {channel}}}",),
        transfers=("{step: ③, from: them, to: us}",),
        **more,
    )


@pytest.mark.parametrize(
    ("inside", "outside", "channel", "findings"),
    [
        ("terminal", "terminal", "network: closed", 1),
        ("terminal", "organisation", "network: lgwan", 1),
        ("terminal", "storage", "network: internet", 1),
        ("terminal", "storage", "network: lgwan", 0),
        ("terminal", "storage", "network: closed", 0),
        ("terminal", "storage", "medium: network", 1),
        ("gateway", "terminal", "network: internet", 0),
        ("gateway", "terminal", "network: closed", 0),
        ("storage", "terminal", "network: internet", 1),
        ("terminal", "terminal", "medium: email", 0),
        ("terminal", "terminal", "medium: removable", 0),
    ],
)
def test_p01_wants_a_mediator(inside, outside, channel, findings):
    assert len(found(line(inside, outside, channel), "P01")) == findings


def test_p01_names_channel_ends_and_steps():
    (finding,) = found(line(), "P01")
    assert finding.parts == ("c", "3")
    assert finding.path == ("channels", 0)
    assert finding.message.ja.startswith(
        "「専用線」（手順③）は、庁内網とインターネットの間（「事業者」と「区」）"
    )


@pytest.mark.parametrize(
    ("model", "findings"),
    [("alpha", 1), ("alpha-prime", 0), ("beta", 0), ("beta-prime", 0)],
)
def test_p01_is_lifted_by_the_declared_separation(model, findings):
    assert len(found(line(separation=model), "P01")) == findings


@pytest.mark.parametrize("model", ["alpha-prime", "beta", "beta-prime"])
def test_p01_is_never_lifted_for_the_my_number_network(model):
    text = line(separation=model).model.replace("network: lgwan", "network: mynumber")
    assert len(found(text, "P01")) == 1


def test_p01_names_the_network_where_only_that_is_not_stated():
    (finding,) = found(line("terminal", "storage", "medium: network"), "P01")
    assert finding.message.ja.endswith("どの回線で届くか（network）の記載がありません")
    (finding,) = found(line("terminal", "terminal", "medium: network"), "P01")
    assert "直接つなぐように書かれていますが、中継するもの" in finding.message.ja
    (finding,) = found(line("terminal", "storage", "network: internet"), "P01")
    assert "中継するもの（保存先・サービス・中継装置）" in finding.message.ja


def test_p01_speaks_of_ward_networks_only():
    assert found(line(out="closed"), "P01") == ()
    elsewhere = line().model.replace("network: lgwan", "network: closed")
    assert found(elsewhere, "P01") == ()


def numbered(*steps):
    return cloud("例", "example", *(SEND.replace("①", s) for s in steps)).model


@pytest.mark.parametrize(
    ("steps", "absent", "at"),
    [
        (("①", "②", "④", "⑥"), "③⑤", "4"),
        (("②",), "①", "2"),
        (("①", "③’"), "①’②’", "3'"),
        (("①", "②", "③’", "⑤’"), "④’", "5'"),
        (("A3", "A1"), "A②", "A3"),
    ],
)
def test_p05_names_the_numbers_left_out(steps, absent, at):
    (finding,) = found(numbered(*steps), "P05")
    assert f"手順 {absent} の記載がありません" in finding.message.ja
    assert finding.parts == (at,)
    assert finding.path[-1] == "step"


def test_p05_counts_each_series_from_one_and_in_any_order():
    assert found(numbered("②", "①’", "①"), "P05") == ()


def test_p05_lets_a_series_go_on_counting_from_an_earlier_one():
    assert found(numbered("①", "②", "③’", "④’"), "P05") == ()
    assert len(found(numbered("③’", "①", "②"), "P05")) == 1


def test_p05_bounds_the_numbers_it_lists():
    (finding,) = found(numbered("①", "(9999)"), "P05")
    assert finding.message.ja.count("㉑") == 1
    assert "㉒" not in finding.message.ja
    assert "…" in finding.message.ja


def test_p05_tells_which_later_step_puts_the_material_there():
    model = cloud("例", "example", VIEW.replace("②", "①"), SEND.replace("①", "②"))
    (finding,) = found(model, "P05")
    assert finding.parts == ("1", "store", "2")
    assert "「共有システム」から「申請情報」を読み出しますが" in finding.message.ja
    assert "置くのは手順②です" in finding.message.ja


def test_p05_takes_what_goes_from_a_store_to_a_user_for_read():
    out = VIEW.replace("②", "①").replace("operation: view, ", "")
    (finding,) = found(cloud("例", "example", out), "P05")
    assert finding.parts == ("1", "store")
    assert found(cloud("例", "example", out.replace("}", ", by: store}")), "P05") == ()


def test_p05_tells_where_nothing_puts_it_there():
    (finding,) = found(cloud("例", "example", VIEW.replace("②", "①")), "P05")
    assert "（置く手順の記載がありません）" in finding.message.ja


def test_p05_does_not_take_an_edit_for_a_put():
    edit = "{step: ②, from: pc, to: store, operation: edit, data: [application]}"
    findings = found(cloud("例", "example", VIEW.replace("②", "①"), edit), "P05")
    assert [f.parts for f in findings] == [("1", "store"), ("2", "store")]
    assert all("（置く手順の記載がありません）" in f.message.ja for f in findings)


def test_p05_takes_unstated_material_for_what_is_wanted():
    unsaid = SEND.replace("①", "③").replace(", data: [application]", "")
    early = SEND.replace("①", "②").replace("[application]", "[other]")
    model = cloud("例", "example", VIEW.replace("②", "①"), early, unsaid).model.replace(
        "data:\n", "data:\n  - {id: other}\n", 1
    )
    (finding,) = found(model, "P05")
    assert finding.parts == ("1", "store", "3")


def test_p05_runs_each_series_by_itself():
    model = cloud("例", "example", SEND, VIEW.replace("②", "①’"))
    (finding,) = found(model, "P05")
    assert finding.parts == ("1'", "store", "1")
    assert finding.level == "warning"
    assert "同じ系列のそれより前の手順に" in finding.message.ja
    (later,) = found(cloud("例", "example", SEND.replace("①", "②"), VIEW.replace("②", "①")), "P05")
    assert later.level == "error"
    held = cloud("例", "example", SEND, VIEW.replace("②", "①’"), store="holds: [application]")
    assert found(held, "P05") == ()


def test_p05_takes_what_was_deleted_for_gone():
    delete = "{step: ②, from: store, to: store, operation: delete}"
    (finding,) = found(cloud("例", "example", SEND, delete, VIEW.replace("②", "③")), "P05")
    assert finding.parts == ("3", "store", "2")
    assert finding.level == "error"
    assert finding.message.ja == (
        "手順③「資料の確認」は「共有システム」から「申請情報」を読み出しますが、"
        "「申請情報」は手順②で削除され、その後に置く手順の記載がありません"
    )


def test_p05_tells_which_step_puts_again_what_was_deleted():
    delete = "{step: ②, from: store, to: store, operation: delete}"
    again = SEND.replace("①", "④")
    model = cloud("例", "example", SEND, delete, VIEW.replace("②", "③"), again)
    (finding,) = found(model, "P05")
    assert finding.parts == ("3", "store", "2", "4")
    assert finding.message.ja.endswith("記載がありません（次に置くのは手順④です）")


def test_p05_tells_what_was_deleted_apart_from_what_was_never_there():
    delete = "{step: ②, from: store, to: store, operation: delete, data: [sub]}"
    both = VIEW.replace("②", "③").replace("[application]", "[sub, other]")
    model = cloud("例", "example", SEND.replace("[application]", "[sub]"), delete, both)
    text = model.model.replace("data:\n", "data:\n  - {id: sub}\n  - {id: other}\n", 1)
    findings = found(text, "P05")
    assert sorted(f.parts for f in findings) == [("3", "store"), ("3", "store", "2")]


def test_p05_sends_by_numbers_not_by_lines():
    assert found(cloud("例", "example", FETCH, SEND), "P05") == ()


@pytest.mark.parametrize(
    ("put", "taken", "findings"),
    [("sub", "application", 0), ("application", "sub", 0), ("sibling", "sub", 1)],
)
def test_p05_takes_a_category_above_or_below(put, taken, findings):
    def of(step, category):
        return step.replace("[application]", f"[{category}]")

    model = cloud("例", "example", of(SEND, put), of(VIEW, taken)).model.replace(
        "data:\n",
        "data:\n  - {id: sub, parent: application}\n  - {id: sibling, parent: application}\n",
    )
    assert len(found(model, "P05")) == findings


def test_p05_lets_a_service_make_new_material():
    model = cloud("例", "example", SEND, VIEW.replace("[application]", "[result]")).model.replace(
        "data:\n", "data:\n  - {id: result}\n"
    )
    assert len(found(model, "P05")) == 1
    assert found(model.replace("kind: storage", "kind: service"), "P05") == ()
