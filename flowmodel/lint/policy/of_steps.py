"""The fields of transfers, data categories and checklists."""

from __future__ import annotations

from typing import get_args

from flowmodel.lint.facts import ASIDE, USERS, at_a_screen
from flowmodel.lint.policy.field import Field, choice, data, flag, listed, own, text
from flowmodel.lint.policy.of_places import ABOUT, CONTROLS, TRANSFORMS, transformed
from flowmodel.lint.taint import imports
from flowmodel.lint.users import without_right
from flowmodel.model import localise
from flowmodel.vocabulary import OPERATIONS, PHYSICAL_MEDIA, SIDES, Classification

ITEMS = (*(f"O{n}" for n in range(1, 6)), *(f"S{n}" for n in range(1, 12)))
"""The items of the checklist."""


def _of_transfer(field: Field) -> Field:
    """A field of any part as one of the transfer's own, by which transfers that are alike differ."""
    inner = field.read
    return field._replace(read=lambda v, f: inner(v, f.transfer), single=True)


def _stated(field: Field) -> Field:
    """What is stated of controls; of each transfer by itself, where statements differ in detail."""
    return field if field.kind == "controls" else field._replace(single=True)


TRANSFERS: dict[str, Field] = {
    "step": text("手順番号", "step", lambda v, f: f.transfer.step, True),
    "label": text("手順の名称", "label", lambda v, f: f.transfer.text(v.lang) or None, True),
    "series": text("系列の印", "mark of its series", lambda v, f: f.transfer.series or None, True),
    "series.name": text("系列の名称", "name of its series", lambda v, f: v.series_name(f), True),
    "operation": choice("操作", "operation", OPERATIONS, lambda v, f: f.transfer.operation),
    "data": data("運ぶ情報", "data", lambda v, f: [c.id for c in f.data]),
    "personal": flag("個人情報を運ぶ", "carries personal data", lambda v, f: f.personal),
    "my_number": flag(
        "特定個人情報を運ぶ",
        "carries My Number data",
        lambda v, f: any(c.id in v.my_number for c in f.data),
    ),
    "basis": _of_transfer(own("根拠", "basis", "basis")),
    "consent": _of_transfer(own("承諾", "consent", "consent")),
    "mark": _of_transfer(own("注の印", "foot-note mark", "mark")),
    "size_mb": text(
        "大きさ（MB）",
        "size in megabytes",
        lambda v, f: None if f.transfer.size_mb is None else f"{f.transfer.size_mb:g}",
        True,
    ),
    "transforms": listed(
        "加工",
        "transforms",
        lambda v, f: [t.kind for t in f.transfer.transforms],
        TRANSFORMS,
        True,
    ),
    "transforms.takes": _of_transfer(
        data("加工する情報", "data transformed", transformed("takes"))
    ),
    "transforms.gives": _of_transfer(
        data("加工でできる情報", "data resulting", transformed("gives"))
    ),
    "internal": flag("主体の内部", "within one actor", lambda v, f: f.channel is None),
    "inbound": flag(
        "区の外から区へ",
        "from outside to the ward",
        lambda v, f: v.facts.outside(f.source) and v.facts.inside(f.target),
    ),
    "outbound": flag(
        "区から区の外へ",
        "from the ward to outside",
        lambda v, f: v.facts.inside(f.source) and v.facts.outside(f.target),
    ),
    "granted": flag(
        "権限がある、または問われない",
        "a right is granted, or none is asked for",
        lambda v, f: not without_right(f),
        True,
    ),
    "applicant": flag(
        "申請者等との間",
        "with an applicant or the public",
        lambda v, f: f.source.party in ASIDE or f.target.party in ASIDE,
    ),
    "by_user": flag("人が操作する", "a user acts", lambda v, f: f.actor.kind in USERS),
    "by_hand": flag("物の受渡し", "handed over", lambda v, f: f.medium in PHYSICAL_MEDIA),
    "at_a_screen": flag(
        "同じ区画の機器の画面での作業",
        "a person works at a machine of the same zone",
        lambda v, f: at_a_screen(f),
    ),
    "imports": flag(
        "インターネットから届き得るファイルの取込み",
        "brings files that may come from the internet into a ward network",
        lambda v, f: f.source.id in v.facts.tainted and imports(v.facts, f),
    ),
    **{name: _stated(field) for name, field in CONTROLS.items()},
    **{name: _of_transfer(field) for name, field in ABOUT.items()},
}

DATA: dict[str, Field] = {
    "id": text("ID", "id", lambda v, d: d.id),
    "name": own("名称", "name", "name"),
    "self": data("情報の種類", "category", lambda v, d: (d.id,)),
    "items": listed("情報項目", "items", lambda v, d: [localise(i, v.lang) for i in d.items]),
    "subjects": listed(
        "対象者", "subjects", lambda v, d: [localise(i, v.lang) for i in d.subjects]
    ),
    "personal": flag("個人情報", "personal", lambda v, d: d.personal),
    "my_number": flag("特定個人情報", "My Number data", lambda v, d: d.id in v.my_number),
    "assessment": own("特定個人情報保護評価", "assessment", "assessment"),
    "classification": choice(
        "自治体機密性", "classification", get_args(Classification), lambda v, d: d.classification
    ),
    "parent": text("上位の種類", "parent", lambda v, d: d.parent),
    "used": flag("手順で運ばれる", "moved by a step", lambda v, d: d.id in v.used),
    **ABOUT,
}

CHECKLISTS: dict[str, Field] = {
    "side": choice("側", "side", SIDES, lambda v, c: c.side),
    "actors": listed("主体", "actors", lambda v, c: c.actors),
    "answered": listed("回答のある項目", "answered items", lambda v, c: v.answers(c), ITEMS),
    "in_place": listed("○の項目", "items answered ○", lambda v, c: v.answers(c, "○"), ITEMS),
    "not_needed": listed("ーの項目", "items answered ー", lambda v, c: v.answers(c, "ー"), ITEMS),
    "without_reason": listed(
        "理由のないーの項目",
        "items answered ー without reason",
        lambda v, c: v.silent(c, "ー", "reason"),
        ITEMS,
    ),
    "without_text": listed(
        "対策の文のない○の項目",
        "items answered ○ without their measure",
        lambda v, c: v.silent(c, "○", "text"),
        ITEMS,
    ),
    "without_evidence": listed(
        "記載箇所のない○の項目",
        "items answered ○ without evidence",
        lambda v, c: v.silent(c, "○", "evidence"),
        ITEMS,
    ),
    **ABOUT,
}
