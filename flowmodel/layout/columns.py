"""Widths of lanes and corridors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Want:
    """What one column asks for, mm: the least it can do with, and what suits it."""

    least: float
    good: float
    grows: bool = True
    """Whether it takes its share of what is left where all have what suits them."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges and widths of lanes and corridors, mm."""

    lane_x: tuple[float, ...]
    lane_w: tuple[float, ...]
    corridor_x: tuple[float, ...]
    corridor_w: tuple[float, ...]
    ease: float
    """0 where every column has the least it can do with, 1 where all have what suits them."""
    short: float = 0.0
    """How much wider the page must be for the least of all columns, mm."""


def columns(lanes: list[Want], corridors: list[Want], left: float, width: float) -> Columns:
    """Share `width` among lanes and corridors, which alternate from `left`.

    A corridor more than there are lanes stands before the first lane.

    Below the least that all ask for, each gets its share of what there is and
    `ease` is negative; above what suits all, the rest is shared evenly.
    """
    first = len(corridors) > len(lanes)
    wants: list[Want] = corridors[-1:] if first else []
    for i, lane in enumerate(lanes):
        wants.append(lane)
        if i < len(corridors):
            wants.append(corridors[i])
    least, good = sum(w.least for w in wants), sum(w.good for w in wants)
    if good <= width:
        extra = (width - good) / max(sum(w.grows for w in wants), 1)
        sizes, ease = [w.good + extra * w.grows for w in wants], 1.0
    elif least <= width:
        ease = (width - least) / (good - least)
        sizes = [w.least + (w.good - w.least) * ease for w in wants]
    else:
        ease = width / least - 1
        sizes = [w.least * width / least for w in wants]
    xs, x = [], left
    for size in sizes:
        xs.append(x)
        x += size
    lane_at = [2 * i + first for i in range(len(lanes))]
    corridor_at = [2 * i + 1 + first for i in range(len(corridors) - first)] + [0] * first
    return Columns(
        tuple(xs[i] for i in lane_at),
        tuple(sizes[i] for i in lane_at),
        tuple(xs[i] for i in corridor_at),
        tuple(sizes[i] for i in corridor_at),
        ease,
        max(0.0, least - width),
    )
