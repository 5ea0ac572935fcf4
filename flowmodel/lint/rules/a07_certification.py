"""A07: a provider's store keeps personal data, and no certificate of it is named with its date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from flowmodel.language import Bilingual
from flowmodel.lint.edges import of_actor
from flowmodel.lint.rule import Context, Finding, Missing, Rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.model import Certification, localise

_KNOWN = re.compile(r"ismap|27017|isms.{0,2}クラウド|lgwan-?asp", re.IGNORECASE)
_FIELD = Bilingual("認証（certifications）", "certifications")


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    wanted = ctx.facts.mask("certification")
    for actor in ctx.facts.keepers.values():
        if actor.party != "provider" or ctx.coverage.actor(actor.id).unneeded & wanted:
            continue
        known = [c for c in actor.certifications if _KNOWN.search(_words(c))]
        if any(c.date is not None for c in known):
            continue
        found = of_actor(rule, ctx, actor, (), message=rule.options["undated"] if known else None)
        field = "certifications.date" if known else "certifications"
        yield found._replace(missing=(Missing(None, (actor.id,), field, _FIELD),))


def _words(certificate: Certification) -> str:
    names = (localise(certificate.name, "ja"), localise(certificate.name, "en"))
    return unicodedata.normalize("NFKC", " ".join((*names, certificate.standard or "")))


_DATED = "certifications: [{name: ISMAP登録済, standard: ISMAP, date: 2024-04-01}]"

RULE = Rule(
    id="A07",
    level="warning",
    kind="actor",
    title=Bilingual("第三者認証", "Third-party certification"),
    message=Bilingual(
        "{actor}に、第三者認証（ISMAP、ISO/IEC 27017 等）の名称と日付の記載がありません",
        "{actor}: no third-party certificate (ISMAP, ISO/IEC 27017 …) is named with its date",
    ),
    options={
        "undated": Bilingual(
            "{actor}の第三者認証に、登録・取得の日付の記載がありません",
            "{actor}: the date of its third-party certificate is not stated",
        )
    },
    why=Bilingual(
        "事業者の対策は区から直接は見えないので、第三者の確認が手掛かりになります。日付がなければ、"
        "今も有効かどうかが分かりません。",
        "The ward cannot see a provider's measures itself and relies on a third party; without a "
        "date nobody can tell whether that still holds.",
    ),
    applies=Bilingual(
        "提供事業者（party: provider）の保存先・サービスで、個人情報を保存するもの。",
        "Stores and services of a provider (party: provider) that keep personal data.",
    ),
    satisfied=Bilingual(
        "certifications に ISMAP、ISO/IEC 27017（ISMSクラウドセキュリティ認証）または LGWAN-ASP の"
        "登録が、date を付けて書かれている。求めない場合は certification を理由付きの「対策不要」に"
        "します。有効期限（expires）を過ぎたものは W05 が扱います。",
        "certifications names ISMAP, ISO/IEC 27017 or an LGWAN-ASP registration with a date. Where "
        "none is asked for, state certification as 'not-needed' with a reason. What has expired is "
        "for W05.",
    ),
    basis=Bilingual(
        "資料59 別紙「結合の相手方」。ISMAP（令和２年６月）は国の制度で、区を拘束しない",
        "the field 結合の相手方 of 資料59; ISMAP (June 2020) binds the state, not wards",
    ),
    origin=("seed", "guidance"),
    check=_check,
    false_positives=Bilingual(
        "ほかの名称の認証。standard に規格の名を書いてください。",
        "Certificates of other names: give the standard.",
    ),
    passing=(
        cloud("ISMAP の登録日がある", "ISMAP with its date", SEND, store=_DATED),
        cloud(
            "LGWAN-ASP として登録",
            "registered as LGWAN-ASP",
            SEND,
            store="certifications: [{name: LGWAN-ASP登録, date: 2024-04-01}]",
        ),
    ),
    failing=(
        cloud("認証の記載がない", "no certificate", SEND, store="operator: 甲社"),
        cloud("日付がない", "no date", SEND, store="certifications: [ISMAP登録済]"),
    ),
)
