"""Models for the views, and what several of their tests ask of a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import flowmodel as fm

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(p.parent.name for p in (ROOT / "examples").glob("*/model.yaml"))

STATES = """\
flowmodel: 1
id: t
title: {ja: 試験, en: Test}
zones:
  - {id: w, name: 区, network: lgwan}
actors:
  - {id: a, name: {ja: 端末, en: Terminal}, kind: terminal, zone: w, holds: [d]}
  - {id: b, name: {ja: 保存先, en: Store}, kind: storage}
channels:
  - id: c
    name: 回線
    between: [a, b]
    controls:
      - encryption
      - {control: peer-restriction, state: planned, date: 2025-05-01}
      - {control: system-restriction, state: not-needed, reason: 閉じた回線である。}
      - anti-malware.patterns
data:
  - {id: d, name: {ja: 申請情報, en: Application}}
transfers:
  - {step: 1, label: 送信, from: a, to: b, data: [d]}
  - {step: 2, label: 閲覧, from: b, to: a, data: [d], operation: view}
  - {step: 3, label: 削除, from: a, to: b, data: [d], operation: delete}
  - {step: "1'", label: 返送, from: a, to: b, data: [d]}
"""


def example(name: str, file: str = "model.yaml") -> fm.Model:
    return fm.load(ROOT / "examples" / name / file)


def states() -> fm.Model:
    return fm.loads(STATES)


def saved_elsewhere(view: str, seed: str, name: str = "shiryo-59-1") -> str:
    """The hash of the SVG that another process makes, under another hash seed."""
    code = (
        "import sys, hashlib, flowmodel as fm;"
        "d = fm.draw(fm.load(sys.argv[1]), view=sys.argv[2]);"
        "print(hashlib.sha256(''.join(d.pages).encode()).hexdigest())"
    )
    path = ROOT / "examples" / name / "model.yaml"
    return subprocess.run(
        [sys.executable, "-c", code, str(path), view],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
