"""Models can be read from any thread, also after the thread that read the first one ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MODEL = Path(__file__).parents[2] / "examples/gallery/no-zones/model.yaml"
CODE = """
import sys, threading
def read():
    import flowmodel
    found.append(flowmodel.load(sys.argv[1]))
found = []
{first}
for _ in range(20):
    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
print(len(found), len(set(map(repr, found))), *(t.name for t in threading.enumerate() if t.daemon))
"""


@pytest.mark.parametrize(("first", "told"), [("", "20 1 yaml-rs"), ("read()", "21 1")])
def test_read_in_threads(first: str, told: str) -> None:
    code = [sys.executable, "-c", CODE.format(first=first), str(MODEL)]
    run = subprocess.run(code, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, told), run.stderr[-600:]
