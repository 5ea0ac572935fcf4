from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from flowmodel.controls import catalogue
from flowmodel.errors import ModelError
from flowmodel.lint import check
from flowmodel.lint.report import writer
from flowmodel.model import Model
from flowmodel.vocabulary import ACTOR_KINDS, MEDIA, NETWORKS, OPERATIONS, RIGHTS

ZONES = ["z0", "z1", "z2"]
ACTORS = [f"a{i}" for i in range(5)]
DATA = ["d0", "d1", "d2"]
PARTIES = [None, "ward", "staff", "contractor", "applicant", "public", "provider", "other"]
TEXTS = st.sampled_from(
    ["BOX", "Box", "ウィルス", "ウイルス", "データ共有・管理システム", "データ共有・交換システム"]
)


def of(kind):
    names = [c.id for c in catalogue() if kind in c.provided_by]
    reason = {"state": "not-needed", "reason": "対象外"}
    one = st.sampled_from(names).flatmap(
        lambda n: st.sampled_from([{"control": n}, {"control": n, **reason}])
    )
    return st.lists(one, max_size=6, unique_by=lambda s: s["control"])


zones = st.tuples(
    *(
        st.fixed_dictionaries({"id": st.just(z), "network": st.sampled_from([None, *NETWORKS])})
        for z in ZONES
    )
)
grants = st.fixed_dictionaries(
    {
        "to": st.lists(st.sampled_from(ACTORS), min_size=1, max_size=2),
        "rights": st.lists(st.sampled_from(list(RIGHTS)), min_size=1, max_size=2),
        "data": st.lists(st.sampled_from(DATA), max_size=2),
    }
)
actors = st.tuples(
    *(
        st.fixed_dictionaries(
            {
                "id": st.just(a),
                "name": TEXTS,
                "kind": st.sampled_from(list(ACTOR_KINDS)),
                "zone": st.sampled_from([None, *ZONES]),
                "party": st.sampled_from(PARTIES),
                "holds": st.lists(st.sampled_from(DATA), max_size=2),
                "grants": st.lists(grants, max_size=1),
                "controls": of("actor"),
            }
        )
        for a in ACTORS
    )
)
pairs = st.lists(st.sampled_from(ACTORS), min_size=2, max_size=2, unique=True)
channels = st.lists(
    st.fixed_dictionaries(
        {
            "between": pairs,
            "medium": st.sampled_from(list(MEDIA)),
            "network": st.sampled_from([None, *NETWORKS]),
            "controls": of("channel"),
        }
    ),
    min_size=1,
    max_size=5,
).map(lambda cs: [{"id": f"c{i}", **c} for i, c in enumerate(cs)])


@st.composite
def documents(draw):
    ways = draw(channels)
    count = draw(st.integers(1, 8))
    transfers = []
    for i in range(count):
        way = draw(st.sampled_from(ways))
        source, target = draw(st.permutations(way["between"]))
        transfers.append(
            {
                "step": draw(st.sampled_from(["", "'"])).join(
                    [str(i + 1 + draw(st.integers(0, 1)) * 20), ""]
                ),
                "from": source,
                "to": target,
                "by": draw(st.sampled_from([None, source, target])),
                "over": way["id"],
                "data": draw(st.lists(st.sampled_from(DATA), max_size=2)),
                "operation": draw(st.sampled_from([o for o in OPERATIONS if o != "process"])),
                "controls": draw(of("transfer")),
                "label": draw(TEXTS),
            }
        )
    parents = draw(st.sampled_from([None, "d0"]))
    return {
        "id": "m",
        "title": draw(TEXTS),
        "zones": draw(zones),
        "actors": draw(actors),
        "data": [{"id": "d0"}, {"id": "d1", "parent": parents}, {"id": "d2", "personal": False}],
        "channels": ways,
        "transfers": transfers,
        "exclusions": [
            {
                "parties": draw(st.lists(st.sampled_from(ACTORS), min_size=1, max_size=2)),
                "protects": draw(st.lists(st.sampled_from(ACTORS + DATA), min_size=1, max_size=2)),
            }
        ],
    }


@settings(max_examples=150, deadline=None)
@given(documents())
def test_any_model_is_checked_without_a_bug_and_always_alike(document):
    try:
        model = Model.model_validate(document)
        report = check(model)
    except ModelError:
        return
    again = check(Model.model_validate(document))
    assert report.findings == again.findings
    steps = {t.step for t in model.transfers}
    known = steps | {p.id for s in ("actors", "channels", "data") for p in getattr(model, s)}
    for f in report:
        assert "{" not in f.message.ja + f.message.en
        for m in f.missing:
            assert set(m.providers) <= known
    bare = {f.path for f in report if f.rule == "E01"}
    echoes = {f.path for f in report if f.rule in ("E02", "E03", "E04", "E09")}
    assert not bare & echoes
    assert len({(f.rule, f.path, f.parts, f.message) for f in report}) == len(report)
    for lang in ("ja", "en"):
        (text,) = writer("json")([report], lang, False)
        assert len(json.loads(text)["findings"]) == len(report)
        assert report.text(lang)


@settings(max_examples=100, deadline=None)
@given(documents(), st.data())
def test_one_more_control_never_adds_a_missing_one(document, data):
    try:
        before = check(Model.model_validate(document))
    except ModelError:
        return
    transfer = data.draw(st.sampled_from(document["transfers"]))
    names = [c.id for c in catalogue() if "transfer" in c.provided_by]
    new = data.draw(st.sampled_from(names))
    if any(c["control"] == new for c in transfer["controls"]):
        return
    transfer["controls"].append({"control": new})
    after = check(Model.model_validate(document))

    def wanted(report):
        return {
            (f.path, m.control.partition(".")[0])
            for f in report
            for m in f.missing
            if m.control and f.rule in ("E01", "E02", "E03", "E04", "E06", "E09", "E10")
        }

    assert wanted(after) <= wanted(before)
