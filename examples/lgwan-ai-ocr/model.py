"""AI-OCR over LGWAN-ASP, written with the builder.

Equal to model.yaml beside it; run as a script it prints that YAML.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import flowmodel as fm


def t(ja: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"ja": ja, "en": en}


def not_needed(control: str, reason: str) -> dict[str, Any]:
    """A control that is stated as not needed."""
    return {"control": control, "state": "not-needed", "reason": reason}


b = fm.Builder(
    "lgwan-ai-ocr",
    title=t("AI-OCRによる給付金申請書の読取り", "Reading benefit applications by AI-OCR"),
    description="個人番号を記入しない様式だけを読み取る。個人番号を含む様式へ広げるときは改めて付議する。",
    date=date(2025, 10, 1),
    separation="alpha",
)

b.control(
    "field-split",
    t("項目ごとの画像分割", "Images split by field"),
    short=t("項目分割", "split by field"),
    description=t(
        "画像を記入欄ごとに分け、一枚から本人が分からないようにする",
        "Images are cut into fields so that no single one identifies a person",
    ),
    provided_by=["actor", "transfer"],
)

applicants = b.zone("applicants", t("申請者", "Applicants"))
office = b.zone("office", t("区（LGWAN接続系）", "Ward (LGWAN)"), network="lgwan")
asp = b.zone("asp", t("LGWAN-ASP", "LGWAN-ASP"), network="lgwan")
core = b.zone(
    "core", t("区（マイナンバー利用事務系）", "Ward (My Number network)"), network="mynumber"
)

items = [
    t("氏名", "name"),
    t("住所", "address"),
    t("生年月日", "date of birth"),
    t("連絡先", "contact"),
    t("世帯の状況", "household"),
    t("振込先口座", "bank account"),
]
personal: dict[str, Any] = {
    "items": items,
    "subjects": [t("給付金の申請者", "benefit applicants")],
    "classification": "3B",
}
form = b.data("form", t("申請書", "Paper form"), **personal)
image = b.data("image", t("読取画像", "Scanned image"), **personal)
text = b.data("text", t("認識テキスト", "Recognised text"), **personal)
deletion_notice = b.data(
    "deletion-notice",
    t("消去報告", "Deletion report"),
    items=[t("消去日時", "time of deletion"), t("消去件数", "number deleted")],
    personal=False,
)

applicant = b.actor(
    "applicant",
    t("申請者本人", "Applicant"),
    kind="person",
    zone=applicants,
    party="applicant",
    functions={
        "title": t("行うこと", "Tasks"),
        "items": [t("申請書の記入", "fill in the form"), t("窓口への提出", "hand it in")],
    },
    holds=[form],
)
scanner = b.actor(
    "scanner",
    t("窓口スキャナー", "Counter scanner"),
    kind="terminal",
    zone=office,
    party="ward",
    location="区庁舎内",
    functions={
        "title": t("主な利用機能", "Main functions"),
        "items": [t("申請書の読取り", "scan forms"), t("画像の一時保存", "keep images briefly")],
    },
    controls=[
        not_needed("anti-malware", "読取り専用機であり、外部のプログラムを実行できないため"),
        "authentication",
        "auto-deletion",
        "entry-control",
    ],
)
terminal = b.actor(
    "terminal",
    t("担当課LGWAN端末", "Section's LGWAN terminal"),
    kind="terminal",
    zone=office,
    party="ward",
    location="区庁舎内",
    functions={
        "title": t("主な利用機能", "Main functions"),
        "items": [
            t("画像の送信", "send images"),
            t("認識結果の確認", "check the text"),
            t("テキストの取得", "download the text"),
        ],
    },
)
ocr = b.actor(
    "ocr",
    t("AI-OCRサービス", "AI-OCR service"),
    kind="storage",
    zone=asp,
    party="provider",
    operator=t("LGWAN-ASP提供事業者", "LGWAN-ASP provider"),
    location="日本国内",
    governing_law="日本法",
    functions={
        "title": t("主な機能", "Main functions"),
        "style": "numbered",
        "items": [
            t("文字認識機能", "character recognition"),
            t("項目分割機能", "splitting by field"),
            t("結果の照合・修正機能", "comparison and correction"),
            t("自動削除機能", "automatic deletion"),
        ],
        "notes": [t("読み取った内容をAIの学習に使わない", "contents are not used to train models")],
    },
    certifications=[
        {
            "name": t("LGWAN-ASPサービス登録済", "registered LGWAN-ASP service"),
            "standard": "LGWAN-ASP",
            "date": date(2024, 6, 3),
        },
        {
            "name": t("ISMSクラウドセキュリティ認証取得済み", "ISMS cloud security certified"),
            "standard": "ISO/IEC 27017",
            "date": date(2024, 9, 12),
        },
    ],
    grants=[
        {
            "to": ["terminal"],
            "rights": ["view", "edit", "download", "upload", "delete"],
            "folder": "区専用フォルダ",
            "data": ["image", "text"],
        }
    ],
)
benefits = b.actor(
    "benefits",
    t("給付金システム", "Benefit system"),
    kind="storage",
    zone=core,
    party="ward",
    location="区庁舎内",
    governing_law="日本法",
    functions={
        "title": t("主な機能", "Main functions"),
        "style": "numbered",
        "items": [
            t("申請の登録", "register applications"),
            t("受給要件の審査", "examine entitlement"),
        ],
    },
    controls=[
        {
            "control": "auto-deletion",
            "label": t("保存年限経過後の削除", "deletion after the retention period"),
        }
    ],
)
other_municipalities = b.actor(
    "other-municipalities",
    t("他の利用自治体", "Other municipalities"),
    kind="organisation",
    party="other",
)
unrelated = b.actor(
    "unrelated", t("無関係の事業者", "Unrelated companies"), kind="organisation", party="other"
)

counter = b.channel(
    "counter",
    applicant,
    scanner,
    t("窓口での手渡し", "Counter hand-over"),
    medium="paper",
    carrier=t("申請者本人", "the applicant"),
    controls=[
        {
            "control": "receipt-log",
            "label": t("受付簿への記録", "entry in the receipt book"),
        },
        {"control": "authentication", "label": t("窓口での本人確認", "identity check")},
    ],
)
lan = b.channel(
    "lan",
    scanner,
    terminal,
    t("庁内LAN", "Office LAN"),
    network="lgwan",
    controls=["peer-restriction", "system-restriction", "encryption"],
)
lgwan = b.channel(
    "lgwan",
    terminal,
    ocr,
    t("LGWAN回線", "LGWAN line"),
    network="lgwan",
    controls=[
        "encryption",
        "peer-restriction",
        "system-restriction",
        not_needed(
            "sanitisation",
            "サービスはLGWAN内だけで利用され、インターネットから書き込めないため",
        ),
    ],
)
link = b.channel(
    "link",
    terminal,
    benefits,
    t("庁内連携回線", "Internal link"),
    network="closed",
    controls=[
        "encryption",
        "peer-restriction",
        "system-restriction",
        "specified-communication",
        not_needed(
            "sanitisation",
            "取り込むのは文字だけの固定形式で、インターネットに由来するファイルを含まないため",
        ),
    ],
)

b.series("", t("申請書の受付から登録まで", "from receipt to registration"))
b.transfer(1, t("申請書の提出", "hand in the form"), applicant, scanner, over=counter, data=[form])
b.transfer(
    2,
    t("申請書の読取り", "scan the form"),
    scanner,
    scanner,
    data=[form, image],
    operation="process",
)
b.transfer(3, t("画像の取込み", "take in the image"), scanner, terminal, over=lan, data=[image])
b.transfer(
    4,
    t("画像の送信", "send the image"),
    terminal,
    ocr,
    over=lgwan,
    data=[image],
    operation="upload",
)
b.transfer(
    5,
    t("文字認識", "recognise characters"),
    ocr,
    ocr,
    data=[image, text],
    operation="process",
    mark="※1",
)
b.transfer(
    6,
    t("認識結果の確認", "check the text"),
    ocr,
    terminal,
    over=lgwan,
    data=[image, text],
    operation="view",
)
b.transfer(
    7,
    t("テキストの取得", "download the text"),
    ocr,
    terminal,
    over=lgwan,
    data=[text],
    operation="download",
)
b.transfer(
    8,
    t("業務システムへの登録", "register the text"),
    terminal,
    benefits,
    over=link,
    data=[text],
    operation="upload",
)
b.transfer(
    9,
    t("サービス内の削除", "delete in the service"),
    ocr,
    ocr,
    data=[image, text],
    operation="delete",
    mark="※2",
)
b.transfer(
    10,
    t("消去の報告", "report the deletion"),
    ocr,
    terminal,
    over=lgwan,
    by=ocr,
    data=[deletion_notice],
)

b.exclude(
    [other_municipalities, unrelated],
    [ocr, terminal, benefits, image, text],
    text=t(
        "区の担当課以外は、サービス内の区専用フォルダ及びファイルにアクセスできない",
        "Nobody but the ward's section can reach the ward's folder and files in the service",
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
access = ["S6", "S7.file-password", "S7.folder-rights", "S8.access-log", "S8.system-state"]
b.box(
    "box-ward",
    terminal,
    ["S1", "S2", "S3", defence, *malware, *access, "S10"],
    title=t("区が行う対策（端末）", "The ward's measures (terminal)"),
)
b.box(
    "box-asp",
    ocr,
    [
        *["S1", "S2", "S3"],
        defence,
        *malware,
        *access,
        *["S9.redundancy", "S9.backup", "S10", "S11", "auto-deletion", "field-split"],
    ],
    title=t("結合先に行わせる対策", "Measures required of the provider"),
)
b.box(
    "box-core",
    benefits,
    [
        "S1",
        "S2",
        defence,
        {
            "text": t("ウイルス対策とパターン更新", "anti-malware with current patterns"),
            "controls": ["S5"],
        },
        *["S6", "S7", "S8", "S9", "S10", "S11"],
    ],
    title=t("区が行う対策（業務システム）", "The ward's measures (business system)"),
)

ward_answers = {
    "O1": "個人情報保護法と区の情報セキュリティポリシーに従って運用し、契約でも同じ水準を求める。",
    "O2": "年１回の実地確認を行うほか、運用状況の報告を毎月受ける。",
    "O3": "取得を終えた画像とテキストを端末から消し、サービス内の消去報告を受け取る。",
    "O4": "利用を始める前に、連絡網と、停止時に手入力へ切り替える手順を定める。",
    "O5": "事故や設定の変更があったときは、当日中に提供事業者と対応を話し合う。",
    "S1": "端末の通信先を、サービスと庁内の決められた機器だけに絞る。",
    "S2": "庁内の境界装置で、通信できる端末とポートを指定する。",
    "S3": "サービスとの通信と庁内の連携通信をTLSで暗号化する。",
    "S4": "庁内ネットワークの境界で不正な通信を検知して遮断し、修正プログラムを速やかに当てる。",
    "S5": "端末と業務システムにウイルス対策ソフトを入れ、パターンファイルを毎日更新する。",
    "S6": "職員ごとのID・パスワードと端末の認証で利用者を確かめる。",
    "S7": "保存先のフォルダを担当者だけに開き、書き出すファイルにはパスワードを付ける。",
    "S8": "端末と業務システムの操作記録を取り、毎月点検する。",
    "S9": "業務システムを二重化し、毎日バックアップを取る。",
    "S10": "執務室と機器室の出入りをICカードで制限し、記録する。",
    "S11": "業務システムのサーバを、区が管理する国内の施設に置く。",
}
counterpart_answers = {
    "O1": "個人情報保護法と区の情報セキュリティポリシーに沿った取扱いを、契約で義務づける。",
    "O2": "区の実地確認に応じさせ、稼働状況を毎月書面で報告させる。",
    "O3": "テキストの取得後、画像とテキストを速やかに消去させ、日時と件数を報告させる。",
    "O4": "障害と事故の連絡窓口、復旧の手順を、利用開始の前に区と取り決めさせる。",
    "O5": "事故や仕様の変更があれば、直ちに区へ知らせ、対応を相談させる。",
    "S1": "契約した自治体の端末からの通信だけを受け付けさせる。",
    "S2": "境界装置とサーバの設定で、通信できる機器とポートを限らせる。",
    "S3": "区との通信をTLSで暗号化させる。",
    "S4": "ファイアウォールと侵入検知を置き、サーバの要塞化と修正プログラムの適用を続けさせる。",
    "S5": "サーバにウイルス対策ソフトを入れ、パターンファイルを自動で更新させる。",
    "S6": "利用者ごとのIDとパスワード、端末のアドレスで利用者を確かめさせる。",
    "S7": "自治体ごとにフォルダを分け、区の職員だけに権限を与え、ファイルにパスワードを設けさせる。",
    "S8": "サーバの稼働と操作を監視させ、記録を毎月分析させる。",
    "S9": "サーバを二重化させ、設定のバックアップを取らせる。",
    "S10": "データセンターの出入りを生体認証と警備員で管理させる。",
    "S11": "国内のデータセンターだけで処理と保存を行わせる。",
}
b.checklist(
    "ward",
    [{"item": i, "answer": "○", "text": text} for i, text in ward_answers.items()],
    actors=[scanner, terminal, benefits],
)
b.checklist(
    "counterpart",
    [{"item": i, "answer": "○", "text": text} for i, text in counterpart_answers.items()],
    actors=[ocr],
)

b.term("AI-OCR", ["AIOCR", "AI OCR", "ＡＩ－ＯＣＲ"])
b.term("ウイルス", ["ウィルス"])
b.term("給付金システム", ["給付システム"])

b.figure(
    title=t("AI-OCR利用に係る個人情報の流れ", "Flow of personal data in the use of AI-OCR"),
    number="記載例３",
    notes=[
        {
            "mark": "※1",
            "text": t("画像は記入欄ごとに分けて処理する", "Images are processed field by field"),
        },
        {
            "mark": "※2",
            "text": t(
                "取得後に削除し、残ったものも翌日に自動で削除する",
                "Deleted after the download; what is left is deleted automatically the next day",
            ),
        },
    ],
    footer=t(
        "福祉部給付金担当課　令和７年１０月", "Benefit Section, Welfare Department, October 2025"
    ),
)

b.agenda(
    {
        "cover": {
            "document_number": "記載例３",
            "meeting": "個人情報保護管理運営会議 付議事項",
            "subject": "AI-OCRの利用に係る外部結合について",
            "contents": "内容は別紙のとおり",
            "basis": "◇第3条第1項第3号（外部結合）",
            "department": "福祉部給付金担当課、総合政策部情報システム課",
        },
        "overview": {
            "name": "給付金の支給事務",
            "section": "給付金担当課",
            "purpose": "申請書の入力を自動化し、支給までの日数を短くするとともに、手入力の誤りを減らす。",
            "subjects": "給付金の申請者",
            "content": [
                {
                    "title": "１　概要",
                    "text": "給付金の申請書は窓口で紙により受け付け、職員が業務システムへ手で入力している。\n"
                    "LGWAN-ASPで提供されるAI-OCRサービスを使い、読み取った文字を職員が確かめた上で登録する。",
                },
                {
                    "title": "２　付議内容",
                    "text": "申請書の画像から文字を読み取るため、AI-OCRサービスと外部結合を行う。",
                },
            ],
            "reference": "※個人情報の流れは、記載例３のとおり",
        },
        "annex": {
            "subject": "AI-OCRの利用に係る外部結合について",
            "holder": "給付金担当課（担当課：情報システム課）",
            "registered_operation": "給付金の支給",
            "items": [item["ja"] for item in items],
            "counterpart": "LGWAN-ASP提供事業者（LGWAN-ASPサービス登録済、ISMSクラウドセキュリティ認証取得済み）",
            "reason": "LGWANの中だけで利用でき、処理の後に画像とテキストが消去されるため。",
            "form": "区はLGWAN回線を利用して、サービスが提供されるサーバと担当課のLGWAN端末を接続する。",
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
