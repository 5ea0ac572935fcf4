"""F02: a step carries an item that the 別紙 does not list, or a listed item is carried nowhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Missing, Rule
from flowmodel.lint.samples import SEND, VIEW, cloud
from flowmodel.model import localise


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    agenda = ctx.graph.model.agenda
    if agenda is None or not agenda.annex.items:
        return
    flows = [f for f in ctx.graph.flows if f.personal]
    # A step without categories, or a category without items, may carry anything.
    vague = list(_vague(rule, ctx, flows))
    yield from vague
    listed = {_plain(i) for i in agenda.annex.items}
    carried: dict[str, str] = {}
    for flow in flows:
        for category in flow.data:
            if category.personal and category.id not in carried:
                carried[category.id] = flow.transfer.step
    used: set[str] = set()
    for id, step in carried.items():
        category = ctx.graph.data[id]
        names = [localise(i, "ja") for i in category.items]
        used.update(map(_plain, names))
        extra = [n for n in names if _plain(n) not in listed]
        if extra:
            yield rule.finding(
                ctx.graph.path_of(category),
                (id, step),
                category=ctx.name(category),
                items="、".join(extra),
                step=ctx.step(ctx.graph.steps[step]),
            )
    if vague or not flows:
        return
    for i, item in enumerate(agenda.annex.items):
        if _plain(item) not in used:
            yield rule.finding(
                ("agenda", "annex", "items", i),
                (item,),
                level="warning",
                message=rule.options["unused"],
                item=item,
            )


def _vague(rule: Rule, ctx: Context, flows: list[Flow]) -> Iterator[Finding]:
    """The steps and categories that cannot be compared with the list."""
    told: set[str] = set()
    for flow in flows:
        if not flow.data:
            yield rule.finding(
                flow.path,
                (flow.transfer.step,),
                missing=(Missing(None, (flow.transfer.step,), "data", _DATA),),
                level="warning",
                message=rule.options["unsaid"],
                step=ctx.step(flow),
            )
        for category in flow.data:
            if category.personal and not category.items and category.id not in told:
                told.add(category.id)
                yield rule.finding(
                    ctx.graph.path_of(category),
                    (category.id,),
                    missing=(Missing(None, (category.id,), "items", _CATEGORY_ITEMS),),
                    level="warning",
                    message=rule.options["empty"],
                    category=ctx.name(category),
                )


_DATA = Bilingual("運ぶ情報（data）", "data")
_CATEGORY_ITEMS = Bilingual("情報項目（items）", "items")


def _plain(item: str) -> str:
    return "".join(unicodedata.normalize("NFKC", item).split())


_ITEMS = "agenda: {{annex: {{items: [{}]}}}}"

RULE = Rule(
    id="F02",
    level="error",
    kind="flow",
    title=Bilingual("情報項目の一致", "Match of items"),
    message=Bilingual(
        "{step}が運ぶ{category}の項目「{items}」が、別紙の「結合される情報項目」に記載がありません",
        "{step} carries {category}, whose item(s) {items} the 別紙 does not list",
    ),
    options={
        "unused": Bilingual(
            "別紙の情報項目「{item}」を運ぶ手順の記載がありません",
            "no step is stated to carry the item {item} of the 別紙",
        ),
        "unsaid": Bilingual(
            "{step}に、運ぶ情報（data）の記載がなく、別紙の情報項目と照らし合わせられません",
            "{step} does not say which data it moves, so the items of the 別紙 cannot be compared",
        ),
        "empty": Bilingual(
            "{category}に、情報項目（items）の記載がなく、別紙の情報項目と照らし合わせられません",
            "{category}: no items are stated, so the items of the 別紙 cannot be compared",
        ),
    },
    why=Bilingual(
        "会議が認めるのは別紙に挙げた項目だけです。図と別紙が違えば、どちらを認めたのか分かりません。",
        "The meeting agrees to the items listed. Where list and figure differ, nobody knows to which.",
    ),
    applies=Bilingual(
        "別紙に情報項目（agenda の annex の items）が書かれたモデルの、個人情報を運ぶ手順。",
        "Steps that carry personal data, in models whose 別紙 lists items (items of the annex).",
    ),
    satisfied=Bilingual(
        "手順が運ぶ情報区分の items がすべて別紙にあり（なければエラー）、別紙の項目がすべてどれかの"
        "手順の情報区分にある（なければ警告）。全角・半角と空白の違いは問いません。項目の書かれていない"
        "情報区分と、情報区分の書かれていない手順は警告とし、一つでもあれば、使われない項目は"
        "数えません。",
        "Every item of the categories carried is in the 別紙 (else error), and every item of the 別紙 "
        "is in a category that some step carries (else warning). Width and blanks do not count. "
        "A category without items, or a step without categories, is a warning; while there is one, "
        "unused items are not counted.",
    ),
    basis=Bilingual(
        "技術的判断（別紙の「結合される情報項目」と図の情報区分を照らし合わせる）",
        "engineering judgement: 結合される情報項目 of the 別紙 against the categories of the figure",
    ),
    origin=("judgement",),
    check=_check,
    false_positives=Bilingual(
        "図では区分の名だけを書いた場合。区分の items に別紙の項目を書いてください。",
        "Categories used as mere labels: give their items as the 別紙 lists them.",
    ),
    passing=(
        cloud("項目が一致する", "the same items", SEND, more=_ITEMS.format("氏名, 住所")),
        cloud("別紙のない資料", "no list of items", SEND, VIEW),
    ),
    failing=(
        cloud("別紙にない項目", "an item not listed", SEND, more=_ITEMS.format("氏名")),
        cloud(
            "運ばれない項目",
            "an item that nothing carries",
            SEND,
            more=_ITEMS.format("氏名, 住所, 国籍"),
        ),
        cloud(
            "運ぶ情報が書かれていない",
            "a step that does not say what it moves",
            SEND.replace(", data: [application]", ""),
            more=_ITEMS.format("氏名"),
        ),
    ),
)
