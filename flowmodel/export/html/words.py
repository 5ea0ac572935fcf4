"""The words of the page, in both languages."""

from __future__ import annotations

from flowmodel.language import Bilingual, Lang

B = Bilingual

KINDS: dict[str, Bilingual] = {
    "step": B("手順", "Step"),
    "actor": B("主体", "Actor"),
    "channel": B("経路", "Channel"),
    "data": B("情報", "Data"),
    "zone": B("区画", "Zone"),
    "exclusion": B("アクセスできない者", "Kept out"),
}
"""The kinds of part that have a section."""

FIELDS: dict[str, Bilingual] = {
    "source": B("送り側", "From"),
    "target": B("受け側", "To"),
    "acting": B("操作", "Operation"),
    "channel": B("経路", "Channel"),
    "medium": B("媒体", "Medium"),
    "network": B("ネットワーク", "Network"),
    "data": B("情報", "Data"),
    "size": B("大きさ", "Size"),
    "basis": B("根拠となる規定", "Legal ground"),
    "consent": B("承諾", "Consent"),
    "gain": B("この手順で新たに持つ者", "Comes to hold"),
    "see": B("この手順で見る者（保有しない）", "Sees, without keeping"),
    "lose": B("この手順で消えるもの", "Deleted"),
    "kind": B("種類", "Kind"),
    "zone": B("区画", "Zone"),
    "operator": B("運営者", "Operator"),
    "location": B("所在", "Location"),
    "law": B("適用される法", "Governing law"),
    "country": B("運営者の国", "Operator's country"),
    "parent_country": B("親会社の国", "Parent company's country"),
    "support": B("保守要員の国", "Support staff in"),
    "foreign_law": B("外国法への対応", "Foreign law"),
    "functions": B("機能", "Functions"),
    "certificates": B("認証・登録", "Certificates"),
    "start": B("初めから保有", "Holds from the start"),
    "end": B("最後の手順の後に保有", "Holds after the last step"),
    "steps": B("関係する手順", "Steps"),
    "rights": B("与える権限", "Rights given"),
    "between": B("結ぶ主体", "Joins"),
    "carrier": B("運送者", "Carrier"),
    "max_size": B("扱える大きさの上限", "Largest file"),
    "items": B("項目", "Items"),
    "subjects": B("だれの情報か", "Whose data"),
    "personal": B("個人情報", "Personal data"),
    "my_number": B("個人番号", "My Number"),
    "assessment": B("特定個人情報保護評価", "Assessment"),
    "class": B("自治体機密性", "Classification"),
    "part_of": B("上位の区分", "Kind of"),
    "held_by": B("最後の手順の後に保有する者", "Held after the last step by"),
    "actors": B("主体", "Actors"),
    "parties": B("アクセスできない者", "Kept out"),
    "protects": B("守る対象", "Protected"),
    "text": B("記載", "As printed"),
    "proof": B("たどった結果", "What was traced"),
    "note": B("備考", "Remark"),
    "inferred": B("確実さ", "Certainty"),
    "reason": B("理由", "Reason"),
    "evidence": B("裏付け", "Evidence"),
    "date": B("日付", "Date"),
    "planned": B("予定日", "Planned for"),
    "expires": B("期限", "Until"),
}
"""What the lines of a section are called."""

VALUES: dict[str, Bilingual] = {
    "no_data": B("記載がありません（個人情報として扱う）", "not stated (taken as personal data)"),
    "yes": B("含む", "yes"),
    "no": B("含まない", "no"),
    "inside": B("主体の内", "within the actor"),
}
"""Values that are no texts of the model."""

PAGE: dict[str, Bilingual] = {
    "search": B("図の中を探す", "Search the figure"),
    "search_hint": B("名前・情報・対策", "names, data, controls"),
    "theme": B("明暗を切り替える", "Switch light and dark"),
    "print": B("印刷する", "Print"),
    "filter": B("情報で絞り込む", "Show only"),
    "filter_all": B("すべての情報", "All data"),
    "figure": B("図", "Figure"),
    "figure_help": B(
        "矢印キーで図の中を移り、Enter で内容を開きます。＋・－で拡大・縮小、0 で全体を表示します。",
        "Arrow keys move among the parts, Enter opens one. + and − zoom, 0 shows all.",
    ),
    "zoom_in": B("拡大", "Zoom in"),
    "zoom_out": B("縮小", "Zoom out"),
    "fit": B("全体を表示", "Fit"),
    "page_before": B("前のページ", "Previous page"),
    "page_after": B("次のページ", "Next page"),
    "play": B("手順を順に再生", "Play the steps"),
    "pause": B("止める", "Pause"),
    "before": B("前の手順", "Previous step"),
    "after": B("次の手順", "Next step"),
    "slider": B("手順", "Step"),
    "leave": B("再生を終える", "Leave the playback"),
    "start": B("最初（手順の前）", "Before the first step"),
    "table": B("手順の一覧", "The steps"),
    "grid": B("表", "Table"),
    "details": B("内容", "Details"),
    "overview": B("点検の結果", "What the check found"),
    "back": B("戻る", "Back"),
    "hint": B(
        "図の矢印・主体・経路を選ぶと、情報、対策とそれを担う者、指摘、根拠が表示されます。",
        "Choose an arrow, an actor or a channel to see its data, the controls with who provides "
        "them, findings and grounds.",
    ),
    "grid_hint": B(
        "図か表の列を選ぶと、その手順の情報、対策とそれを担う者、指摘、根拠が表示されます。",
        "Choose a column of the figure or the table to see the data of its step, the controls with "
        "who provides them, findings and grounds.",
    ),
    "findings": B("点検の指摘", "Findings"),
    "no_findings": B("指摘はありません", "No findings"),
    "unchecked": B("点検していません", "Not checked"),
    "controls": B("情報保護対策", "Controls"),
    "none": B("記載がありません", "none stated"),
    "controls_as": B("対策 {n} 件", "{n} controls"),
    "asked_as": B("求められる対策 {n} 件", "{n} asked for"),
    "shared": B("いくつもの箇所に共通の内容", "What several parts have in common"),
    "asked": B("規則が求める対策", "Controls that rules ask for"),
    "why": B("理由", "Why"),
    "met": B("記載あり", "stated"),
    "unmet": B("記載なし", "not stated"),
    "basis": B("根拠", "Basis"),
    "line": B("{n} 行目", "line {n}"),
    "notes": B("注", "Notes"),
    "step": B("手順", "Step"),
    "route": B("送り側 → 受け側", "From → to"),
    "data": B("情報", "Data"),
    "channel": B("経路", "Channel"),
    "found": B("指摘", "Findings"),
    "held": B("{name} の後に持っている情報", "Who holds what after {name}"),
    "held_first": B("初めから持っている情報", "Who holds what from the start"),
    "holders": B("持っている情報", "Who holds what"),
    "held_none": B("だれも保有していません", "Nobody holds anything"),
    "held_new": B("新しい", "new"),
    "held_seen": B("閲覧のみ", "seen only"),
    "unnamed": B("（区分の記載なし）", "(unnamed)"),
    "held_others": B("ほかに持っている者（{n}）", "Others who hold something ({n})"),
    "matches": B("見つかったもの", "What was found"),
    "more_hits": B("ほか {n} 件", "{n} more"),
    "hits": B("{n} 件", "{n} found"),
    "no_hits": B("見つかりません", "nothing found"),
    "chosen": B("{name} の内容を表示しました", "{name}: details shown"),
    "at": B("{name}（{n}／{all}）", "{name} ({n} of {all})"),
    "lost": B(
        "プレビューが止まっています。この図は最後に描いたものです",
        "the preview has stopped; this is the last figure that was drawn",
    ),
    "broken": B(
        "保存された内容に誤りがあります。図は最後に描けたものです",
        "what was saved cannot be drawn; the figure is the last good one",
    ),
}
"""What the page says by itself."""

SCRIPTED = (
    "start", "play", "pause", "held", "held_first", "held_none", "held_new", "held_seen", "held_others", "unnamed",
    "matches", "hits", "more_hits", "no_hits", "chosen", "at",
)  # fmt: skip
"""The words of the page that its script says."""
LIVE = ("lost", "broken")
"""Those that it says in a preview alone."""


def words(lang: Lang) -> dict[str, str]:
    """The words of the page in a language."""
    return {key: text.text(lang) for key, text in PAGE.items()}
