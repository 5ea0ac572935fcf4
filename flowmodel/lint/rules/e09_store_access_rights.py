"""E09: files are put into a store, and access rights or file passwords are not stated."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Need, Policy
from flowmodel.lint.rule import Rule, of_policy
from flowmodel.lint.samples import SEND, cloud

RULE = Rule(
    id="E09",
    level="error",
    kind="edge",
    title=Bilingual("保存先アクセス権とファイルPW", "Folder rights and file password"),
    message=Bilingual(
        "{step}で{target}に保存する個人情報について、{controls}の記載がありません",
        "{step} stores personal data at {target}; not stated: {controls}",
    ),
    why=Bilingual(
        "保存した個人情報は、置いた人だけでなく、保存先に入れるすべての人の目に触れ得ます。",
        "Stored data can be seen by everybody who gets into the store, not only by who put them "
        "there.",
    ),
    applies=Bilingual(
        "個人情報を、保存する主体（保存先と、情報を持つ、または閲覧・ダウンロードされるサービス）へ"
        "アップロード・送付・編集・ダウンロードする手順。紙・郵送・ファクシミリと、申請者・一般の人の"
        "保存先は除きます。",
        "Transfers that upload, send, edit or download personal data into what keeps them: stores, "
        "and services that hold data or from which they are viewed or downloaded. Paper, post and "
        "fax, and stores of applicants and the public, are left out.",
    ),
    satisfied=Bilingual(
        "S7 の「アクセス制御（フォルダのアクセス権）」と「ファイルのパスワード設定」が、保存先、"
        "操作する主体、手順のどれかに書かれている。どちらも無ければエラー、片方だけ無ければ警告です。",
        "Both halves of S7, folder access rights and file passwords, are stated for the store, the "
        "acting party or the transfer. Neither stated is an error, one of them a warning.",
    ),
    basis=Bilingual("チェックリスト S7", "checklist item S7"),
    origin=("seed",),
    policy=Policy(
        "transfers",
        when=[
            {"field": "personal", "is": True},
            {"field": "internal", "is": False},
            {"field": "operation", "in": ["upload", "send", "edit", "download"]},
            {"not": {"field": "channel.medium", "in": ["post", "paper", "fax"]}},
            {"field": "target.keeper", "is": True},
            {"not": {"field": "target.party", "in": ["applicant", "public"]}},
        ],
        require=Need(controls=("access-control",), partly="warning"),
    ),
    requires=of_policy,
    echo_of=("E01",),
    false_positives=Bilingual(
        "フォルダのアクセス権だけで守る保存先。ファイルのパスワードは理由を付けて「対策不要」と"
        "書いてください。",
        "Stores protected by folder rights alone: state the file password as 'not-needed' with "
        "the reason.",
    ),
    passing=(
        cloud("保存先に S7 がある", "S7 at the store", SEND, store="controls: [S7]"),
        cloud(
            "保存先と送る側で分担する",
            "shared between store and sender",
            SEND,
            store="controls: [S7.folder-rights]",
            pc="controls: [S7.file-password]",
        ),
    ),
    failing=(
        cloud("どちらもない", "neither is stated", SEND, net="controls: [S3]"),
        cloud(
            "ファイルのパスワードがない（警告）",
            "file password not stated (a warning)",
            SEND,
            net="controls: [S3]",
            store="controls: [S7.folder-rights]",
        ),
    ),
)
