"""The old ways of exchange, written with the builder.

Equal to model.yaml beside it; run as a script it prints that YAML.
"""

from __future__ import annotations

from datetime import date

import flowmodel as fm


def t(ja: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"ja": ja, "en": en}


b = fm.Builder(
    "before-box",
    title=t(
        "庁外の関係者とのデータの受渡し（従来の方法）",
        "Exchange of data with outside parties (the ways so far)",
    ),
    description="資料59の事業内容「１ 概要」に書かれた従来の受渡し手段のモデル。対策のうち原資料にあるのは「パスワード付」だけで、ほかは記載の例である。",
    date=date(2025, 3, 31),
    stage="as-is",
)

b.control("receipt-log-kept", t("受渡簿の保管", "Hand-over book kept"), provided_by=["actor"])
partner_zone = b.zone("partner", t("事業者等", "Partner businesses"), network="internet")
means_zone = b.zone("means", t("受渡しの手段", "Means of exchange"))
ward_zone = b.zone("ward", t("新宿区", "Shinjuku City"), network="lgwan")

application = b.data(
    "application",
    t("申請情報", "Application data"),
    items=[
        t("氏名", "Name"),
        t("住所", "Address"),
        t("生年月日", "Date of birth"),
        t("連絡先", "Contact"),
    ],
    certainty="inferred",
    note="従来の方法が運んだ区分は原資料にない。図 資料５９－１ と同じ四つとした。",
)
review = b.data(
    "review",
    t("審査情報", "Review data"),
    items=[t("資格・免許情報", "Qualifications and licences")],
    certainty="inferred",
    note="従来の方法が運んだ区分は原資料にない。図 資料５９－１ と同じ四つとした。",
)
property_data = b.data(
    "property",
    t("財産情報", "Property data"),
    items=[t("財産情報", "Property data")],
    certainty="inferred",
    note="従来の方法が運んだ区分は原資料にない。図 資料５９－１ と同じ四つとした。",
)
business = b.data(
    "business",
    t("事業関連情報", "Project data"),
    items=[t("建築物の図面情報", "Building drawings")],
    certainty="inferred",
    note="従来の方法が運んだ区分は原資料にない。図 資料５９－１ と同じ四つとした。",
)
categories = [application, review, property_data, business]

partner_office = b.actor(
    "partner-office",
    t("事業者等の事務所", "Partner's office"),
    kind="organisation",
    zone=partner_zone,
    party="contractor",
    holds=categories,
    controls=["entry-control", "receipt-log-kept"],
)
partner_pc = b.actor(
    "partner-pc",
    t("事業者パソコン等", "Partner's PC or other device"),
    kind="terminal",
    zone=partner_zone,
    party="contractor",
    holds=categories,
    controls=["anti-malware", "authentication", "access-control", "entry-control"],
)
mail_relay = b.actor(
    "mail-relay",
    t("メール中継・無害化装置", "Mail relay and sanitiser"),
    kind="gateway",
    zone=means_zone,
    party="ward",
    controls=[
        "peer-restriction",
        "system-restriction",
        "perimeter-defence",
        "anti-malware",
        "monitoring",
        "sanitisation",
    ],
    certainty="inferred",
    note="原資料にあるのは「メール」だけである。LGWAN端末がメールを受け取るには中継が要るので置いた。",
)
cabinet = b.actor(
    "cabinet",
    t("どこでもキャビネット", "Dokodemo Cabinet"),
    kind="storage",
    zone=means_zone,
    party="provider",
    location="日本国内",
    governing_law="日本国内の法",
    grants=[
        {"to": ["partner-pc"], "rights": ["view", "download", "upload"]},
        {"to": ["ward-pc"], "rights": ["view", "download", "upload"]},
    ],
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
        "domestic-law",
    ],
    certainty="inferred",
    note="原資料にあるのは名称だけである。インターネットとLGWANの両方から使う保存先と読んだ。所在と適用法は例である。",
)
ward_office = b.actor(
    "ward-office",
    t("業務所管課", "Section in charge"),
    kind="organisation",
    zone=ward_zone,
    party="ward",
    controls=["entry-control", "receipt-log-kept"],
)
ward_pc = b.actor(
    "ward-pc",
    t("区イントラネットパソコン（LGWAN端末）", "Ward intranet PC (LGWAN terminal)"),
    kind="terminal",
    zone=ward_zone,
    party="ward",
    holds=categories,
    controls=[
        "peer-restriction",
        "system-restriction",
        "anti-malware",
        "authentication",
        "access-control",
        "monitoring",
        "entry-control",
    ],
)

parcel = b.channel(
    "parcel",
    partner_office,
    ward_office,
    t("紙媒体の郵送", "Paper by post"),
    medium="post",
    carrier=t("日本郵便（簡易書留）", "Japan Post (registered mail)"),
    controls=["receipt-log", "tamper-evident-seal"],
    certainty="inferred",
    note="原資料にあるのは「紙媒体の郵送」である。運ぶ者と対策は例である。",
)
mail_out = b.channel(
    "mail-out",
    partner_pc,
    mail_relay,
    t("インターネットメール", "Internet mail"),
    medium="email",
    network="internet",
    max_size_mb=5,
    controls=["encryption"],
    certainty="inferred",
    note="上限は「5MB以上の大容量のデータの交換方法は限られており」による。",
)
mail_in = b.channel(
    "mail-in",
    mail_relay,
    ward_pc,
    t("LGWANメール", "LGWAN mail"),
    medium="email",
    network="lgwan",
    max_size_mb=5,
    controls=["encryption", "sanitisation"],
    certainty="inferred",
    note="上限は「5MB以上の大容量のデータの交換方法は限られており」による。",
)
internet_line = b.channel(
    "internet-line",
    partner_pc,
    cabinet,
    t("インターネット回線", "Internet line"),
    network="internet",
    controls=["encryption"],
    certainty="inferred",
    note="どこでもキャビネットへの回線と対策は原資料にない。",
)
lgwan_line = b.channel(
    "lgwan-line",
    cabinet,
    ward_pc,
    t("LGWAN回線", "LGWAN line"),
    network="lgwan",
    controls=["encryption", "sanitisation"],
    certainty="inferred",
    note="どこでもキャビネットへの回線と対策は原資料にない。",
)
media = b.channel(
    "media",
    partner_pc,
    ward_pc,
    t("外部記録媒体", "Removable media"),
    medium="removable",
    carrier=t("事業者等の担当者が持参", "Carried by the partner's staff"),
    controls=[
        {"control": "media-password", "evidence": "事業内容 １ 概要「パスワード付の外部記録媒体」"},
        "receipt-log",
        "anti-malware",
    ],
    certainty="inferred",
    note="原資料にあるのは「パスワード付の外部記録媒体（USBメモリ、CD-R等）」である。運ぶ者と、パスワードのほかの対策は例である。",
)

b.series(
    "",
    t("事業者等 → 区", "Partners → ward"),
    note="番号は手段の並びで、一つの受渡しがすべてを通るのではない",
)
b.series(
    "'",
    t("区 → 事業者等", "Ward → partners"),
    note="番号は手段の並びで、一つの受渡しがすべてを通るのではない",
)
b.transfer(
    1,
    t("紙資料の郵送", "Paper documents posted"),
    partner_office,
    ward_office,
    over=parcel,
    data=categories,
    operation="send",
)
b.transfer(
    2,
    t("資料のメール送信", "Material sent by e-mail"),
    partner_pc,
    mail_relay,
    over=mail_out,
    data=[business],
    operation="send",
    controls=[
        {
            "control": "access-control.file-password",
            "label": t("添付ファイルのパスワード", "password on the attachment"),
        }
    ],
)
b.transfer(
    3,
    t("無害化したメールの受信", "Sanitised e-mail received"),
    mail_relay,
    ward_pc,
    by=ward_pc,
    over=mail_in,
    data=[business],
    operation="download",
)
b.transfer(
    4,
    t("資料のアップロード", "Upload of material"),
    partner_pc,
    cabinet,
    over=internet_line,
    data=categories,
    operation="upload",
)
b.transfer(
    5,
    t("資料のダウンロード", "Download of material"),
    cabinet,
    ward_pc,
    over=lgwan_line,
    data=categories,
    operation="download",
)
b.transfer(
    6,
    t("USBメモリの持込み", "USB memory brought in"),
    partner_pc,
    ward_pc,
    mark="※",
    by=partner_pc,
    over=media,
    data=categories,
    operation="send",
)
b.transfer(
    "1'",
    t("資料のアップロード", "Upload of material"),
    ward_pc,
    cabinet,
    over=lgwan_line,
    data=categories,
    operation="upload",
)
b.transfer(
    "2'",
    t("資料のダウンロード", "Download of material"),
    cabinet,
    partner_pc,
    over=internet_line,
    data=categories,
    operation="download",
)
b.transfer(
    "3'",
    t("CD-Rの受取り", "CD-R picked up"),
    ward_pc,
    partner_pc,
    mark="※",
    by=ward_pc,
    over=media,
    data=categories,
    operation="send",
)


b.figure(
    title=t("従来の方法による個人情報の流れ", "Flow of personal data by the ways so far"),
    notes=[
        {
            "mark": "※",
            "text": t(
                "外部記録媒体（USBメモリ、CD-R等）等については、パスワード付としているが、依然として紛失による個人情報の流出事故リスクが残っている。",
                "Removable media (USB memory, CD-R) carry a password, yet the risk remains that personal data leak by loss.",
            ),
        }
    ],
)

model = b.build()

if __name__ == "__main__":
    print(fm.dump(model), end="")
