"""E06: files that may come from the internet enter a ward network without sanitisation."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Need, Policy
from flowmodel.lint.rule import Rule, of_policy
from flowmodel.lint.samples import FETCH, SEND, VIEW, cloud, plain

RULE = Rule(
    id="E06",
    level="error",
    kind="edge",
    title=Bilingual("取込時の無害化", "Sanitise on import"),
    message=Bilingual(
        "{step}（{source}→{target}）はインターネットから届き得るファイルを庁内に取り込みますが、"
        "無害化の記載がありません",
        "{step} ({source} → {target}) takes files into the ward's network that may come from the "
        "internet; sanitisation is not stated",
    ),
    why=Bilingual(
        "外から届いたファイルに仕込まれたプログラムは、取り込んだ端末から庁内に広がります。",
        "A program hidden in a file from outside spreads from the terminal that takes it in.",
    ),
    applies=Bilingual(
        "インターネットから（間に幾つの保存先を挟んでも）書き込める保存先・サービス・中継装置から、"
        "LGWAN またはマイナンバー利用事務系の区画へ、個人情報のファイルを通信回線で取り込む手順。"
        "電子メールによる受取りも含みます。閲覧・編集・削除だけの手順、同じ区画網の中の移動、"
        "外部記録媒体（E10 が扱う）、利用者の端末同士の直結（P01 が扱う）は含みません。利用者が"
        "インターネット回線で庁内の中継装置に送る手順は、その先で無害化されなければ含みます。"
        "ファイルの出所は、個人情報を運ばない手順も含めてたどります。",
        "Transfers that bring files with personal data over a network into an LGWAN or My Number "
        "zone from a store, service or gateway into which the internet can write, through however "
        "many stores between; receipt by e-mail as well. Viewing, editing in place and deleting, "
        "moves within one network, removable media (see E10) and lines between user devices "
        "(see P01) are left out. A user sending over the internet into a gateway inside counts, "
        "unless what the gateway hands on is sanitised. Where files come from is followed through "
        "all steps, those without personal data included.",
    ),
    satisfied=Bilingual(
        "無害化が、その手順、経路、受け取る主体、送り出す主体のどれかに書かれている。途中の手順で"
        "無害化されていれば、その先では求めません。文字だけの取込みなどは理由を付けて「対策不要」と"
        "書けます。",
        "Sanitisation is stated for the transfer, its channel, the receiving or the sending actor. "
        "Sanitised once on the way, it is not asked for again. For text only, and the like, write "
        "'not-needed' with the reason.",
    ),
    basis=Bilingual(
        "図の「ファイルの無害化」、総務省「地方公共団体における情報セキュリティポリシーに関する"
        "ガイドライン」（LGWAN接続系とインターネット接続系の分割）",
        "call-out ファイルの無害化 of the figure; security policy guideline for local governments of "
        "the Ministry of Internal Affairs and Communications (separation of LGWAN and internet)",
    ),
    origin=("seed", "guidance"),
    policy=Policy(
        "transfers",
        when=[{"field": "personal", "is": True}, {"field": "imports", "is": True}],
        require=Need(controls=("sanitisation",)),
    ),
    requires=of_policy,
    false_positives=Bilingual(
        "画面だけの閲覧、画面転送、文字だけの電子メール、LGWAN の中だけで作られたファイル。",
        "Preview only, screen transfer, mail of plain text, files that only LGWAN produced.",
    ),
    passing=(
        cloud(
            "LGWAN回線で無害化する",
            "sanitised on the LGWAN line",
            SEND,
            FETCH,
            lgwan="controls: [sanitisation]",
        ),
        cloud("画面で見るだけ", "looked at, not taken in", SEND, VIEW),
        cloud(
            "インターネットからの書込みがない",
            "nothing comes from the internet",
            FETCH,
            store="holds: [application]",
        ),
    ),
    failing=(
        cloud(
            "取込みに無害化がない",
            "taken in without sanitisation",
            SEND,
            FETCH,
            lgwan="controls: [S3]",
        ),
        plain(
            "別の保存先を経て取り込む",
            "taken in by way of a second store",
            zones=(
                "{id: out, network: internet}",
                "{id: cloud, name: クラウド}",
                "{id: ward, network: lgwan}",
            ),
            actors=(
                "{id: pc, kind: terminal, zone: out}",
                "{id: first, name: 受付, kind: storage, zone: cloud}",
                "{id: second, name: 保管, kind: storage, zone: cloud}",
                "{id: desk, name: 区の端末, kind: terminal, zone: ward}",
            ),
            channels=(
                "{id: net, between: [pc, first], network: internet}",
                "{id: inner, between: [first, second], network: closed}",
                "{id: lgwan, between: [second, desk], network: lgwan}",
            ),
            transfers=(
                "{step: 1, from: pc, to: first, operation: upload}",
                "{step: 2, from: first, to: second, operation: send}",
                "{step: 3, from: second, to: desk, operation: download}",
            ),
        ),
    ),
)
