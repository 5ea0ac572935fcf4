"""A02: a server with personal data, and no word on logs and monitoring."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Need, Policy
from flowmodel.lint.rule import Rule
from flowmodel.lint.samples import SEND, cloud, plain

RULE = Rule(
    id="A02",
    level="error",
    kind="actor",
    title=Bilingual("ログ取得・監視・定期分析", "Logs, monitoring and periodic analysis"),
    message=Bilingual("{actor}に、{controls}の記載がありません", "{actor}: not stated: {controls}"),
    why=Bilingual(
        "記録がなければ、だれがいつ個人情報に触れたかを後から確かめられません。",
        "Without logs nobody can tell afterwards who touched personal data and when.",
    ),
    applies=Bilingual(
        "個人情報を送り、受け取り、または持つ保存先・サービス・中継装置。利用者の端末と、"
        "区が管理できない申請者・一般の人のものは対象にしません。",
        "Stores, services and gateways that send, receive or hold personal data. Terminals of "
        "users, and what belongs to applicants and the public, are left out.",
    ),
    satisfied=Bilingual(
        "S8 の両方の部分（アクセスログの取得・分析と、状態の監視）が、その主体または主体の対策欄に"
        "書かれている。",
        "Both halves of S8, access logs with analysis and monitoring of state, are stated for the "
        "actor or in its control box.",
    ),
    basis=Bilingual("チェックリスト S8", "checklist item S8"),
    origin=("seed",),
    policy=Policy(
        "actors",
        when=[
            {"field": "personal", "is": True},
            {"field": "kind", "in": ["storage", "service", "gateway"]},
            {"not": {"field": "party", "in": ["applicant", "public"]}},
        ],
        require=Need(controls=("S8",)),
    ),
    false_positives=Bilingual(
        "提供事業者が監査報告書で示している場合。evidence にその報告書を書いてください。",
        "A provider's attestation covers it: name the attestation as evidence.",
    ),
    passing=(
        cloud("保存先に S8 がある", "S8 at the store", SEND, store="controls: [S8]"),
        plain(
            "部分ごとに書かれている",
            "stated half by half",
            actors=(
                "{id: a, kind: terminal}",
                "{id: relay, kind: gateway, controls: [S8.access-log, {control: S8.system-state, "
                "state: planned, date: 2025-10-01}]}",
            ),
            channels=("{id: c, between: [a, relay]}",),
            transfers=("{step: 1, from: a, to: relay}",),
        ),
    ),
    failing=(
        cloud("記載がない", "nothing is stated", SEND),
        cloud(
            "監視が書かれていない",
            "monitoring is not stated",
            SEND,
            store="controls: [S8.access-log]",
        ),
    ),
)
