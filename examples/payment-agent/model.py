"""Collection of resident tax through a payment agent, written with the builder.

Equal to model.yaml beside it; run as a script it prints that YAML.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import flowmodel as fm


def t(ja: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"ja": ja, "en": en}


def stated(control: str, ja: str, en: str) -> dict[str, Any]:
    """A control in place, in this model's own words."""
    return {"control": control, "label": t(ja, en)}


def not_needed(control: str, reason: str) -> dict[str, Any]:
    """A control that is stated as not needed."""
    return {"control": control, "state": "not-needed", "reason": reason}


def functions(ja: str, en: str, items: list[dict[str, str]], **more: Any) -> dict[str, Any]:
    """The functions of an actor under their heading."""
    return {"title": t(ja, en), "items": items, **more}


b = fm.Builder(
    "payment-agent",
    title=t("収納代行による住民税の収納", "Collection of resident tax through a payment agent"),
    description="納付書を店頭で示す場合と、納付書の番号をスマートフォンで読み取る場合の両方を示す。",
    date=date(2025, 10, 1),
    separation="alpha",
)

payers = b.zone("payers", t("納付者", "Taxpayers"), network="internet")
shops = b.zone("shops", t("コンビニエンスストア", "Convenience stores"), network="closed")
agent = b.zone("agent", t("収納代行会社", "Payment agent"), network="closed")
asp = b.zone("asp", t("LGWAN-ASP", "LGWAN-ASP"), network="lgwan")
ward = b.zone("ward", t("区", "Ward"), network="lgwan")
core = b.zone(
    "core", t("マイナンバー利用事務系", "My Number network"), network="mynumber", parent=ward
)

slip_number = t("納付書番号", "slip number")
date_paid = t("納付日", "date paid")
state_of_payment = t("収納の状況", "state of payment")
payers_of_tax = [t("住民税の納付者", "payers of resident tax")]
bill = b.data(
    "bill",
    t("納付書情報", "Payment slip"),
    items=[t("氏名", "name"), slip_number, t("税額", "tax"), t("納期限", "due date")],
    subjects=[t("住民税の納税義務者", "persons liable to resident tax")],
    classification="3B",
)
payment = b.data(
    "payment",
    t("収納情報", "Payment record"),
    items=[slip_number, t("納付額", "amount paid"), date_paid, t("納付場所", "place paid")],
    subjects=payers_of_tax,
    classification="3B",
)
query = b.data(
    "query",
    t("照会情報", "Query"),
    items=[slip_number, date_paid],
    subjects=payers_of_tax,
    classification="3B",
)
answer = b.data(
    "answer",
    t("回答情報", "Answer"),
    items=[slip_number, state_of_payment],
    subjects=payers_of_tax,
    classification="3B",
)

payer = b.actor(
    "payer",
    t("納付者本人", "Taxpayer"),
    kind="person",
    zone=payers,
    party="applicant",
    functions=functions(
        "納付の方法",
        "Ways to pay",
        [t("店頭での納付", "at a store"), t("スマートフォン納付", "by smartphone")],
    ),
    holds=[bill],
)
register = b.actor(
    "register",
    t("店舗レジ端末", "Store register"),
    kind="terminal",
    zone=shops,
    party="contractor",
    operator=t("加盟店", "member store"),
    location="日本国内",
    functions=functions(
        "主な利用機能",
        "Main functions",
        [
            t("納付書の読取り", "read the slip"),
            t("収納データの送信", "send payment records"),
        ],
    ),
)
collector = b.actor(
    "collector",
    t("収納代行システム", "Collection system"),
    kind="storage",
    zone=agent,
    party="contractor",
    operator=t("収納代行会社", "payment agent"),
    location="日本国内",
    governing_law="日本法",
    functions=functions(
        "主な機能",
        "Main functions",
        [
            t("収納データの集約", "gather payment records"),
            t("スマートフォン決済の受付", "accept smartphone payments"),
            t("確報データの作成", "make confirmed records"),
            t("自動削除機能", "automatic deletion"),
        ],
        style="numbered",
    ),
    certifications=[
        {
            "name": t("プライバシーマーク付与認定済", "PrivacyMark granted"),
            "standard": "JIS Q 15001",
            "date": date(2024, 4, 1),
        }
    ],
)
hub = b.actor(
    "hub",
    t("収納データ連携サービス", "Payment data exchange"),
    kind="storage",
    zone=asp,
    party="provider",
    operator=t("LGWAN-ASP提供事業者", "LGWAN-ASP provider"),
    location="日本国内",
    governing_law="日本法",
    functions=functions(
        "主な機能",
        "Main functions",
        [
            t("収納データの受渡し", "hand over payment records"),
            t("照会・回答の受渡し", "hand over queries and answers"),
            t("アクセス制限機能", "access restriction"),
            t("自動削除機能", "automatic deletion"),
        ],
        style="numbered",
        notes=[t("フォルダは自治体毎に分かれる", "folders are kept apart by municipality")],
    ),
    certifications=[
        {
            "name": t("LGWAN-ASPサービス登録済", "registered LGWAN-ASP service"),
            "standard": "LGWAN-ASP",
            "date": date(2023, 12, 1),
        }
    ],
    grants=[
        {
            "to": ["desk"],
            "rights": ["view", "upload", "download", "delete"],
            "folder": "区専用フォルダ",
            "data": ["payment", "query", "answer"],
        },
        {
            "to": ["collector"],
            "rights": ["view", "upload"],
            "folder": "照会フォルダ",
            "data": ["query", "answer"],
        },
        {
            "to": ["collector"],
            "rights": ["upload"],
            "folder": "収納フォルダ",
            "data": ["payment"],
        },
    ],
)
desk = b.actor(
    "desk",
    t("収納課LGWAN端末", "Collection section terminal"),
    kind="terminal",
    zone=ward,
    party="ward",
    location="区庁舎内",
    functions=functions(
        "主な利用機能",
        "Main functions",
        [
            t("収納データの取得", "download payment records"),
            t("納付状況の照会", "query payments"),
            t("回答の確認", "view answers"),
        ],
    ),
    holds=[query],
)
tax = b.actor(
    "tax",
    t("税務システム", "Tax system"),
    kind="storage",
    zone=core,
    party="ward",
    location="区庁舎内",
    governing_law="日本法",
    functions=functions(
        "主な機能",
        "Main functions",
        [t("収納の消込", "reconcile payments"), t("滞納の管理", "manage arrears")],
        style="numbered",
    ),
    controls=[
        "peer-restriction",
        "system-restriction",
        "perimeter-defence",
        "anti-malware",
        "authentication",
        "access-control",
        "monitoring",
        "availability",
        "entry-control",
        not_needed("domestic-law", "区庁舎内の機器室にだけ設置しているため"),
        stated("auto-deletion", "保存年限経過後の削除", "deletion after the retention period"),
    ],
)
other_municipalities = b.actor(
    "other-municipalities",
    t("他自治体", "Other municipalities"),
    kind="organisation",
    party="other",
)
unrelated = b.actor(
    "unrelated", t("無関係の事業者", "Unrelated companies"), kind="organisation", party="other"
)

counter = b.channel(
    "counter",
    payer,
    register,
    t("店頭での提示", "Store counter"),
    medium="paper",
    carrier=t("納付者本人", "the taxpayer"),
    controls=[stated("receipt-log", "領収印と控えの交付", "stamped receipt")],
)
app = b.channel(
    "app",
    payer,
    collector,
    t("インターネット回線", "Internet"),
    network="internet",
    controls=[
        "encryption",
        stated("peer-restriction", "決済アプリだけが接続", "payment app only"),
        "system-restriction",
        stated("authentication", "アプリの本人認証", "user authentication in the app"),
    ],
)
dedicated = b.channel(
    "dedicated",
    register,
    collector,
    t("専用回線", "Leased line"),
    network="closed",
    controls=["encryption"],
)
exchange = b.channel(
    "exchange",
    collector,
    hub,
    t("閉域網", "Closed network"),
    network="closed",
    controls=["encryption", "sanitisation", "unlock-procedure"],
)
lgwan = b.channel(
    "lgwan",
    hub,
    desk,
    t("LGWAN回線", "LGWAN line"),
    network="lgwan",
    controls=["encryption"],
)
link = b.channel(
    "link",
    desk,
    tax,
    t("庁内連携回線", "Internal link"),
    network="closed",
    controls=[
        "encryption",
        "specified-communication",
        not_needed(
            "sanitisation", "連携サービスの入口で無害化した固定形式のデータだけを取り込むため"
        ),
    ],
)

b.series("", t("納付者から区への収納", "Payments, from taxpayer to ward"))
b.transfer(1, t("納付書の提示", "show the slip"), payer, register, over=counter, data=[bill])
b.transfer(
    2,
    t("店頭での収納", "take the payment"),
    register,
    register,
    data=[bill, payment],
    operation="process",
)
b.transfer(
    3,
    t("収納データの送信", "send the record"),
    register,
    collector,
    over=dedicated,
    data=[payment],
    operation="upload",
)
b.transfer(
    4,
    t("スマートフォン納付", "pay by smartphone"),
    payer,
    collector,
    over=app,
    data=[bill],
    mark="※1",
    controls=[
        "access-control.folder-rights",
        not_needed("access-control.file-password", "ファイルを作らず、納付書番号だけを送るため"),
    ],
)
b.transfer(
    5,
    t("確報データの送信", "send confirmed records"),
    collector,
    hub,
    over=exchange,
    data=[payment],
    operation="upload",
)
b.transfer(
    6,
    t("収納データの取得", "download the records"),
    hub,
    desk,
    over=lgwan,
    data=[payment],
    operation="download",
)
b.transfer(
    7,
    t("消込データの登録", "register for reconciliation"),
    desk,
    tax,
    over=link,
    data=[payment],
    operation="upload",
)
b.transfer(
    8,
    t("連携データの削除", "delete the records"),
    hub,
    hub,
    data=[payment],
    operation="delete",
    mark="※2",
)

b.series("'", t("区からの照会と回答", "Queries of the ward and their answers"))
b.transfer(
    "1'",
    t("納付状況の照会", "query a payment"),
    desk,
    hub,
    over=lgwan,
    data=[query],
    operation="upload",
)
b.transfer(
    "2'",
    t("照会の確認", "view the query"),
    hub,
    collector,
    over=exchange,
    data=[query],
    operation="view",
    controls=["edit-right", "download-limit"],
)
b.transfer(
    "3'",
    t("回答の登録", "register the answer"),
    collector,
    hub,
    over=exchange,
    data=[answer],
    operation="upload",
)
b.transfer(
    "4'",
    t("回答の確認", "view the answer"),
    hub,
    desk,
    over=lgwan,
    data=[answer],
    operation="view",
)

b.exclude(
    [other_municipalities, unrelated],
    [collector, hub, tax, payment],
    text=t(
        "区及び収納代行会社以外は、連携サービス内の区のフォルダ及びファイルにアクセスできない",
        "Nobody but the ward and the payment agent can reach the ward's folder and files in the exchange",
    ),
)

defence = {"text": t("外部からの攻撃防御", "perimeter defence"), "controls": ["S4"]}
malware: list[Any] = [
    {"text": t("ウイルス対策", "anti-malware software"), "controls": ["S5.software"]},
    {
        "text": t("最新のパターンファイルの適用", "current pattern files"),
        "controls": ["S5.patterns"],
    },
]
clerks = {
    "text": t("店員ごとの認証", "authentication of each clerk"),
    "controls": ["S6"],
}
network = ["S1", "S2", "S3", defence, *malware]
server = ["S6", "S7", "S8", "S9", "S10", "S11", "auto-deletion"]
b.box(
    "box-register",
    register,
    ["S1", "S2", *malware, clerks, "S7", "S8", "S10"],
    title=t("店舗に行わせる対策", "Measures required of the stores"),
)
b.box(
    "box-collector",
    collector,
    [*network, *server],
    title=t("収納代行会社に行わせる対策", "Measures required of the payment agent"),
)
b.box(
    "box-hub",
    hub,
    [*network, *server],
    title=t("連携サービスに行わせる対策", "Measures required of the exchange"),
)
b.box(
    "box-ward",
    desk,
    [*network, "S6", "S7", "S8", "S10"],
    title=t("区が行う対策", "The ward's measures"),
)

ward_answers = {
    "O1": "個人情報保護法、地方税法の守秘義務と区の情報セキュリティポリシーに従って運用する。",
    "O2": "収納代行会社への実地確認を年１回行い、収納の状況を日ごとに受け取る。",
    "O3": "消込を終えたデータを端末から消し、委託先の消去報告を受け取る。",
    "O4": "収納が止まったときの連絡網と、納付の扱いの手順を、開始前に定める。",
    "O5": "事故や取扱店の変更があったときは、当日中に収納代行会社と対応を話し合う。",
    "S1": "端末の通信先を、連携サービスと税務システムだけに絞る。",
    "S2": "庁内の境界装置で、通信できる端末とポートを指定する。",
    "S3": "LGWAN回線と庁内連携回線の通信を暗号化する。",
    "S4": "庁内ネットワークの境界で不正な通信を検知して遮断し、修正プログラムを速やかに当てる。",
    "S5": "端末と税務システムにウイルス対策ソフトを入れ、パターンファイルを毎日更新する。",
    "S6": "職員ごとのID・パスワードと端末の認証で利用者を確かめる。",
    "S7": "収納データのフォルダを収納課の担当者だけに開き、ファイルにパスワードを付ける。",
    "S8": "端末と税務システムの操作記録を取り、毎月点検する。",
    "S9": "税務システムを二重化し、毎日バックアップを取る。",
    "S10": "執務室と機器室の出入りをICカードで制限し、記録する。",
}
counterpart_answers = {
    "O1": "個人情報保護法と区の情報セキュリティポリシーに沿った取扱いを、再委託先の店舗まで契約で義務づける。",
    "O2": "区の実地確認に応じさせ、店舗の状況を含めて毎月書面で報告させる。",
    "O3": "区が取得したデータを３０日後までに消去させ、日時と件数を報告させる。",
    "O4": "店舗、収納代行会社、連携サービスの連絡窓口を開始前に一つの表にまとめさせる。",
    "O5": "事故や仕様の変更があれば、直ちに区へ知らせ、対応を相談させる。",
    "S1": "登録した機器と決済アプリからの通信だけを受け付けさせる。",
    "S2": "境界装置とサーバの設定で、通信できる機器とポートを限らせる。",
    "S3": "専用回線と閉域網を含むすべての通信を暗号化させる。",
    "S4": "ファイアウォールと侵入検知を置き、サーバの要塞化と修正プログラムの適用を続けさせる。",
    "S5": "レジ端末とサーバにウイルス対策ソフトを入れ、パターンファイルを自動で更新させる。",
    "S6": "店員と運用担当者の一人ひとりにIDを与え、認証させる。",
    "S7": "自治体ごとにフォルダを分け、担当者だけに権限を与え、ファイルにパスワードを設けさせる。",
    "S8": "機器の稼働と操作を監視させ、記録を毎月分析させる。",
    "S9": "サーバを離れた二か所に置かせ、毎日バックアップを取らせる。",
    "S10": "データセンターと店舗の事務室の出入りを管理させる。",
    "S11": "国内のデータセンターだけで処理と保存を行わせる。",
}
b.checklist(
    "ward",
    [
        *[{"item": i, "answer": "○", "text": text} for i, text in ward_answers.items()],
        {
            "item": "S11",
            "answer": "ー",
            "reason": "税務システムのサーバは区庁舎内の機器室にだけ設置しているため",
        },
    ],
    actors=[desk, tax],
)
b.checklist(
    "counterpart",
    [{"item": i, "answer": "○", "text": text} for i, text in counterpart_answers.items()],
    actors=[register, collector, hub],
)

b.term("収納代行会社", ["収納代行業者", "収納代行事業者"])
b.term("コンビニエンスストア", ["コンビニエンス・ストア", "コンビニ店"])
b.term("ウイルス", ["ウィルス"])

b.figure(
    title=t(
        "収納代行に係る個人情報の流れ",
        "Flow of personal data in collection by a payment agent",
    ),
    number="記載例４",
    notes=[
        {
            "mark": "※1",
            "text": t(
                "店頭納付とスマートフォン納付は、納付者がどちらかを選ぶ",
                "The taxpayer chooses between the store and the smartphone",
            ),
        },
        {
            "mark": "※2",
            "text": t(
                "取得後に削除し、照会と回答は３０日後に自動で削除する",
                "Deleted after the download; queries and answers are deleted automatically after 30 days",
            ),
        },
    ],
    footer=t(
        "総務部収納課　令和７年１０月",
        "Collection Section, General Affairs Department, October 2025",
    ),
)

b.agenda(
    {
        "cover": {
            "document_number": "記載例４",
            "meeting": "個人情報保護管理運営会議 付議事項",
            "subject": "住民税の収納代行に係る外部結合について",
            "contents": "内容は別紙のとおり",
            "basis": "◇第3条第1項第3号（外部結合）",
            "department": "総務部収納課、総合政策部情報システム課",
        },
        "overview": {
            "name": "住民税の収納事務",
            "section": "収納課",
            "purpose": "納付できる場所と時間を広げ、収納の消込を早める。",
            "subjects": "住民税の納税義務者",
            "content": [
                {
                    "title": "１　概要",
                    "text": "区は住民税の収納を収納代行会社に委託し、納付者はコンビニエンスストアの店頭又はスマートフォンで納付する。\n"
                    "収納の記録は収納代行会社がまとめ、LGWAN-ASPの連携サービスを通じて区へ渡す。",
                },
                {
                    "title": "２　付議内容",
                    "text": "収納の記録の受渡しと照会のため、収納データ連携サービスと外部結合を行う。",
                },
            ],
            "reference": "※個人情報の流れは、記載例４のとおり",
        },
        "annex": {
            "subject": "住民税の収納代行に係る外部結合について",
            "holder": "収納課（担当課：情報システム課）",
            "registered_operation": "住民税の収納",
            "items": [
                "氏名",
                "納付書番号",
                "税額",
                "納期限",
                "納付額",
                "納付日",
                "納付場所",
                "収納の状況",
            ],
            "counterpart": "収納代行会社（プライバシーマーク付与認定済）、LGWAN-ASP提供事業者（LGWAN-ASPサービス登録済）",
            "reason": "収納の記録を閉域網とLGWANだけで受け渡すことができ、消込までの日数を短くできるため。",
            "form": "区はLGWAN回線を利用して、収納データ連携サービスのサーバと収納課のLGWAN端末を接続する。収納代行会社は閉域網から同じサービスを利用する。",
            "start": date(2025, 10, 1),
            "end": date(2026, 3, 31),
            "period": "令和７年１０月１日から令和８年３月３１日まで（次年度以降も、同様の外部結合を行う。）",
            "measures": "別紙チェックリストのとおり",
        },
    }
)

model = b.build()

if __name__ == "__main__":
    print(fm.dump(model), end="")
