"""Models of many shapes in which nothing is missing, for faults to be planted in."""

from __future__ import annotations

from random import Random
from typing import Any

ITEMS = ("氏名", "住所", "生年月日", "電話番号", "口座番号", "支払額", "審査結果", "担当者名")
LINE = ("encryption", "peer-restriction", "system-restriction")
PC = ("authentication", "multi-factor", "anti-malware", "entry-control", "deletion-report")
DESK = (*PC[:4], "sanitisation", "unlock-procedure")
STORE = (
    *("anti-malware", "monitoring", "perimeter-defence", "availability", "entry-control"),
    *("domestic-law", "auto-deletion", "access-control", "edit-right", "download-limit"),
)
ANSWERS = [f"O{n}" for n in range(1, 6)] + [f"S{n}" for n in range(1, 12)]


def sound(seed: int) -> dict[str, Any]:
    """A document of which the check finds nothing; the same for the same seed.

    One to three projects, each with partners, a store, desks and steps of its own.
    """
    rng = Random(seed)
    data = _data(rng)
    document: dict[str, Any] = {
        "flowmodel": 1,
        "id": f"planted-{seed}",
        "title": "資料の受渡し",
        "date": "2025-10-01",
        "zones": [
            {"id": "out", "name": "事業者等", "network": "internet"},
            {"id": "cloud", "name": "共有システム"},
            {"id": "ward", "name": "区", "network": "lgwan"},
        ],
        "actors": [],
        "data": data,
        "channels": [],
        "series": [{"name": "事業者から区へ"}, {"mark": "'", "name": "区から事業者へ"}],
        "transfers": [],
        "exclusions": [],
        "checklists": [],
    }
    for project in range(rng.randint(1, 3)):
        _project(rng, document, project)
    rng.shuffle(document["actors"])
    rng.shuffle(document["channels"])
    _paper(document)
    return document


def _data(rng: Random) -> list[dict[str, Any]]:
    names = ("申請情報", "審査情報", "支払情報", "連絡先情報")
    return [
        {"id": f"d{n}", "name": names[n], "items": rng.sample(ITEMS, rng.randint(1, 4))}
        for n in range(rng.randint(1, 4))
    ]


def _stated(rng: Random, controls: tuple[str, ...]) -> list[Any]:
    """The controls in any order, some of them with evidence."""
    mixed = rng.sample(controls, len(controls))
    return [{"control": c, "evidence": "仕様書"} if rng.random() < 0.3 else c for c in mixed]


def _project(rng: Random, document: dict[str, Any], project: int) -> None:
    store, desk = f"store{project}", f"desk{project}"
    partners = [f"pc{project}x{n}" for n in range(rng.randint(1, 3))]
    device = {"kind": "terminal", "party": "ward", "zone": "ward"}
    document["actors"] += [
        {"id": desk, "name": f"担当課端末{project}", **device, "controls": _stated(rng, DESK)},
        _store(rng, store, desk, partners),
    ]
    line = {"between": [store, desk], "network": "lgwan", "controls": _stated(rng, LINE)}
    document["channels"].append({"id": f"lgwan{project}", "name": f"LGWAN回線{project}", **line})
    for partner in partners:
        _partner(rng, document, partner, store)
        _steps(rng, document, partner, store, desk, project)


def _store(rng: Random, store: str, desk: str, partners: list[str]) -> dict[str, Any]:
    certificate = {"name": "ISMAP登録済", "date": "2025-04-01"}
    rights = ["view", "download", "upload"]
    return {
        "id": store,
        "name": f"共有システム{store[5:]}",
        "kind": "storage",
        "party": "provider",
        "zone": "cloud",
        "location": "日本国内",
        "governing_law": "日本法",
        "certifications": [certificate],
        "grants": [{"to": [p, desk], "rights": rights, "folder": f"フォルダ{p}"} for p in partners],
        "controls": _stated(rng, STORE),
    }


def _partner(rng: Random, document: dict[str, Any], partner: str, store: str) -> None:
    pc = {"id": partner, "name": f"事業者パソコン{partner[2:]}", "kind": "terminal"}
    document["actors"].append(
        {**pc, "party": "contractor", "zone": "out", "controls": _stated(rng, PC)}
    )
    net = {"id": f"net{partner[2:]}", "name": f"インターネット回線{partner[2:]}"}
    between = [partner, store] if rng.random() < 0.5 else [store, partner]
    line = {"between": between, "network": "internet", "controls": _stated(rng, LINE)}
    document["channels"].append({**net, **line})


def _steps(
    rng: Random, document: dict[str, Any], partner: str, store: str, desk: str, project: int
) -> None:
    """The partner's material to the ward, and perhaps the ward's answer back."""
    every = [d["id"] for d in document["data"]]
    net, lgwan = f"net{partner[2:]}", f"lgwan{project}"
    for _ in range(rng.randint(1, 2)):
        moved = rng.sample(every, rng.randint(1, len(every)))
        _step(document, "", "資料の送信", partner, store, net, "upload", moved)
        if rng.random() < 0.5:
            _step(document, "", "資料の確認", store, desk, lgwan, "view", moved)
        _step(document, "", "資料の取得", store, desk, lgwan, "download", moved)
    if rng.random() < 0.7:
        moved = rng.sample(every, rng.randint(1, len(every)))
        _step(document, "'", "結果の送付", desk, store, lgwan, "upload", moved)
        _step(document, "'", "結果の取得", store, partner, net, "download", moved)


def _step(
    document: dict[str, Any],
    mark: str,
    label: str,
    source: str,
    target: str,
    over: str,
    operation: str,
    data: list[str],
) -> None:
    number = 1 + sum(t["step"].endswith("'") == bool(mark) for t in document["transfers"])
    what = {"label": label, "over": over, "operation": operation, "data": sorted(data)}
    document["transfers"].append({"step": f"{number}{mark}", "from": source, "to": target, **what})


def _paper(document: dict[str, Any]) -> None:
    """The excluded party, the checklists and the sheets that fit the rest."""
    stores = [a["id"] for a in document["actors"] if a["kind"] == "storage"]
    desks = [a["id"] for a in document["actors"] if a["id"].startswith("desk")]
    outsider = {"id": "outsider", "name": "他自治体", "kind": "organisation", "party": "other"}
    document["actors"].append(outsider)
    document["exclusions"].append({"parties": ["outsider"], "protects": stores})
    for side, actors in (("ward", desks), ("counterpart", stores)):
        shown = _shown(document, actors)
        answers = [
            {"item": item, "answer": "○"}
            if item.startswith("O") or item in shown
            else {"item": item, "answer": "ー", "reason": "対象の機器がないため"}
            for item in ANSWERS
        ]
        document["checklists"].append({"side": side, "actors": actors, "answers": answers})
    moved = {id for t in document["transfers"] for id in t["data"]}
    items = [i for d in document["data"] if d["id"] in moved for i in d["items"]]
    document["figure"] = {"number": "資料１"}
    document["agenda"] = _agenda(list(dict.fromkeys(items)))


_ITEM = {
    "peer-restriction": "S1", "system-restriction": "S2", "encryption": "S3",
    "perimeter-defence": "S4", "anti-malware": "S5", "authentication": "S6",
    "access-control": "S7", "monitoring": "S8", "availability": "S9", "entry-control": "S10",
    "domestic-law": "S11",
}  # fmt: skip


def _shown(document: dict[str, Any], actors: list[str]) -> set[str]:
    """The items of the checklist that actors and their lines state."""
    parts = [a for a in document["actors"] if a["id"] in actors]
    parts += [c for c in document["channels"] if set(c["between"]) & set(actors)]
    stated = [s if isinstance(s, str) else s["control"] for p in parts for s in p["controls"]]
    return {_ITEM[control] for control in stated if control in _ITEM}


def _agenda(items: list[str]) -> dict[str, Any]:
    cover = {"document_number": "資料１", "meeting": "個人情報保護管理運営会議"}
    words = ("subject", "contents", "basis", "department")
    overview = ("name", "section", "purpose", "subjects")
    annex = ("subject", "holder", "registered_operation", "counterpart", "reason", "form")
    return {
        "cover": {**cover, **dict.fromkeys(words, "外部結合")},
        "overview": {
            **dict.fromkeys(overview, "外部結合"),
            "content": [{"title": "概要", "text": "受渡し"}],
        },
        "annex": {
            **dict.fromkeys(annex, "外部結合"),
            "items": items,
            "start": "2025-10-01",
            "end": "2026-03-31",
            "period": "令和７年１０月から",
            "measures": "別紙チェックリストのとおり",
        },
    }
