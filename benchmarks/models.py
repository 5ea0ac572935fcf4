"""Models of any size for measurements: always the same for the same size.

Partners exchange material with the ward through cloud stores, as in 資料59-1:
six transfers go round (sent, looked at, downloaded, and the same back), each
partner has 20 of them, and five partners share a store.
"""

from __future__ import annotations

import json
from string import ascii_uppercase
from typing import Any

PER_PARTNER = 20
"""Transfers between one partner and the ward."""
PER_STORE = 5
"""Partners that share a store."""

_CYCLE = (
    ("", "資料の送信", "pc", "store", "upload"),
    ("", "資料の確認", "store", "desk", "view"),
    ("", "資料のダウンロード", "store", "desk", "download"),
    ("'", "審査結果の送付", "desk", "store", "upload"),
    ("'", "審査結果の確認", "store", "pc", "view"),
    ("'", "審査結果のダウンロード", "store", "pc", "download"),
)
_DATA = (
    ("application", "申請情報", ("氏名", "住所", "生年月日", "電話番号")),
    ("review", "審査情報", ("審査の経過", "審査結果")),
    ("payment", "支払情報", ("口座番号", "支払額")),
    ("contact", "連絡先情報", ("担当者名", "メールアドレス")),
)
_ZONES = (
    {"id": "out", "name": "事業者等", "network": "internet"},
    {"id": "cloud", "name": "データ共有・交換システム（クラウド）"},
    {"id": "ward", "name": "新宿区", "network": "lgwan"},
)
_ENDS = [
    *("authentication", "account-management", "anti-malware", "perimeter-defence", "monitoring"),
    *("entry-control", "multi-factor", "deletion-report"),
]
_STORE = [
    *("authentication", "access-control", "anti-malware", "perimeter-defence", "monitoring"),
    *("peer-restriction", "system-restriction", "auto-deletion", "domestic-law"),
    *("download-limit", "edit-right", "availability", "certification", "entry-control"),
]
_DESK = [*_ENDS, "sanitisation", "unlock-procedure"]
_RIGHTS = ["view", "upload", "download"]
_LINE = ["encryption", "peer-restriction", "system-restriction"]


_OWN = [
    *("encryption", "peer-restriction", "system-restriction", "authentication", "multi-factor"),
    *("sanitisation", "download-limit", "edit-right"),
    *("media-password", "receipt-log", "tamper-evident-seal"),
]


def document(
    transfers: int,
    bare: int = 0,
    per_partner: int = PER_PARTNER,
    *,
    gap: int = 0,
    unlike: bool = False,
) -> dict[str, Any]:
    """A model of so many transfers, as a document.

    With `bare`, nothing is stated for every so many-th partner and its lines,
    so that there are findings to place and to print. With `gap`, every so
    many-th transfer takes a line of which nothing is stated. With a large
    `per_partner`, all transfers run between three actors, as in a figure.
    Where they are `unlike`, no two transfers state the same for themselves.
    """
    partners = max(1, -(-transfers // per_partner))
    return {
        "flowmodel": 1,
        "id": f"bench-{transfers}",
        "title": f"資料の受渡し（{transfers} 件）",
        "zones": [dict(z) for z in _ZONES],
        "actors": _actors(partners, bare),
        "series": [{"name": "事業者からの資料"}, {"mark": "’", "name": "区からの結果"}],
        "data": [{"id": i, "name": n, "items": list(items)} for i, n, items in _DATA],
        "channels": _channels(partners, bare) + _bare_lines(transfers, per_partner, gap),
        "transfers": _transfers(transfers, per_partner, gap, unlike),
    }


def text(transfers: int, bare: int = 0, per_partner: int = PER_PARTNER) -> str:
    """The document of `document` as YAML, written as a person would: one part a line."""
    lines = []
    for key, value in document(transfers, bare, per_partner).items():
        if isinstance(value, list):
            lines.append(f"{key}:")
            lines.extend(f"  - {_flow(part)}" for part in value)
        else:
            lines.append(f"{key}: {value}")
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value)


def _stated(controls: list[str], number: int, bare: int) -> dict[str, list[str]]:
    return {} if bare and number % bare == 0 else {"controls": controls}


def _actors(partners: int, bare: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for n in range(1, partners + 1):
        pc = {"id": f"pc{n}", "name": f"事業者{n}パソコン", "kind": "terminal", "zone": "out"}
        found.append({**pc, "party": "contractor", **_stated(_ENDS, n, bare)})
        if n % PER_STORE == 1:
            store = {"id": _store(n), "name": f"共有フォルダ{_store(n)[5:]}", "kind": "storage"}
            ismap = {"name": "ISMAP登録済", "standard": "ISMAP", "date": "2025-04-01"}
            law = {"location": "日本国内", "governing_law": "日本法", "certifications": [ismap]}
            shared = {"grants": _folders(n, partners), "controls": _STORE}
            found.append({**store, "zone": "cloud", "party": "provider", **law, **shared})
        desk = {"id": f"desk{n}", "name": f"担当課{n}端末", "kind": "terminal", "zone": "ward"}
        found.append({**desk, "party": "ward", "controls": _DESK})
    return found


def _folders(first: int, partners: int) -> list[dict[str, Any]]:
    """A folder of its own for each partner of a store."""
    return [
        {"to": [f"pc{n}", f"desk{n}"], "rights": _RIGHTS, "folder": f"事業者{n}"}
        for n in range(first, min(first + PER_STORE, partners + 1))
    ]


def _channels(partners: int, bare: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for n in range(1, partners + 1):
        stated = _stated(_LINE, n, bare)
        for id, name, a, b, network in (
            (f"net{n}", f"インターネット回線{n}", f"pc{n}", _store(n), "internet"),
            (f"lgwan{n}", f"LGWAN回線{n}", _store(n), f"desk{n}", "lgwan"),
        ):
            found.append({"id": id, "name": name, "between": [a, b], "network": network, **stated})
    return found


def _bare_lines(count: int, per_partner: int, gap: int) -> list[dict[str, Any]]:
    partners = {i // per_partner + 1: None for i in (range(0, count, gap) if gap else ())}
    return [
        {"id": f"{line}{n}", "name": f"別の回線{n}", "between": ends, "network": network}
        for n in partners
        for line, ends, network in (
            ("bare-net", [f"pc{n}", _store(n)], "internet"),
            ("bare-lgwan", [_store(n), f"desk{n}"], "lgwan"),
        )
    ]


def _own(number: int) -> list[dict[str, str]]:
    """Statements for one transfer, others for each number: the digits of the number to base 3."""
    found = []
    for control in _OWN:
        number, state = divmod(number, 3)
        if state == 1:
            found.append({"control": control})
        elif state == 2:
            found.append({"control": control, "state": "not-needed", "reason": "対象外"})
    return found


def _store(partner: int) -> str:
    return f"store{(partner - 1) // PER_STORE + 1}"


def _transfers(
    count: int, per_partner: int, gap: int = 0, unlike: bool = False
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    numbers = {"": 0, "'": 0}
    blocks = ("", *ascii_uppercase)  # A series has at most 9,999 steps.
    for i in range(count):
        partner = i // per_partner + 1
        mark, label, source, target, operation = _CYCLE[i % per_partner % len(_CYCLE)]
        block, number = divmod(numbers[mark], 9_999)
        numbers[mark] += 1
        ends = {"pc": f"pc{partner}", "store": _store(partner), "desk": f"desk{partner}"}
        line = "net" if "pc" in (source, target) else "lgwan"
        if gap and i % gap == 0:
            line = f"bare-{line}"
        one: dict[str, Any] = {
            "step": f"{blocks[block]}{number + 1}{mark}",
            "label": label,
            "from": ends[source],
            "to": ends[target],
            "over": f"{line}{partner}",
            "data": [_DATA[0][0], _DATA[1 + partner % 3][0]],
            "operation": operation,
        }
        if unlike:
            one["controls"] = _own(i)
        elif i % 10 == 0 and not line.startswith("bare"):
            one["controls"] = ["encryption"]
        found.append(one)
    return found


def for_pytm(transfers: int) -> str:
    """The same zones, actors, data and transfers in pytm's own JSON.

    Terminals are pytm's `Actor`, stores its `Datastore`; what is stated as
    encrypted or authenticated is set on the data flows.
    """
    doc = document(transfers)
    zones = {z["id"]: z["name"] for z in doc["zones"]}
    kinds = {"terminal": "Actor", "storage": "Datastore"}
    data = {d["id"]: d["name"] for d in doc["data"]}
    model = {
        "name": doc["title"],
        "description": "the same flows",
        "boundaries": [{"name": name} for name in zones.values()],
        "data": [{"name": name, "classification": "SENSITIVE"} for name in data.values()],
        "elements": [
            {"__class__": kinds[a["kind"]], "name": a["id"], "inBoundary": zones[a["zone"]]}
            for a in doc["actors"]
        ],
        "flows": [
            {
                "name": f"{t['step']} {t['label']}",
                "source": t["from"],
                "sink": t["to"],
                "protocol": "HTTPS",
                "tlsVersion": 6,
                "data": [data[d] for d in t["data"]],
            }
            for t in doc["transfers"]
        ],
    }
    return json.dumps(model, ensure_ascii=False)
