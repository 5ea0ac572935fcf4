"""Answers on parties that are kept out, as reports tell and record them."""

from __future__ import annotations

from dataclasses import asdict

from flowmodel.analysis.answers import Proof
from flowmodel.analysis.proofs import Proofs
from flowmodel.lint.finding import KeptOut


def kept_out(proofs: Proofs) -> tuple[KeptOut, ...]:
    """Each answer with its words."""
    return tuple(
        KeptOut(
            ".".join(map(str, a.claim)),
            a.party,
            a.protects,
            a.proven,
            proofs.told(a),
            proofs.reasons(a) if isinstance(a, Proof) else (),
            {**asdict(a.searched), "followed": a.followed} if isinstance(a, Proof) else None,
            () if isinstance(a, Proof) else tuple(dict.fromkeys(w.part for w in a.trail)),
        )
        for a in proofs
    )
