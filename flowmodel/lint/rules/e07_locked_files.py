"""E07: a file with a password meets the sanitiser, and nothing says how it is opened."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Need, Policy
from flowmodel.lint.rule import Rule, of_policy
from flowmodel.lint.samples import FETCH, SEND, VIEW, cloud

_LOCKED = "controls: [access-control.file-password]"

RULE = Rule(
    id="E07",
    level="warning",
    kind="edge",
    title=Bilingual("パスワード付ファイルと無害化", "Password file meets sanitiser"),
    message=Bilingual(
        "{step}（{source}→{target}）はパスワード付のファイルを庁内に取り込みますが、解除・検査の手順の"
        "記載がありません",
        "{step} ({source} → {target}) takes files with a password into the ward's network; how they "
        "are unlocked and scanned is not stated",
    ),
    why=Bilingual(
        "パスワード付のファイルは中身を検査できないので、無害化が止まるか、素通りします。",
        "What has a password cannot be scanned: sanitising stops, or lets it through.",
    ),
    applies=Bilingual(
        "無害化が要る取込み（E06）のうち、その手順に効くファイルのパスワード（S7 の一部）が書かれて"
        "いるもの。無害化が書かれているかどうかは問いません。",
        "Imports that need sanitisation (see E06) for which file passwords (part of S7) are stated "
        "with effect, whether or not sanitisation itself is stated.",
    ),
    satisfied=Bilingual(
        "パスワード付ファイルの解除・検査の手順（unlock-procedure）が、手順、経路、またはどちらかの"
        "端の主体に書かれている。パスワードを扱える無害化装置なら、そのことを evidence に書いて"
        "ください。",
        "unlock-procedure is stated for the transfer, its channel or either end. For a sanitiser "
        "that takes passwords, name it as evidence.",
    ),
    basis=Bilingual(
        "技術的判断。チェックリスト S7 と図の「ファイルの無害化」の両立から",
        "engineering judgement: checklist item S7 and the call-out ファイルの無害化 together",
    ),
    origin=("judgement",),
    policy=Policy(
        "transfers",
        when=[
            {"field": "personal", "is": True},
            {"field": "controls", "has": "access-control.file-password"},
            {"field": "imports", "is": True},
        ],
        require=Need(controls=("unlock-procedure",)),
    ),
    requires=of_policy,
    false_positives=Bilingual(
        "パスワードが利用者の画面の上だけで使われ、ファイルそのものには付かない場合。",
        "Passwords that are asked for on a screen and are not part of the file.",
    ),
    passing=(
        cloud(
            "手順が書かれている",
            "the procedure is stated",
            SEND,
            FETCH,
            store=_LOCKED,
            lgwan="controls: [sanitisation, unlock-procedure]",
        ),
        cloud(
            "ファイルのパスワードがない",
            "no file passwords",
            SEND,
            FETCH,
            lgwan="controls: [sanitisation]",
        ),
        cloud("画面で見るだけ", "looked at, not taken in", SEND, VIEW, store=_LOCKED),
    ),
    failing=(
        cloud(
            "手順が書かれていない",
            "the procedure is not stated",
            SEND,
            FETCH,
            store=_LOCKED,
            lgwan="controls: [sanitisation]",
        ),
        cloud(
            "S7 全体が書かれている",
            "S7 is stated as a whole",
            SEND,
            FETCH,
            store="controls: [S7]",
            lgwan="controls: [sanitisation, encryption]",
        ),
    ),
)
