"""The same model laid out by Graphviz `dot`."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from typing import Any

from benchmarks.figures.drawn import Drawn, Point

PIECES = 8
"""Straight pieces by which a Bézier curve is counted."""


def version() -> str | None:
    """The version of the `dot` that is installed; None where there is none."""
    if shutil.which("dot") is None:
        return None
    told = subprocess.run(("dot", "-V"), capture_output=True, text=True, check=False)
    return (told.stderr or told.stdout).strip().removeprefix("dot - ")


def source(document: dict[str, Any], sizes: dict[str, tuple[float, float]]) -> str:
    """The model in DOT: zones as clusters, nodes and labels of the sizes (points) that we measure."""
    lines = ["digraph g {", 'rankdir=LR; node [shape=box, fixedsize=true, label=""];']
    for zone in document["zones"]:
        lines.append(f'subgraph "cluster_{zone["id"]}" {{')
        for actor in document["actors"]:
            if actor["zone"] == zone["id"]:
                w, h = sizes[actor["id"]]
                lines.append(f'"{actor["id"]}" [width={w / 72:.4f}, height={h / 72:.4f}];')
        lines.append("}")
    for transfer in document["transfers"]:
        w, h = sizes[transfer["step"]]
        cell = f'<TD FIXEDSIZE="TRUE" WIDTH="{w:.0f}" HEIGHT="{h:.0f}"></TD>'
        label = f'<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0"><TR>{cell}</TR></TABLE>>'
        lines.append(f'"{transfer["from"]}" -> "{transfer["to"]}" [label={label}];')
    return "\n".join([*lines, "}"])


def draw(text: str, sizes: list[tuple[float, float]], limit: float) -> tuple[float, Drawn | None]:
    """Seconds of the whole process, and what it drew; None where it failed or took too long."""
    start = time.perf_counter()
    try:
        done = subprocess.run(
            ("dot", "-Tjson"), input=text.encode(), capture_output=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        return limit, None
    seconds = time.perf_counter() - start
    if done.returncode:
        return seconds, None
    made = json.loads(done.stdout)
    routes, labels = [], []
    for edge, (w, h) in zip(made.get("edges", ()), sizes, strict=True):
        routes.append(_curve(edge["pos"]))
        x, y = (float(v) for v in edge["lp"].split(","))
        labels.append((len(labels), (x - w / 2, y - h / 2, x + w / 2, y + h / 2)))
    return seconds, Drawn(tuple(routes), tuple(labels), curved=True)


def _curve(pos: str) -> tuple[Point, ...]:
    """The route of an edge: a chain of cubic curves, then its tip."""
    tip: list[Point] = []
    points: list[Point] = []
    for word in pos.split():
        if word.startswith("e,"):
            x, y = word[2:].split(",")
            tip = [(float(x), float(y))]
        elif not word.startswith("s,"):
            x, y = word.split(",")
            points.append((float(x), float(y)))
    route = points[:1]
    for i in range(0, len(points) - 3, 3):
        a, b, c, d = points[i : i + 4]
        for k in range(1, PIECES + 1):
            t = k / PIECES
            u = 1 - t
            x, y = (
                u**3 * a[j] + 3 * u * u * t * b[j] + 3 * u * t * t * c[j] + t**3 * d[j]
                for j in (0, 1)
            )
            route.append((x, y))
    return (*route, *tip)


__all__ = ["draw", "source", "version"]
