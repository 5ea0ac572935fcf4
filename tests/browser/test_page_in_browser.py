"""The HTML page in Chromium, opened from the disk: walked, played, filtered, searched, printed."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

import flowmodel as fm

Open = Callable[..., Page]
Write = Callable[..., str]

STEP_4 = '[role=button][data-part="#4"]'
INSIDE = "n => { const [a, b] = [n, document.getElementById('ui:view')].map(e => e.getBoundingClientRect()); return a.top >= b.top - 1 && a.bottom <= b.bottom + 1; }"
"""Whether a node is in sight."""
HOSTILE = "</script><img src=x onerror=document.title=1>]]>'\"<svg onload=document.title=1>"


@pytest.fixture
def page(visit: Open, written: Write) -> Page:
    return visit(written("shiryo-59-1"))


@pytest.fixture
def ocr(visit: Open, written: Write) -> Page:
    return visit(written("lgwan-ai-ocr"))


def ui(name: str) -> str:
    return f"#ui\\:{name}"


def shown(page: Page) -> str:
    """The key of the part of which the panel tells."""
    return str(page.evaluate("[...document.querySelectorAll('.part.told')].map(e => e.id).join()"))  # fmt: skip


def lit(page: Page) -> set[str]:
    """The parts of the figure that are not dimmed."""
    return set(page.evaluate("[...document.querySelectorAll('.sheet g[data-part]:not(.off, .later)')].map(e => e.dataset.part)"))  # fmt: skip


def test_opens_from_the_disk_and_asks_for_nothing(visit: Open, written: Write) -> None:
    asked: list[str] = []
    page = visit("about:blank")
    page.on("request", lambda r: asked.append(r.url))
    address = written("shiryo-59-1")
    page.goto(address)
    expect(page.locator("h1")).to_contain_text("個人情報の流れ")
    assert [a for a in asked if not a.startswith("data:font/woff2")] == [address]
    loaded = page.evaluate("document.fonts.ready.then(f => [...f].map(x => x.status))")
    assert loaded == ["loaded"]


def test_the_policy_holds(visit: Open, written: Write) -> None:
    page = visit(written("shiryo-59-1"), quiet=False)
    page.evaluate("""() => { const s = document.createElement('script');
        s.append(document.createTextNode('document.title = "ran"')); document.body.append(s); }""")
    assert page.title() != "ran"
    # A string given to what would run it, or read it as HTML, is refused even before.
    for act in (
        "document.createElement('script').textContent = 'x'",
        "document.body.innerHTML = 'x'",
        "document.body.setAttribute('onclick', 'x')",
    ):
        told = page.evaluate(f"(() => {{ try {{ {act}; }} catch (e) {{ return e.name; }} }})()")
        assert told == "TypeError"
    failed = page.evaluate("fetch('https://example.org').then(() => 'went out', () => 'refused')")
    assert failed == "refused"


def test_a_step_is_chosen_in_the_figure(page: Page) -> None:
    page.click(STEP_4)
    assert shown(page) == "step:4"
    panel = page.locator("[id='step:4']")
    for said in ("E07", "LGWAN回線", "申請情報", "受け側がダウンロード", "規則が求める対策"):
        expect(panel).to_contain_text(said)
    assert page.url.endswith("#step:4")
    assert lit(page) >= {"#4", "box", "ward-pc", "lgwan-line"}
    assert lit(page).isdisjoint({"#1", "partner-pc", "internet-line", "!0"})
    expect(page.locator("tr.chosen a")).to_have_text("④資料のダウンロード")
    expect(page.locator("tr.chosen")).to_have_attribute("aria-current", "true")
    expect(page.locator(STEP_4)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".frame")).to_have_count(1)
    expect(page.locator(ui("said"))).to_have_text("④資料のダウンロード の内容を表示しました")


def test_a_thin_line_is_hit_beside_it(page: Page) -> None:
    box = page.evaluate(f"""() => {{ const r = document.querySelector('{STEP_4} .hit').getBoundingClientRect();
        return [r.left + r.width / 2, r.top + r.height / 2]; }}""")
    page.mouse.click(box[0], box[1] + 3)
    assert shown(page) == "step:4"


@pytest.mark.parametrize(("part", "anchor"), [
    ("box", "part:box"), ("internet-line", "part:internet-line"), ("!0", "kept:0"),
])  # fmt: skip
def test_actors_channels_and_exclusions_are_chosen(page: Page, part: str, anchor: str) -> None:
    # A place near the edge, on nothing but the part itself.
    page.locator(f'[role=button][data-part="{part}"]').first.click(position={"x": 8, "y": 2})
    assert shown(page) == anchor


def test_a_control_box_tells_of_its_owner_and_a_zone_of_itself(page: Page) -> None:
    page.click("text=・ウイルス感染の防止")
    assert shown(page) == "part:partner-pc"
    page.click(".sheet text:has-text('新宿区') >> nth=0")
    assert shown(page) == "part:ward"
    page.click(".sheet text:has-text('申請情報') >> nth=0")
    assert shown(page) == "part:application"
    page.click(ui("back"))
    assert shown(page) == ""
    expect(page.locator(ui("overview"))).to_be_visible()


def test_links_lead_from_part_to_part(page: Page) -> None:
    page.click("tr[data-key='#1'] td >> nth=2")
    page.click("[id='step:1'] a:has-text('インターネット回線') >> nth=0")
    assert shown(page) == "part:internet-line"
    page.click("[id='part:internet-line'] a:has-text('③資料の修正等')")
    assert shown(page) == "step:3"
    page.click(ui("back"))
    page.click(f"{ui('overview')} .at a >> nth=0")
    assert shown(page) == "part:partner-pc"


def test_everything_by_keys(page: Page) -> None:
    page.locator(".filter button").last.focus()
    page.keyboard.press("Tab")
    focused = "document.activeElement.dataset.part"
    assert page.evaluate(focused) == "partner-pc"
    expect(page.locator(".ring")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    first = page.evaluate(focused)
    assert first != "partner-pc"
    page.keyboard.press("End")
    assert page.evaluate(focused) == "!0"
    page.keyboard.press("Home")
    assert page.evaluate(focused) == "partner-pc"
    page.keyboard.press("Enter")
    assert shown(page) == "part:partner-pc"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Escape")
    assert shown(page) == ""
    assert page.evaluate(focused) == "partner-pc"
    # One stop in the figure, whatever it holds: the next Tab leaves it.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "ui:in"
    expect(page.locator(".ring")).to_have_count(0)


def test_arrow_keys_go_where_they_point(page: Page) -> None:
    places = page.evaluate("""() => [...document.querySelectorAll('.sheet [role=button]')].map(n => {
        const r = n.getBoundingClientRect();
        return [n.dataset.part, r.left + r.width / 2, r.top + r.height / 2]; })""")
    at = {part: (x, y) for part, x, y in places}
    page.locator(STEP_4).focus()
    for key, axis, sign in (
        ("ArrowLeft", 0, -1), ("ArrowUp", 1, -1), ("ArrowRight", 0, 1), ("ArrowDown", 1, 1),
    ):  # fmt: skip
        before = page.evaluate("document.activeElement.dataset.part")
        page.keyboard.press(key)
        after = page.evaluate("document.activeElement.dataset.part")
        assert (at[after][axis] - at[before][axis]) * sign > 0


def test_playback_shows_who_holds_what(ocr: Page) -> None:
    held, at = ocr.locator(ui("held")), ocr.locator(ui("at"))
    expect(held).to_be_hidden()
    for _ in range(4):
        ocr.click(ui("after"))
    expect(at).to_have_text("④画像の送信")
    assert shown(ocr) == "step:4"
    assert ocr.evaluate("location.hash") == "#play:4"
    expect(held.locator("dt")).to_have_text(["申請者本人", "窓口スキャナー", "担当課LGWAN端末", "AI-OCRサービス"])  # fmt: skip
    expect(held.locator("dd.fresh")).to_have_text(["読取画像新しい"])
    chips = ocr.locator("[data-part=ocr]").first
    expect(chips.locator("rect[data-part=image]")).to_contain_class("fresh")
    expect(chips.locator("rect[data-part=text]")).to_contain_class("absent")
    assert {"#1", "#4"} <= lit(ocr)
    assert "#5" not in lit(ocr)
    ocr.click(ui("before"))
    expect(at).to_contain_text("③")
    expect(held).not_to_contain_text("AI-OCRサービス")
    ocr.click(ui("leave"))
    expect(held).to_be_hidden()
    assert "#5" in lit(ocr)
    assert "#" not in ocr.url


def test_playback_begins_at_the_step_that_is_chosen(ocr: Page) -> None:
    ocr.click("tr[data-key='#4'] a")
    ocr.click(ui("after"))
    expect(ocr.locator(ui("at"))).to_contain_text("⑤")
    ocr.click(ui("leave"))
    ocr.click("tr[data-key='#4'] a")
    ocr.click(ui("play"))
    expect(ocr.locator(ui("at"))).to_contain_text("④")


def test_playback_agrees_with_the_analysis(ocr: Page) -> None:
    model = fm.load("examples/lgwan-ai-ocr/model.yaml")
    names = {a.id: a.label("ja") for a in model.actors}
    data = {c.id: c.label("ja") for c in model.data}
    for i, moment in enumerate(fm.holdings(model).moments):
        ocr.locator(ui("slider")).fill(str(i))
        told = ocr.evaluate("""[...document.querySelectorAll('.holdings dl > div')].map(row =>
            [row.querySelector('dt').textContent,
             [...row.querySelectorAll('dd')].map(d => d.firstChild.textContent).sort()])""")
        want = {names[a]: sorted(data[h.category] for h in held) for a, held in moment.held}
        assert dict(told) == want


def test_playback_by_keys_and_from_the_address(ocr: Page) -> None:
    ocr.evaluate("document.activeElement.blur()")
    ocr.keyboard.press("ArrowRight")
    ocr.keyboard.press("ArrowRight")
    assert shown(ocr) == "step:2"
    ocr.keyboard.press("ArrowLeft")
    assert shown(ocr) == "step:1"
    ocr.keyboard.press("ArrowLeft")
    expect(ocr.locator(ui("at"))).to_have_text("最初（手順の前）")
    ocr.locator(ui("slider")).focus()
    ocr.keyboard.press("End")
    assert ocr.evaluate("location.hash") == "#play:10"
    ocr.evaluate("location.hash = 'play:3'")
    expect(ocr.locator(ui("at"))).to_contain_text("③")
    ocr.evaluate("location.hash = 'part:ocr'")
    expect(ocr.locator("[id='part:ocr']")).to_be_visible()
    ocr.evaluate("location.hash = '%E0%A4%A'")
    ocr.evaluate("location.hash = 'step:99'")
    expect(ocr.locator("[id='part:ocr']")).to_be_visible()


def test_an_address_opens_at_its_place(visit: Open, written: Write) -> None:
    page = visit(written("shiryo-59-1") + "#step:2%27")
    assert shown(page) == "step:2'"


def test_play_runs_by_itself_and_stops(visit: Open, written: Write) -> None:
    page = visit("about:blank", reduced_motion="no-preference")
    page.clock.install(time=0)
    page.goto(written("shiryo-59-1"))
    page.clock.pause_at(60_000)
    page.click(ui("play"))
    expect(page.locator(ui("play"))).to_have_attribute("aria-label", "止める")
    expect(page.locator(".mark")).to_have_count(1)
    assert shown(page) == "step:1"
    page.clock.run_for(2300)
    assert shown(page) == "step:2"
    page.click(ui("play"))
    page.clock.run_for(9000)
    assert shown(page) == "step:2"
    page.click(ui("play"))
    page.clock.run_for(30_000)
    expect(page.locator(ui("play"))).to_have_attribute("aria-label", "手順を順に再生")
    assert shown(page) == "step:3'"
    expect(page.locator(".mark")).to_have_count(0)


def test_nothing_moves_where_that_is_not_wished(page: Page) -> None:
    page.click(ui("after"))
    assert shown(page) == "step:1"
    expect(page.locator(".mark")).to_have_count(0)


def test_filter_leaves_what_carries_the_data(ocr: Page) -> None:
    ocr.click("[data-filter=deletion-notice]")
    expect(ocr.locator("tr[data-key]:visible")).to_have_count(1)
    assert "#10" in lit(ocr)
    assert lit(ocr).isdisjoint({"#1", "#4", "applicant"})
    expect(ocr.locator("[data-filter=deletion-notice]")).to_have_attribute("aria-pressed", "true")
    ocr.click("[data-filter=deletion-notice]")
    expect(ocr.locator("tr[data-key]:visible")).to_have_count(10)
    assert "#1" in lit(ocr)


def test_search_finds_controls_and_walks_the_hits(page: Page) -> None:
    page.fill(ui("search"), "むがいか")
    expect(page.locator(ui("hits"))).to_have_text("見つかりません")
    page.fill(ui("search"), "ﾌｧｲﾙの 無害化")  # half-width letters mean the same
    expect(page.locator(ui("hits"))).to_have_text("4 件")
    assert "lgwan-line" in lit(page)
    assert "internet-line" not in lit(page)
    expect(page.locator("tr[data-key]:visible")).to_have_count(3)
    seen = []
    for _ in range(5):
        page.keyboard.press("Enter")
        seen.append(shown(page))
    assert len(set(seen)) == 4
    assert seen[0] == seen[4]
    page.keyboard.press("Escape")
    expect(page.locator(ui("search"))).to_have_value("")
    expect(page.locator("tr[data-key]:visible")).to_have_count(7)


def test_the_table_is_walked_by_keys(page: Page) -> None:
    page.locator("tbody a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert shown(page) == "step:2"
    assert page.evaluate("document.activeElement.textContent") == "②資料の確認"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == "①資料の送信"


def test_the_row_of_a_step_is_not_hidden_by_the_heads(ocr: Page) -> None:
    ocr.click(ui("slider"))
    ocr.evaluate("location.hash = 'play:4'")
    expect(ocr.locator("tr.chosen a")).to_have_text("④画像の送信")
    row, head = (
        ocr.locator("tr.chosen").bounding_box(),
        ocr.locator("thead th").first.bounding_box(),
    )
    assert row
    assert head
    assert row["y"] >= head["y"] + head["height"] - 2


def scale(page: Page) -> float:
    return float(page.evaluate("new DOMMatrix(getComputedStyle(document.getElementById('ui:canvas')).transform).a"))  # fmt: skip


def test_zoom_and_pan(page: Page) -> None:
    fitted = scale(page)
    page.click(ui("in"))
    assert scale(page) == pytest.approx(fitted * 1.25, rel=1e-3)
    page.click(ui("fit"))
    assert scale(page) == pytest.approx(fitted, rel=1e-3)
    step = page.locator(f"{STEP_4} text").first
    before = step.bounding_box()
    assert before
    page.mouse.move(before["x"], before["y"])
    page.mouse.wheel(0, -400)
    page.wait_for_function(f"() => new DOMMatrix(getComputedStyle(document.getElementById('ui:canvas')).transform).a > {fitted * 2}")  # fmt: skip
    after = step.bounding_box()
    assert after
    # What lies below the pointer stays there.
    assert (after["x"], after["y"]) == pytest.approx((before["x"], before["y"]), abs=2)
    page.mouse.down()
    page.mouse.move(before["x"] + 40, before["y"] + 25, steps=4)
    page.mouse.up()
    moved = step.bounding_box()
    assert moved
    assert (moved["x"], moved["y"]) == pytest.approx((before["x"] + 40, before["y"] + 25), abs=2)
    assert shown(page) == ""  # a drag is no click
    page.locator(STEP_4).focus()
    page.keyboard.press("0")
    assert scale(page) == pytest.approx(fitted, rel=1e-3)
    page.keyboard.press("+")
    assert scale(page) > fitted
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert scale(page) < fitted


def test_two_fingers_pinch(visit: Open, written: Write) -> None:
    page = visit(written("shiryo-59-1"), has_touch=True, viewport={"width": 400, "height": 860})
    fitted = scale(page)
    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, *places: tuple[int, int]) -> None:
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(places)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", (180, 300), (220, 300))
    fingers("touchMove", (160, 300), (240, 300))
    fingers("touchMove", (140, 300), (260, 300))
    fingers("touchEnd")
    page.wait_for_function(f"() => new DOMMatrix(getComputedStyle(document.getElementById('ui:canvas')).transform).a > {fitted * 1.8}")  # fmt: skip


def test_one_finger_chooses_scrolls_and_moves_what_is_enlarged(visit: Open, written: Write) -> None:
    page = visit(written("shiryo-59-1"), has_touch=True, viewport={"width": 400, "height": 700})
    touch = page.context.new_cdp_session(page)

    def swipe(dx: int, dy: int) -> None:
        for kind, share in (("touchStart", 0.0), ("touchMove", 0.5), ("touchMove", 1.0)):
            at = {"x": 200 + dx * share, "y": 280 + dy * share}
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    pose = "document.getElementById('ui:canvas').style.transform"
    page.locator(f"{STEP_4} text").first.tap()
    expect(page.locator("[id='step:4']")).to_be_visible()
    # What is told covers the lower part; the step is in sight above it.
    step, panel = page.locator(STEP_4).bounding_box(), page.locator(ui("panel")).bounding_box()
    assert step
    assert panel
    assert step["y"] >= 0
    assert step["y"] + step["height"] <= panel["y"] + 1
    page.click(ui("back"))
    page.click(ui("in"))
    page.click(ui("in"))
    enlarged = page.evaluate(pose)
    swipe(-50, 30)
    page.wait_for_function(f"before => {pose} !== before", arg=enlarged)
    page.click(ui("fit"))
    fitted = page.evaluate(pose)
    swipe(0, -60)
    assert page.evaluate(pose) == fitted  # the whole figure stays: the page scrolls


def test_pages_are_turned_and_parts_brought_into_sight(visit: Open, written: Write) -> None:
    page = visit(written("gallery/four-series"))
    last = page.locator(".sheet").last
    assert not last.evaluate(INSIDE)
    for _ in range(page.locator(".sheet").count() - 1):
        page.click(ui("page-after"))
    assert last.evaluate(INSIDE)
    # A step of the first page comes into sight by itself.
    page.click("tbody tr >> nth=0 >> a")
    chosen = page.evaluate("document.querySelector('tr.chosen').dataset.key")
    assert page.locator(f'[role=button][data-part="{chosen}"]').first.evaluate(INSIDE)


def far() -> dict[str, object]:
    """Ninety steps between twelve zones, hardly one of which is the neighbour of the one before."""
    ends = [(k * 5 % 12, (k * 5 + 1 + k % 7) % 12) for k in range(90)]
    return {
        "flowmodel": 1, "id": "far", "title": "遠い手順",
        "zones": [{"id": f"z{i}", "name": f"区画{i}"} for i in range(12)],
        "actors": [{"id": f"a{i}", "name": f"端末{i}", "kind": "terminal", "zone": f"z{i}"} for i in range(12)],
        "channels": [
            {"id": f"c{a}-{b}", "name": "回線", "between": [f"a{a}", f"a{b}"]}
            for a, b in sorted({(min(p), max(p)) for p in ends})
        ],
        "transfers": [
            {"step": str(k + 1), "label": "送付", "from": f"a{a}", "to": f"a{b}",
             "over": f"c{min(a, b)}-{max(a, b)}"}
            for k, (a, b) in enumerate(ends)
        ],
    }  # fmt: skip


def test_a_tall_figure_is_read_from_top_to_bottom(visit: Open, written: Write) -> None:
    page = visit(written(fm.loads(json.dumps(far())), paper="screen"))
    assert page.locator(".sheet").count() == 1
    sheet, view = page.locator(".sheet svg").bounding_box(), page.locator(ui("view")).bounding_box()
    assert sheet
    assert view
    assert sheet["width"] == pytest.approx(view["width"], abs=16)
    assert sheet["height"] > 3 * view["height"]
    assert sheet["y"] == pytest.approx(view["y"], abs=16)
    page.mouse.move(view["x"] + 200, view["y"] + 200)
    page.mouse.wheel(0, 300)
    page.wait_for_function(f"document.querySelector('.sheet svg').getBoundingClientRect().top < {sheet['y'] - 250}")  # fmt: skip
    # A step far below comes into sight, as it is taken and as it is chosen.
    last = page.locator("tbody tr a").count() - 1
    page.click(f"tbody tr >> nth={last} >> a")
    chosen = page.evaluate("document.querySelector('tr.chosen').dataset.key")
    step = page.locator(f'[role=button][data-part="{chosen}"]').first
    assert step.evaluate(INSIDE)
    page.click(ui("fit"))
    again = page.locator(".sheet svg").bounding_box()
    assert again
    assert again["y"] == pytest.approx(sheet["y"], abs=1)


def test_dark_by_wish_and_by_button(visit: Open, written: Write) -> None:
    page = visit(written("shiryo-59-1"), color_scheme="dark")
    ground = "getComputedStyle(document.querySelector('.sheet svg > rect')).fill"
    dark = page.evaluate(ground)
    page.click(ui("theme"))
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert dark != "rgb(255, 255, 255)"
    page.click(ui("theme"))
    assert page.evaluate(ground) == dark


def words(data: bytes) -> list[str]:
    # Fonts may give the radical ⼿ for the character 手.
    return [
        unicodedata.normalize("NFKC", p.extract_text()) for p in PdfReader(io.BytesIO(data)).pages
    ]


def test_prints_the_figure_and_the_table(visit: Open, written: Write) -> None:
    page = visit(written("shiryo-59-1"), color_scheme="dark")
    page.click(STEP_4)
    page.fill(ui("search"), "無害化")
    pages = words(page.pdf(prefer_css_page_size=True))
    assert len(pages) == 2
    assert "ISMSクラウドセキュリティ認証取得済み" in pages[0].replace("\n", "")
    assert pages[1].count("インターネット回線") >= 4  # rows that the search hides are printed
    for control in ("再生", "情報で絞り込む", "点検の指摘", "戻る"):
        assert control not in "".join(pages)


def test_each_page_of_the_figure_is_printed_on_its_own(visit: Open, written: Write) -> None:
    count = len(fm.draw(fm.load("examples/gallery/four-series/model.yaml")).scene.pages)
    assert count > 1
    page = visit(written("gallery/four-series"))
    pages = words(page.pdf(prefer_css_page_size=True))
    for n in range(count):
        assert f"({n + 1}/{count})" in pages[n]
        assert "手順の一覧" not in pages[n]
    assert "手順の一覧" in pages[count]


def test_readable_without_script(visit: Open, written: Write) -> None:
    page = visit(written("shiryo-59-1"), java_script_enabled=False)
    expect(page.locator(".sheet svg")).to_be_visible()
    expect(page.locator("tbody tr").last).to_be_visible()
    expect(page.locator("[id='step:4'] >> text=E07 パスワード付ファイルと無害化 >> nth=0")).to_be_visible()  # fmt: skip
    for control in ("search", "play", "in", "filter", "back"):
        expect(page.locator(ui(control))).to_be_hidden()
    page.click("tbody a >> nth=3")
    assert page.url.endswith("#step:4")


def test_hostile_words_do_not_run(visit: Open, written: Write) -> None:
    b = fm.Builder("x", title=HOSTILE)
    zone, what = b.zone("z", HOSTILE), b.data("d", HOSTILE)
    a = b.actor("a", HOSTILE, kind="terminal", zone=zone)
    c = b.actor("c", HOSTILE, kind="storage", zone=zone)
    b.transfer(1, HOSTILE, a, c, over=b.channel("l", a, c, HOSTILE), data=[what], basis=HOSTILE)
    page = visit(written(b.build()))
    page.click(ui("after"))
    page.click("[data-filter=d]")
    page.fill(ui("search"), "onerror")
    page.keyboard.press("Enter")
    assert page.title() == HOSTILE
    assert page.locator("img").count() == 0
    expect(page.locator(ui("held"))).to_contain_text("</script>")


def test_narrow_screens_tell_in_a_sheet_from_below(visit: Open, written: Write) -> None:
    page = visit(written("shiryo-59-1"), viewport={"width": 400, "height": 860})
    assert page.evaluate("document.documentElement.scrollWidth") == 400
    page.click(STEP_4)
    box = page.locator(ui("panel")).bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(860, abs=1)
    expect(page.locator(STEP_4)).to_be_in_viewport()
    page.click(ui("back"))
    assert (
        page.evaluate("getComputedStyle(document.getElementById('ui:panel')).position") == "static"
    )


def test_english(visit: Open, written: Write) -> None:
    page = visit(written("lgwan-ai-ocr", lang="en"))
    page.click(ui("after"))
    expect(page.locator(ui("at"))).to_have_text("①hand in the form")
    expect(page.locator(ui("held"))).to_contain_text("Who holds what after ①hand in the form")
    page.fill(ui("search"), "scanner")
    expect(page.locator(ui("hits"))).to_contain_text("found")


def test_each_channel_of_a_shared_band_is_chosen_by_its_rows(visit: Open, written: Write) -> None:
    page = visit(written("gallery/shelters"))
    third = page.locator('[role=button][data-part="c3"]')
    expect(third).to_have_attribute("aria-label", "LGWAN回線（第三小学校－被災者支援システム）")
    third.click(position={"x": 8, "y": 3})
    assert shown(page) == "part:c3"
    assert {"c3", "#3", "s3"} <= lit(page)
    assert lit(page).isdisjoint({"c2", "#2", "s2"})
    head = page.locator("g[data-also][data-part=c1]")
    expect(head).not_to_contain_class("off")
    page.locator("[role=button][data-part=hq-line]").first.click(position={"x": 8, "y": 2})
    expect(head).to_contain_class("off")


@pytest.mark.parametrize("view", ["matrix", "holdings"])
def test_a_plot_is_walked_and_played(visit: Open, written: Write, view: str) -> None:
    page = visit(written("lgwan-ai-ocr", view=view))
    page.click(".sheet [data-part='#4'] text >> nth=0")
    assert shown(page) == "step:4"
    pale = "[...document.querySelectorAll('.sheet .%s')].map(n => n.dataset.part)"
    off = set(page.evaluate(pale % "off"))
    assert "#4" not in off
    assert "#5" in off
    page.click(ui("after"))
    assert set(page.evaluate(pale % "later")) == {"#6", "#7", "#8", "#9", "#10"}
    expect(page.locator(".sheet svg")).to_have_attribute("role", "group")


@pytest.mark.parametrize("lack", ["window.matchMedia = undefined", "delete HTMLScriptElement.prototype.noModule"])  # fmt: skip
def test_where_the_script_cannot_run_all_is_there_to_read(
    visit: Open, written: Write, lack: str
) -> None:
    page = visit("about:blank", quiet=False)
    page.add_init_script(lack)
    page.goto(written("shiryo-59-1"))
    expect(page.locator("html")).not_to_contain_class("js")
    expect(page.locator("[id='step:4']")).to_be_visible()
    expect(page.locator(ui("play"))).to_be_hidden()
    expect(page.locator("tbody tr").first).to_be_visible()


def test_measures_that_flowmodel_gathers_tell_of_whose_they_are(
    visit: Open, written: Write
) -> None:
    page = visit(written("gallery/shelters"))
    page.click(".sheet text:has-text('・自動削除')")
    assert shown(page) == "part:roll"
    page.click(".sheet text:has-text('この区画の全 8 主体')")
    assert shown(page) == "part:shelters"
