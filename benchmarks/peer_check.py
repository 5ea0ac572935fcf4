"""What pytm is asked to do; runs under pytm's own interpreter, without flowmodel.

``peer_check.py MODEL.json`` reads a model from JSON and evaluates every threat rule on every
element, as `TM.process` does for a report. ``--warm N`` evaluates N times and prints the
seconds of each, the number of elements and of rules, as JSON.
"""

from __future__ import annotations

import json
import sys
import time


def main(path: str, warm: int = 0) -> None:
    from pytm import TM  # type: ignore[import-not-found]
    from pytm.json import load  # type: ignore[import-not-found]

    with open(path, encoding="utf-8") as stream:
        model = load(stream)
    model.check()
    model.resolve()
    if warm:
        taken = []
        for _ in range(warm):
            start = time.process_time()
            model.resolve()
            taken.append(time.process_time() - start)
        told = {"seconds": taken, "elements": len(TM._elements), "rules": len(TM._threats)}
        print(json.dumps(told | {"findings": len(model.findings)}))
    else:
        print(len(model.findings))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[3]) if sys.argv[2:3] == ["--warm"] else 0)
