"""Why some findings have no lines to fill in: something has to be decided, or changed elsewhere.

Rules of which every finding is mended by a text, or by ``--fix``, are not in the table.
"""

from __future__ import annotations

from flowmodel.language import Bilingual

_FLOW = Bilingual(
    "流れか、言明のどちらかが誤っています。どちらを改めるかは、書き加える文では決まりません。",
    "Either the flow or the assertion is wrong; which of them changes, no added text decides.",
)
_EMPTY = Bilingual(
    "空白だけで書かれた項目には書き加える場所がありません。その項目に書いてください。",
    "A field that is there and holds only blanks has no place for an addition: fill in that field.",
)

DECISIONS: dict[str, Bilingual] = {
    "E11": Bilingual(
        "大きさが上限に収まらないときは、別の送り方を決める必要があります。",
        "Where the size does not fit, another way of sending has to be decided on.",
    ),
    "P01": Bilingual(
        "区画のネットワークの記載がない場合は記入欄を示します。直接つなぐ流れは、中継を置くか、分離の"
        "モデルを定めるかを決め、図を改める必要があります。",
        "Lines are shown where only a zone's network is not stated. A direct link needs a decision, "
        "a mediator or a model of separation, and another figure.",
    ),
    "P03": Bilingual(
        "separation に別のモデルが書かれているときは、それを改めるか、ブレイクアウトをやめるかを決める"
        "必要があります。",
        "Where separation states another model, that or the breakout has to change.",
    ),
    "P05": Bilingual(
        "番号の抜けは --fix が詰めます。順序、向き、権限は、どの手順や権限が誤っているかを決める必要が"
        "あります。",
        "A gap in the numbers is closed by --fix. Order, direction and rights need a decision on "
        "which step or right is the wrong one.",
    ),
    "F01": Bilingual(
        "除外するか、届く道筋を残すかを決め、流れ、共有の設定、経路のいずれかを改める必要があります。",
        "Whether the party is kept out or the way stays has to be decided, and flow, share or "
        "channel changed.",
    ),
    "F02": Bilingual(
        "別紙と流れの項目が食い違うときは、どちらが正しいかを決める必要があります。",
        "Where annex and flow differ in their items, which of them is right has to be decided.",
    ),
    "F04": Bilingual(
        "根拠に号がないときはその文を書き直し、インターネットで運ぶときは別の経路を決める必要があります。",
        "A ground without its item has to be reworded; what goes over the internet needs another "
        "channel.",
    ),
    "F05": _EMPTY,
    "F06": Bilingual(
        "経路を替えるか、区分か取扱いの表を見直すかを決める必要があります。",
        "Another channel, or another look at class and table of handling, has to be decided on.",
    ),
    "F07": Bilingual(
        "事業者ごとのフォルダの割当ては、保存先の設定を決めてから書く必要があります。",
        "Which folder each business is given has to be decided at the store before it is written.",
    ),
    "D02": Bilingual(
        "図とチェックリストが食い違うときは、どちらが正しいかを決める必要があります。",
        "Where figure and checklist differ, which of them is right has to be decided.",
    ),
    "D03": Bilingual(
        "記載のない項目には記入欄を示します。期間の食い違いは、期間を決め直す必要があります。",
        "Lines are shown for fields that are not stated. A period that does not fit has to be set "
        "anew.",
    ),
    "D04": Bilingual(
        "定めた語と、多い方の表記がはっきりしている揺れは --fix が直します。同数の揺れと、語の一部が"
        "違うシステムの名は、どれを使うかを決め、terms に書いてください。",
        "Declared names, and variants of a spelling that is clearly used most, are mended by --fix. "
        "For equal numbers, and systems whose names differ in a word, decide and write 'terms'.",
    ),
    "D05": Bilingual(
        "付議パターンと流れの相手方のどちらが正しいかを決める必要があります。",
        "Whether the pattern or the parties of the flow are right has to be decided.",
    ),
    "D06": Bilingual(
        "文言と系列の名前には記入欄を示します。印、使われない主体、色だけの指示は、図の文を改める必要が"
        "あります。",
        "Lines are shown for labels and names of series. Marks, idle parties and words of colour "
        "need other words in the figure.",
    ),
    "N01": _FLOW,
    "N02": _FLOW,
    "N03": _FLOW,
    "N04": _FLOW,
    "N05": _FLOW,
    "W01": Bilingual(
        "承認の期限は、承認者が改めて決めるものです。",
        "Only the approver can set another last day.",
    ),
    "W02": Bilingual(
        "当たる指摘のない承認は、消すか、宛先を改めてください。",
        "A waiver without a finding is to be removed, or to be given another part.",
    ),
    "W03": _EMPTY,
    "W04": Bilingual(
        "書き間違いなら、その語を改めてください。近い名を指摘の文に示します。",
        "If it is misspelt, mend the word; the finding names the nearest.",
    ),
    "W05": Bilingual(
        "期限の切れた根拠は、新しいものを確かめてから書き換える必要があります。",
        "What has expired is to be replaced once newer evidence has been seen.",
    ),
}
"""Rule → why it has findings for which no text is proposed."""
