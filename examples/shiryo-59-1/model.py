"""資料59-1 written with the builder.

Equal to model.yaml beside it; run as a script it prints that YAML.
"""

from __future__ import annotations

from datetime import date

import flowmodel as fm


def t(ja: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"ja": ja, "en": en}


def bullet(ja: str, en: str, *controls: str) -> dict[str, object]:
    """A bullet of a control box, and the controls that it states."""
    return {"text": t(ja, en), "controls": controls}


def answers(measures: str) -> list[dict[str, str]]:
    """The checklist answered with ○ throughout: one measure a line, O1 to O5, then S1 to S11."""
    items = [f"O{i}" for i in range(1, 6)] + [f"S{i}" for i in range(1, 12)]
    return [
        {"item": item, "answer": "○", "text": text}
        for item, text in zip(items, measures.splitlines(), strict=True)
    ]


WARD_MEASURES = """\
個人情報保護法及び新宿区情報セキュリティポリシーを遵守するよう指導する。また、クラウドサービスを利用する場合は、総務省「クラウドサービス提供における情報セキュリティ対策ガイドライン」を準拠するよう指導する。
必要に応じて、事業者への立入り調査等を実施するとともに、結合先に対し速やかに状況報告をするよう指導する。
システム上で不要となった電子データを削除し、電子データの消去を行ったことの報告書を提出するよう指導する。
業務開始前に、事故、災害、トラブルに対応できる体制及び手順を整備し、結合先と緊急時の連絡体制や対応手順を確認する。
事故が発生した場合又は個人情報保護及び情報セキュリティ対策の変更があった場合は、直ちに結合先と今後の対応を協議する。
接続するネットワークについては、特定相手以外との通信を不可とする。
ネットワーク機器やサーバを制御し、通信できるシステムを限定する。
通信内容は暗号化し、通信途上の個人情報の盗用、改ざん、成りすましを防止する。
ファイアウォールの設置、サーバの要塞化、侵入検知、セキュリティパッチの適用等の対策を講じ、外部からの不正侵入やデータ破壊・漏えい等各種の攻撃から防御する。
コンピューターウイルス感染等がないよう、ウイルス対策ソフトウェアの導入及び最新のパターンファイルを適用する。
ID・パスワードやアドレス情報による運用により、第三者による個人情報の盗用、改ざん、成りすましを防止する。
個人情報を保存する場合は、保存先フォルダへアクセス権を設定するとともに、ファイルにパスワードを付すなど、情報へのアクセス制御を徹底する。
システム・ネットワークの状態、機器操作、サービス利用等の監視及びアクセスログ等を取得する。取得したログは、定期的に分析する。
サーバ冗長化、バックアップ等により、事故や障害発生時におけるシステム稼働体制を整備する。
入退室管理等により情報資産の危殆化を防止する。
システムを提供するサーバは日本国内の法が適用される安全性が確保された環境にする。
"""

COUNTERPART_MEASURES = """\
個人情報保護法及び新宿区情報セキュリティポリシーを遵守させる。また、クラウドサービスを利用する場合は、総務省「クラウドサービス提供における情報セキュリティ対策ガイドライン」を準拠させる。
必要に応じて、事業者への立入り調査等を受けさせるとともに、結合先に対し速やかに状況報告をさせる。
システム上で不要となった電子データを削除させ、電子データの消去を行ったことの報告書を提出させる。
業務開始前に、事故、災害、トラブルに対応できる体制及び手順を整備させ、区と緊急時の連絡体制や対応手順を確認させる。
事故が発生した場合又は個人情報保護及び情報セキュリティ対策の変更があった場合は、直ちに区と今後の対応を協議させる。
接続するネットワークについては、特定相手以外との通信を不可とさせる。
ネットワーク機器やサーバを制御し、通信できるシステムを限定させる。
通信内容は暗号化させ、通信途上の個人情報の盗用、改ざん、成りすましを防止させる。
ファイアウォールの設置、サーバの要塞化、侵入検知、セキュリティパッチの適用等の対策を講じさせ、外部からの不正侵入やデータ破壊・漏えい等各種の攻撃から防御させる。
コンピューターウイルス感染等がないよう、ウイルス対策ソフトウェアの導入及び最新のパターンファイルを適用させる。
ID・パスワードやアドレス情報による運用により、第三者による個人情報の盗用、改ざん、成りすましを防止させる。
個人情報を保存する場合は、保存先フォルダへアクセス権を設定させるとともに、ファイルにパスワードを付すなど、情報へのアクセス制御を徹底させる。
システム・ネットワークの状態、機器操作、サービス利用等の監視及びアクセスログ等を取得させる。取得したログは、定期的に分析させる。
サーバ冗長化、バックアップ等により、事故や障害発生時におけるシステム稼働体制を整備させる。
入退室管理等により情報資産の危殆化を防止させる。
システムを提供するサーバは日本国内の法が適用される安全性が確保された環境にさせる。
"""

b = fm.Builder(
    "shiryo-59-1",
    title=t(
        "データ共有・交換システムの利用に係る外部結合について",
        "External connection to use the data sharing and exchange system",
    ),
    lang="ja",
    description="資料59（個人情報保護管理運営会議 付議事項）とその図 資料５９－１ を写したモデル",
    date=date(2025, 4, 1),
    stage="to-be",
)

partner_zone = b.zone("partner", t("事業者等", "Partner businesses"), network="internet")
cloud_zone = b.zone(
    "cloud",
    t(
        "データ共有・交換システム（クラウドストレージ）",
        "Data sharing and exchange system (cloud storage)",
    ),
)
ward_zone = b.zone("ward", t("新宿区", "Shinjuku City"), network="lgwan")

application = b.data(
    "application",
    t("申請情報", "Application data"),
    items=[
        t("氏名", "Name"),
        t("住所", "Address"),
        t("生年月日", "Date of birth"),
        t("年齢", "Age"),
        t("性別", "Sex"),
        t("連絡先", "Contact"),
        t("国籍", "Nationality"),
        t("本籍", "Registered domicile"),
        t("続柄", "Family relationship"),
        t("その他手続にあたり必要な情報", "Other information needed for the procedure"),
    ],
    certainty="inferred",
    note="別紙の14項目と図の4区分の対応は原資料にない。手続の申請者が書く項目をここに置いた。「続柄」や「国籍」を審査情報とする読みもある。四つの区分は図に三度現れ、各区画に一組ずつと読んだ。どの手順がどの区分を運ぶかの記載もないので、すべての手順が四つの区分を運びうるとした。",
)
review = b.data(
    "review",
    t("審査情報", "Review data"),
    items=[t("資格・免許情報", "Qualifications and licences")],
    certainty="inferred",
    note="別紙の14項目と図の4区分の対応は原資料にない。審査で確かめる「資格・免許情報」をここに置いた。申請情報とする読みもある。",
)
property_data = b.data(
    "property",
    t("財産情報", "Property data"),
    items=[t("財産情報", "Property data")],
    certainty="inferred",
    note="別紙の14項目と図の4区分の対応は原資料にない。同じ名の項目があるので、それをここに置いた。",
)
business = b.data(
    "business",
    t("事業関連情報", "Project data"),
    items=[t("所属", "Affiliation"), t("建築物の図面情報", "Building drawings")],
    certainty="inferred",
    note="別紙の14項目と図の4区分の対応は原資料にない。事業に関わる者の「所属」と「建築物の図面情報」をここに置いた。前者を申請情報、後者を審査情報又は財産情報とする読みもある。",
)
categories = [application, review, property_data, business]

partner_pc = b.actor(
    "partner-pc",
    t("事業者パソコン等", "Partner's PC or other device"),
    kind="terminal",
    zone=partner_zone,
    party="contractor",
    functions={
        "title": t("主な利用機能", "Main functions used"),
        "items": [
            t("データの共有", "Data sharing"),
            t("閲覧・編集", "Viewing and editing"),
            t("ダウンロード", "Download"),
        ],
    },
    holds=categories,
)
box = b.actor(
    "box",
    "Box",
    kind="storage",
    zone=cloud_zone,
    party="provider",
    operator=t("株式会社 Box Japan", "Box Japan K.K."),
    location="日本国内の法が適用される安全性が確保された環境",
    governing_law="日本国内の法",
    note="サーバの所在と適用法は、チェックリスト（システム上の対策）の「システムを提供するサーバは日本国内の法が適用される安全性が確保された環境にする。」による。サーバの所在地そのものの記載は原資料にない。",
    functions={
        "title": t("主な機能", "Main functions"),
        "style": "numbered",
        "items": [
            t("アカウント管理機能", "Account management"),
            t("ファイルの共有機能", "File sharing"),
            t("ファイルの閲覧・編集機能", "File viewing and editing"),
            t("アクセス制限機能", "Access restriction"),
            t("ダウンロード制限機能", "Download limit"),
            t("自動削除機能", "Automatic deletion"),
        ],
        "notes": [
            t("③～⑥の設定はフォルダ・ファイル毎に設定可能", "③ to ⑥ can be set per folder and file")
        ],
    },
    certifications=[
        {"name": t("ISMAP登録済", "Registered with ISMAP"), "standard": "ISMAP"},
        {
            "name": t("ISMSクラウドセキュリティ認証取得済み", "ISMS cloud security certified"),
            # The paper names the certificate only; its standard is our addition (ISMS-AC).
            "standard": "ISO/IEC 27017",
        },
    ],
    grants=[
        {
            "to": ["partner-pc"],
            "rights": ["view", "edit", "download", "upload"],
            "note": "事業者等の主な利用機能（データの共有、閲覧・編集、ダウンロード）と手順①による",
        },
        {
            "to": ["ward-pc"],
            "rights": ["view", "edit", "download", "upload"],
            "note": "新宿区の主な利用機能（データの共有、閲覧・編集、ダウンロード）と手順①’による",
        },
    ],
    controls=[
        {"control": "account-management", "evidence": "主な機能 ①アカウント管理機能"},
        {
            "control": "edit-right",
            "evidence": "主な機能 ③ファイルの閲覧・編集機能、④アクセス制限機能（フォルダ・ファイル毎に設定可能）",
        },
        {
            "control": "download-limit",
            "evidence": "主な機能 ⑤ダウンロード制限機能（フォルダ・ファイル毎に設定可能）",
        },
        {
            "control": "auto-deletion",
            "evidence": "主な機能 ⑥自動削除機能（フォルダ・ファイル毎に設定可能）",
        },
        {
            "control": "certification",
            "evidence": "別紙 結合の相手方（ISMAP登録済、ISMSクラウドセキュリティ認証取得済み）",
        },
    ],
)
ward_pc = b.actor(
    "ward-pc",
    t("区イントラネットパソコン（LGWAN端末）", "Ward intranet PC (LGWAN terminal)"),
    kind="terminal",
    zone=ward_zone,
    party="ward",
    functions={
        "title": t("主な利用機能", "Main functions used"),
        "items": [
            t("アカウントの管理", "Account management"),
            t("データの共有", "Data sharing"),
            t("閲覧・編集", "Viewing and editing"),
            t("ダウンロード", "Download"),
            t("権限の設定", "Setting of rights"),
        ],
    },
    holds=categories,
    controls=[{"control": "account-management", "evidence": "主な利用機能 アカウントの管理"}],
)
other_municipalities = b.actor(
    "other-municipalities",
    t("他自治体", "Other municipalities"),
    kind="organisation",
    party="other",
)
unrelated_businesses = b.actor(
    "unrelated-businesses",
    t("無関係の事業者等", "Unrelated businesses"),
    kind="organisation",
    party="other",
)

internet_line = b.channel(
    "internet-line",
    partner_pc,
    box,
    t("インターネット回線", "Internet line"),
    network="internet",
    controls=[
        {
            "control": "encryption",
            "label": t("通信暗号化", "Traffic encrypted"),
            "evidence": "図の「通信暗号化」とチェックリスト（システム上の対策）の「通信内容は暗号化し、」",
        }
    ],
    certainty="inferred",
    note="回線は別紙「結合の形態」に明記されている。推定は、図の「通信暗号化」を両方の回線に置いたことである（チェックリストは通信の暗号化に条件を付けていない）。LGWAN回線だけに付くという読みもある。",
)
lgwan_line = b.channel(
    "lgwan-line",
    box,
    ward_pc,
    t("LGWAN回線", "LGWAN line"),
    network="lgwan",
    controls=[
        {
            "control": "encryption",
            "label": t("通信暗号化", "Traffic encrypted"),
            "evidence": "図の「通信暗号化」とチェックリスト（システム上の対策）の「通信内容は暗号化し、」",
        },
        {
            "control": "sanitisation",
            "label": t("ファイルの無害化", "Files sanitised"),
            "evidence": "図の「ファイルの無害化」",
        },
    ],
    certainty="inferred",
    note="回線は別紙「結合の形態」に明記されている。推定は、図の「通信暗号化」「ファイルの無害化」をここに置いたことである。無害化は区に入るファイルに行うものと読んだ。Boxの側で、又は両方の回線で行うという読みもある。",
)

b.series(
    "",
    t("事業者等 → 区", "Partners → ward"),
    certainty="inferred",
    note="区がアップロードしたファイルについての注（※）が③’に付くので、’の付かない番号は事業者等から区への受渡しと読んだ。番号の矢印の位置は原資料から失われている。",
)
b.series(
    "'",
    t("区 → 事業者等", "Ward → partners"),
    certainty="inferred",
    note="区がアップロードしたファイルについての注（※）が③’に付くので、’の付く番号は区から事業者等への受渡しと読んだ。番号の矢印の位置は原資料から失われている。",
)
b.transfer(
    1,
    t("資料の送信", "Sending of material"),
    partner_pc,
    box,
    by=partner_pc,
    over=internet_line,
    data=categories,
    operation="upload",
)
b.transfer(
    2,
    t("資料の確認", "Checking of material"),
    box,
    ward_pc,
    by=ward_pc,
    over=lgwan_line,
    data=categories,
    operation="view",
)
b.transfer(
    3,
    t("資料の修正等", "Correction of material etc."),
    partner_pc,
    box,
    by=partner_pc,
    over=internet_line,
    data=categories,
    operation="edit",
    certainty="inferred",
    note="区の確認（②）を受けて事業者等がBoxの資料を修正すると読んだ。区がLGWAN回線でBox上の資料を修正するという読みもある。",
)
b.transfer(
    4,
    t("資料のダウンロード", "Download of material"),
    box,
    ward_pc,
    by=ward_pc,
    over=lgwan_line,
    data=categories,
    operation="download",
)
b.transfer(
    "1'",
    t("資料の送付", "Dispatch of material"),
    ward_pc,
    box,
    by=ward_pc,
    over=lgwan_line,
    data=categories,
    operation="upload",
)
b.transfer(
    "2'",
    t("資料の確認", "Checking of material"),
    box,
    partner_pc,
    by=partner_pc,
    over=internet_line,
    data=categories,
    operation="view",
)
b.transfer(
    "3'",
    t("資料のダウンロード", "Download of material"),
    box,
    partner_pc,
    mark="※",
    by=partner_pc,
    over=internet_line,
    data=categories,
    operation="download",
)

b.exclude(
    [other_municipalities, unrelated_businesses],
    [box, *categories],
    text=t(
        "区からアクセスを許可された事業者等以外は、保存されているフォルダ及びファイルにアクセスできない",
        "Nobody but the partners whom the ward has given access can reach the stored folders and files",
    ),
)
b.box(
    "partner-measures",
    partner_pc,
    [
        bullet("ウイルス感染の防止", "Prevention of virus infection", "anti-malware"),
        bullet(
            "不正な通信の検知、分析、遮断",
            "Unauthorised traffic detected, analysed and blocked",
            "perimeter-defence",
            "monitoring",
        ),
        bullet(
            "ネットワーク機器の制限及びアクセスの制御",
            "Network devices restricted and access controlled",
            "system-restriction",
            "access-control.folder-rights",
        ),
    ],
    certainty="inferred",
    note="枠の位置は原資料から失われている。事業者等の端末の対策と読んだ。LGWAN回線の側の対策とする読みもある。",
)
b.box(
    "partner-login",
    partner_pc,
    [bullet("ID／パスワード認証", "ID and password authentication", "authentication")],
    certainty="inferred",
    note="枠の位置は原資料から失われている。事業者等がBoxを利用するときの認証と読んだ。区の端末の認証とする読みもある。",
)
fifteen_measures = [
    bullet("特定相手以外の通信不可", "Only specified peers can communicate", "peer-restriction"),
    bullet(
        "ネットワーク機器等制御による通信限定",
        "Network devices limit which systems communicate",
        "system-restriction",
    ),
    bullet("通信内容の暗号化", "Traffic encrypted", "encryption"),
    bullet("ウィルス対策", "Malware protection", "anti-malware.software"),
    bullet("ＩＤ／パスワード等認証", "Authentication by ID, password etc.", "authentication"),
    bullet(
        "最新のパターンファイルの適用", "Current pattern files applied", "anti-malware.patterns"
    ),
    bullet("ファイルのパスワード設定", "File passwords", "access-control.file-password"),
    bullet("アクセス制御", "Access control", "access-control.folder-rights"),
    bullet("アクセスログ取得、分析", "Access logs taken and analysed", "monitoring.access-log"),
    bullet(
        "システムネットワーク状態等の監視",
        "System and network state monitored",
        "monitoring.system-state",
    ),
    bullet("サーバ冗長化", "Redundant servers", "availability.redundancy"),
    bullet("バックアップ", "Backup", "availability.backup"),
    bullet("入退室管理", "Entry and exit control", "entry-control"),
    bullet("国内法が適用されるサーバ環境", "Servers under Japanese law", "domestic-law"),
    bullet(
        "外部からの攻撃防御（ファイアウォールの設置、サーバの要塞化、侵入検知、セキュリティパッチの適用等）",
        "Defence against outside attack (firewall, hardening, intrusion detection, security patches etc.)",
        "perimeter-defence",
    ),
]
b.box(
    "counterpart-measures",
    box,
    fifteen_measures,
    certainty="inferred",
    note="枠の位置は原資料から失われている。同じ15項目の枠が二つあり、二つのチェックリストに対応すると読んで、一方（結合先に行わせる情報保護対策）をBoxに置いた。両端の端末に一つずつという読みもある。",
)
b.box(
    "ward-measures",
    ward_pc,
    fifteen_measures,
    certainty="inferred",
    note="枠の位置は原資料から失われている。同じ15項目の枠が二つあり、二つのチェックリストに対応すると読んで、一方（区が行う情報保護対策）を区の端末に置いた。両端の端末に一つずつという読みもある。",
)

b.checklist(
    "ward",
    answers(WARD_MEASURES),
    actors=[ward_pc],
    note="４　外部結合にかかる個人情報保護対策チェックリスト　区が行う情報保護対策（O は運用上の対策、S はシステム上の対策）",
)
b.checklist(
    "counterpart",
    answers(COUNTERPART_MEASURES),
    actors=[box],
    note="４　外部結合にかかる個人情報保護対策チェックリスト　結合先に行わせる情報保護対策（O は運用上の対策、S はシステム上の対策）",
)
b.figure(
    title=t(
        "データ共有・管理システムに係る個人情報の流れ",
        "Flow of personal data in the data sharing and management system",
    ),
    number="資料５９－１",
    notes=[
        {
            "mark": "※",
            "text": t(
                "区がアップロードしたファイルの編集権限、ダウンロード制限はファイル毎に可能",
                "Edit rights and download limits of files uploaded by the ward can be set per file",
            ),
        }
    ],
    footer=t(
        "総合政策部行政管理課、情報システム課",
        "General Policy Department: Administrative Management Section, Information Systems Section",
    ),
)
b.agenda(
    {
        "cover": {
            "document_number": "資料５９",
            "meeting": "個人情報保護管理運営会議 付議事項",
            "subject": "データ共有・交換システムの利用に係る外部結合について",
            "contents": "内容は別紙のとおり",
            "basis": "◇第3条第1項第3号（外部結合）",
            "department": "総合政策部行政管理課、情報システム課",
        },
        "overview": {
            "name": "効果的・効率的な業務の推進",
            "section": "行政管理課、情報システム課",
            "purpose": "データ共有・交換システムを導入することで、紙やＵＳＢメモリ等の外部記録媒体の紛失による個人情報の流出事故の防止やデータ共有・交換における事務の効率化を図る。",
            "subjects": "データ共有・交換システムでデータを交換することとなる業務の関係者",
            "content": [
                {
                    "title": "１ 概要",
                    "text": "現在、区では、庁外の関係者とデータ共有・交換を行う際には、紙媒体の郵送のほか、メールやどこでもキャビネット、パスワード付の外部記録媒体（USBメモリ、CD-R等）等を利用している。しかし、個人情報を含むデータや 5MB以上の大容量のデータの交換方法は限られており、迅速なデータ共有・交換が出来ない状態である。また、外部記録媒体（USBメモリ、CD-R等）等については、パスワード付としているが、依然として紛失による個人情報の流出事故リスクが残っている。\nこのため、紛失による流出事故の防止やデータ共有・交換における事務の効率化に向けたデータ共有・交換ツール（BOX）を活用する。今後は、以下のとおり、個人情報保護管理運営会議（以下「本会議」という。）へ付議することとする。",
                },
                {
                    "title": "データ共有・交換ツール活用での付議パターン",
                    "text": "⑴ 令和７年４月以降、新たに委託事業者や指定管理者などとの間でデータ共有・交換ツールを活用し、個人情報の受渡しをする場合は、すべて本会議に付議する。\n⑵ これまでは、委託事業者や指定管理者などとの間で USBメモリなどの受渡しをしていた事業で、令和７年４月以降はデータ共有・交換ツールを活用する場合は、追加手続ごとに一覧表にまとめ、令和７年４月以降の本会議に付議する。\n⑶ このほか、附属機関の委員などと個人情報を含む資料の受渡しをする場合、各種手続の申請者など（不特定多数を除く）からの資料の提出を受ける場合、区職員による庁外での資料を確認する場合等においては、本会議への事前の付議を不要とし、所定の様式で管理を行い、事後にまとめて本会議に報告する。（年１回）",
                },
                {
                    "title": "２ 個人情報保護管理運営会議への付議内容",
                    "text": "データファイルの共有や閲覧のため、データ共有・交換システムと外部結合を行うことで、事業者等との間における受渡しの安全性を確保する。",
                },
            ],
            "reference": "※個人情報の流れは、資料５９－１のとおり",
        },
        "annex": {
            "subject": "データ共有・交換システムの利用に係る外部結合について",
            "holder": "業務所管課（担当課：行政管理課、情報システム課）",
            "registered_operation": "データ共有・交換システムの運用",
            "items": [
                "氏名",
                "住所",
                "生年月日",
                "年齢",
                "性別",
                "連絡先",
                "国籍",
                "本籍",
                "所属",
                "続柄",
                "建築物の図面情報",
                "財産情報",
                "資格・免許情報",
                "その他手続にあたり必要な情報",
            ],
            "counterpart": "株式会社 Box Japan\n（ISMAP登録済、ISMSクラウドセキュリティ認証取得済み）",
            "reason": "当該システムは区でもすでに利用していることに加え、内閣官房や文部科学省などでも利用されており、高品質なサービスやセキュリティを廉価な提供を実現しているため。また、同システムを活用することで、紙やＵＳＢメモリ等の外部記録媒体の紛失による個人情報の流出事故の防止やデータ共有・交換における事務の効率化を図ることができるため。",
            "form": "区は LGWAN 回線を利用して、当該システムが提供されるクラウドサーバと区のイントラネット端末を接続する。\nなお、事業者側はインターネット回線から同一のクラウドストレージの利用ができる。",
            "start": date(2025, 4, 1),
            "end": date(2026, 3, 31),
            "period": "令和７年４月１日から令和８年３月３１日まで（次年度以降も、同様の外部結合を行う。）",
            "measures": "別紙チェックリストのとおり",
        },
    }
)
b.term("データ共有・交換システム", ["データ共有・管理システム"])
b.term("Box", ["BOX"])
b.term("ウイルス", ["ウィルス"])

model = b.build()

if __name__ == "__main__":
    print(fm.dump(model), end="")
