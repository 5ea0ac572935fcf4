"""The same model laid out by elkjs, the Eclipse Layout Kernel in JavaScript, from npm."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.figures.drawn import Drawn

SCRIPT = Path(__file__).with_name("elk.mjs")
OPTIONS = {
    "elk.algorithm": "layered",
    "elk.direction": "RIGHT",
    "elk.hierarchyHandling": "INCLUDE_CHILDREN",
    "elk.edgeRouting": "ORTHOGONAL",
    "org.eclipse.elk.json.edgeCoords": "ROOT",
}


def install(folder: Path) -> str | None:
    """Install elkjs into a folder; its version, or None where node or npm are missing."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}')
    done = subprocess.run(
        ("npm", "install", "--no-audit", "--no-fund", "--silent", "elkjs"), cwd=folder, check=False
    )
    if done.returncode:
        return None
    told = json.loads((folder / "node_modules" / "elkjs" / "package.json").read_text())
    return str(told["version"])


def graph(document: dict[str, Any], sizes: dict[str, tuple[float, float]]) -> dict[str, Any]:
    """The model as ELK takes it: zones as nodes that hold others."""

    def size(name: str) -> dict[str, float]:
        return {"width": sizes[name][0], "height": sizes[name][1]}

    return {
        "id": "root",
        "layoutOptions": OPTIONS,
        "children": [
            {
                "id": zone["id"],
                "children": [
                    {"id": a["id"], **size(a["id"])}
                    for a in document["actors"]
                    if a["zone"] == zone["id"]
                ],
            }
            for zone in document["zones"]
        ],
        "edges": [
            {
                "id": f"e{t['step']}",
                "sources": [t["from"]],
                "targets": [t["to"]],
                "labels": [{"id": f"l{t['step']}", "text": t["step"], **size(t["step"])}],
            }
            for t in document["transfers"]
        ],
    }


def draw(
    folder: Path, made: dict[str, Any], warm: dict[str, Any], limit: float
) -> tuple[float, Drawn | None]:
    """Seconds of the layout alone, warm, and what it drew; None where it failed or took too long."""
    given = json.dumps({"graph": made, "warm": warm}).encode()
    try:
        done = subprocess.run(
            ("node", "--stack-size=8000", "--max-old-space-size=8192", str(SCRIPT), str(folder)),
            input=given, capture_output=True, timeout=limit, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return limit, None
    if done.returncode:
        return limit, None
    told = json.loads(done.stdout)
    routes, labels = [], []
    for edge in told["made"]["edges"]:
        section = edge["sections"][0]
        points = (section["startPoint"], *section.get("bendPoints", ()), section["endPoint"])
        routes.append(tuple((p["x"], p["y"]) for p in points))
        label = edge["labels"][0]
        x, y = label["x"], label["y"]
        labels.append((len(labels), (x, y, x + label["width"], y + label["height"])))
    return told["seconds"], Drawn(tuple(routes), tuple(labels))


__all__ = ["draw", "graph", "install"]
