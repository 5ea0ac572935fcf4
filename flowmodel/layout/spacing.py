"""Places on one axis that keep a distance, each as near as may be to where it would be."""

from __future__ import annotations

from collections.abc import Sequence


def apart(wanted: Sequence[float], pitch: float, low: float, high: float) -> list[float]:
    """`wanted` in their order, `pitch` or more apart, from `low` to `high`, all in mm.

    The sum of the ways by which they are moved is the least: where some have to give way, one of
    them stays. Where there is no room for `pitch`, they stand as far apart as there is.
    """
    count = len(wanted)
    if not count:
        return []
    if high < low:
        low = high = (low + high) / 2
    pitch = min(pitch, (high - low) / max(count - 1, 1))
    # Without the distances it is a question of places in order: blocks that would be out of
    # order are merged, and stand at their median (pool adjacent violators).
    blocks: list[list[float]] = []
    for i, at in enumerate(wanted):
        blocks.append([at - i * pitch])
        while len(blocks) > 1 and _median(blocks[-2]) > _median(blocks[-1]):
            last = blocks.pop()
            blocks[-1] = sorted([*blocks[-1], *last])
    most = high - (count - 1) * pitch
    flat = [min(max(_median(b), low), most) for b in blocks for _ in b]
    return [at + i * pitch for i, at in enumerate(flat)]


def _median(values: Sequence[float]) -> float:
    return values[(len(values) - 1) // 2]
