"""The same model as our lane figure."""

from __future__ import annotations

import json
import time
from statistics import median
from typing import Any

from benchmarks.figures.drawn import Drawn, Quality, Rect, quality
from flowmodel.layout.metrics import metrics
from flowmodel.layout.scene import MM_PER_PT, Box, Line, Page, Scene, Text

PT = 1 / MM_PER_PT
RUNS = 5


def graph(document: dict[str, Any]) -> Any:
    """The model with its references followed."""
    import flowmodel as fm
    from flowmodel.graph import FlowGraph

    return FlowGraph.of(fm.loads(json.dumps(document)))


def draw(made: Any, runs: int = RUNS) -> tuple[float, Scene]:
    """Median seconds of layout and SVG, warm, and the scene."""
    from flowmodel.layout.lanes import lanes
    from flowmodel.render import render

    taken = []
    scene = lanes(made)
    for _ in range(runs):
        start = time.perf_counter()
        scene = lanes(made)
        render(scene, ".svg")
        taken.append(time.perf_counter() - start)
    return median(taken), scene


def sizes(scene: Scene) -> dict[str, tuple[float, float]]:
    """Width and height, in points, of the actors and labels of a scene: for the other tools."""
    found: dict[str, tuple[float, float]] = {}
    for page in scene.pages:
        for item in page.flat():
            if isinstance(item, Box) and item.role == "actor":
                found.setdefault(item.part, (min(item.w, 40.0) * PT, 16.0 * PT))
        for step, boxes in _labels(page).items():
            width = sum(box[2] - box[0] for box in boxes[:2]) + 4.0
            found.setdefault(step, (width, boxes[0][3] - boxes[0][1]))
    return found


def _labels(page: Page) -> dict[str, list[Rect]]:
    """The texts that are written at each step, as boxes in points."""
    found: dict[str, list[Rect]] = {}
    for item in page.flat():
        if isinstance(item, Text) and item.role in ("badge", "label"):
            top, bottom = item.y * PT - 0.88 * item.size, item.y * PT + 0.12 * item.size
            left = item.left * PT
            found.setdefault(item.part, []).append((left, top, left + item.width * PT, bottom))
    return found


def counted(scene: Scene) -> Quality:
    """The quality of all pages together.

    Labels are counted as those of the others are. Crossings and bends come from the measures of a
    figure: a hop over a line is a crossing there, not five bends that avoid one.
    """
    found = [quality(_drawn(page)) for page in scene.pages]
    measured = metrics(scene)
    return Quality(
        measured.crossings,
        measured.bends,
        sum(q.label_overlaps for q in found),
        sum(q.labels_on_lines for q in found),
    )


def _drawn(page: Page) -> Drawn:
    texts = _labels(page)
    lines = [i for i in page.flat() if isinstance(i, Line) and i.role == "step"]
    routes = tuple(tuple((x * PT, y * PT) for x, y in line.points) for line in lines)
    first = {line.part: k for k, line in reversed(list(enumerate(lines)))}
    labels = [(first[part], box) for part, boxes in texts.items() if part in first for box in boxes]
    return Drawn(routes, tuple(labels))
