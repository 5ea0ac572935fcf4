"""Models that all three draw: four zones of one or four actors, transfers between neighbours in turn."""

from __future__ import annotations

from typing import Any

ZONES = ("事業者等", "クラウド", "区の基盤", "区の事務")
PER_ZONE = (1, 4)
"""Actors of a zone: one system each, as figures of a meeting have, and crowded."""
_LABELS = ("資料の送信", "資料の確認", "審査結果のダウンロード", "回答の登録", "変更届の取得")
_KINDS = ("terminal", "storage", "service", "terminal")


def document(transfers: int, per_zone: int) -> dict[str, Any]:
    """A model of so many transfers, its zones of so many actors; the same for the same numbers.

    Mostly from a zone to the next, every eighth to the one after it. Which actor sends to which
    follows a fixed sequence of remainders.
    """
    ids = [[f"z{i}a{j}" for j in range(per_zone)] for i in range(len(ZONES))]
    pairs = [_pair(k, ids) for k in range(transfers)]
    lines: dict[frozenset[str], str] = {}
    for pair in pairs:
        lines.setdefault(frozenset(pair), f"line{len(lines) + 1}")
    ends = {name: sorted(pair) for pair, name in lines.items()}
    return {
        "flowmodel": 1,
        "id": f"figure-{transfers}",
        "title": f"受渡し（{transfers} 件）",
        "zones": [{"id": f"z{i}", "name": name} for i, name in enumerate(ZONES)],
        "actors": [
            {"id": a, "name": f"{ZONES[i][:2]}の機器{j + 1}", "kind": _KINDS[i], "zone": f"z{i}"}
            for i, zone in enumerate(ids)
            for j, a in enumerate(zone)
        ],
        "channels": [{"id": n, "name": f"回線{n[4:]}", "between": ends[n]} for n in ends],
        "transfers": [
            {"step": f"{k + 1}", "label": _LABELS[k % 5], "from": a, "to": b,
             "over": lines[frozenset((a, b))]}
            for k, (a, b) in enumerate(pairs)
        ],
    }  # fmt: skip


def _pair(k: int, ids: list[list[str]]) -> tuple[str, str]:
    zone = k * 7 % (len(ids) - 1)
    far = 2 if k % 8 == 7 and zone + 2 < len(ids) else 1
    a, b = ids[zone][k * 5 % len(ids[zone])], ids[zone + far][(k * 3 + k // 4) % len(ids[zone])]
    return (b, a) if k % 3 == 2 else (a, b)
