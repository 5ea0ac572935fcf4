"""The changes that nobody is told of, each with the reason why that is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.mutation.judge import Example, Verdict
from benchmarks.mutation.mutants import Mutant
from benchmarks.mutation.proofs import listed_again, moved_again, same_way, spare


@dataclass(frozen=True)
class Reason:
    """Why changes of some kinds are harmless."""

    id: str
    pattern: str
    """What of ``example: kind what`` it is about, as a regular expression for all of it."""
    why: str
    proof: Callable[[Example, Mutant], bool] | None = None
    """What must hold for each mutant, beside the words; None where the words are all there is."""

    def fits(self, example: Example, mutant: Mutant) -> bool:
        """Whether the reason is about this mutant and holds for it."""
        name = f"{example.name}: {mutant.name}"
        if not re.fullmatch(self.pattern, name):
            return False
        return self.proof is None or self.proof(example, mutant)


REASONS: tuple[Reason, ...] = (
    # Controls --------------------------------------------------------------------------------
    Reason(
        "stated twice",
        r".*: control: (drop|halve) .*",
        "Another part states the same control for whoever needs it. With that out of the way, "
        "the change is found.",
        spare,
    ),
    Reason(
        "either is enough",
        r".*: control: halve .*\.(availability|S9) without .*",
        "A04 and D02 read サーバ冗長化、バックアップ等 as two ways to one end; stating one is enough, "
        "and dropping both is found.",
    ),
    Reason(
        "not asked of terminals",
        r"(before-box: .* actors\.ward-pc\.monitoring.*"
        r"|payment-agent: .* boxes\.box-(register|ward)\.\d+\.S8 .*"
        r"|shiryo-59-1: .* boxes\.partner-measures\.1\.(monitoring|perimeter-defence).*)",
        "Logs are asked of stores, services and gateways (A02), perimeter defence of what faces the "
        "internet to serve others (A03); of a user's terminal neither.",
    ),
    Reason(
        "not asked of gateways",
        r"before-box: control: .* actors\.mail-relay\."
        r"(peer-restriction|system-restriction|anti-malware).*",
        "A gateway hands on what others send: E03 asks the line and who acts, A01 terminals and "
        "stores, and the relay's sanitisation is asked by E06.",
    ),
    Reason(
        "not asked of organisations",
        r"before-box: control: drop actors\.(partner|ward)-office\.entry-control",
        "A05 asks for entry control at devices; an organisation as such is left out.",
    ),
    Reason(
        "asked by no item",
        r".*: control: drop .*\."
        r"(receipt-log-kept|tamper-evident-seal|field-split|account-management)",
        "The model's own control, or one that the figure draws beyond the sixteen items: nobody "
        "asks for it.",
    ),
    Reason(
        "asked of the ends",
        r"before-box: control: .* channels\.media\.anti-malware.*",
        "Malware protection is asked of both ends (A01), which state it; for media E10 asks "
        "password and receipt log.",
    ),
    Reason(
        "other means of deletion",
        r"lgwan-ai-ocr: control: drop (actors\.scanner|boxes\.box-asp\.15)\.auto-deletion",
        "A09 takes O3 of the checklist or a step that deletes as well; the scanner is no store.",
    ),
    Reason(
        "nothing from the internet",
        r".*: control: drop channels\.(lgwan|link)\.sanitisation",
        "'Not needed' with a reason, where E06 does not ask: no file on this line comes from where "
        "the internet can write.",
    ),
    Reason(
        "the certificate itself",
        r"shiryo-59-1: control: drop actors\.box\.certification",
        "A07 judges by the certificates named, not by the word that there are some.",
    ),
    # Paper -----------------------------------------------------------------------------------
    Reason(
        "narrower claim",
        r".*: exclusion: drop of protects .*",
        "An exclusion says what the paper claims, and F01 proves what it says. What it does not "
        "claim needs no proof; that the party is kept out at all is asked by D06.",
    ),
    Reason(
        "words for the eye",
        r".*: field: drop (zones\.[^.]+\.name|boxes\.[^.]+\.title|actors\.[^.]+\.functions"
        r"|figure\.(title|footer)|exclusions\.\d+\.text|agenda\.overview\.reference)",
        "The figure prints the id, the title of the model or nothing in its place; the form of 資料59 "
        "has no field for it, and no rule judges by it.",
    ),
    Reason(
        "one series needs no name",
        r"lgwan-ai-ocr: field: drop series(\.0\.name)?",
        "D06 asks for names where several series are to be told apart.",
    ),
    Reason(
        "said otherwise in the annex",
        r".*: field: drop agenda\.annex\.(end|period)",
        "The period in words and the dates say the same; the beginning is asked for (D03), and a "
        "link that goes on has no end.",
    ),
    Reason(
        "the day of the check",
        r".*: field: drop date",
        "What has expired is judged as of the day of the check where the model has no date.",
    ),
    Reason(
        "the usual stage",
        r"(before-box|shiryo-59-1): field: drop stage",
        "A word for the reader; no rule asks less or more of what is planned.",
    ),
    Reason(
        "the mark stands elsewhere",
        r"(before-box|shiryo-59-1): field: drop transfers\.(6|3')\.mark",
        "The bare ※ without a step is a note to the whole figure.",
    ),
    # Parties, lines and data -----------------------------------------------------------------
    Reason(
        "no personal data there",
        r".*: field: drop actors\.(other-municipalities|unrelated|unrelated-businesses)"
        r"\.(name|party)",
        "Names and parties are asked of those who handle personal data (KAN-09, KAN-10); these are "
        "kept out.",
    ),
    Reason(
        "no device",
        r"(before-box: field: drop actors\.(partner|ward)-office\.zone"
        r"|lgwan-ai-ocr: field: drop actors\.applicant\.zone"
        r"|payment-agent: field: drop (actors\.payer\.zone|zones\.payers\.network))",
        "Zone and network are asked of devices (KAN-11); a person or an organisation is on none.",
    ),
    Reason(
        "the network of the zone around it",
        r"payment-agent: field: drop zones\.core\.network",
        "A zone without a network of its own is on that of the zone around it.",
    ),
    Reason(
        "where, asked of stores",
        r".*: field: drop actors\.(scanner|terminal|register|desk|tax)\.(location|governing_law)",
        "A06 asks stores for the place and the law; the tax system states with a reason that it "
        "is not needed.",
    ),
    Reason(
        "who runs it",
        r".*: field: drop actors\.[^.]+\.operator",
        "The counterpart stands in the 別紙, which is asked for (D03).",
    ),
    Reason(
        "may have it from the start",
        r".*: (field|entry): drop actors\.[^.]+\.holds.*",
        "Persons, organisations and terminals may make what they send; P05 asks for the origin of "
        "what is read at a store.",
    ),
    Reason(
        "no table of ceilings",
        r".*: field: drop data\.[^.]+\.classification",
        "The class counts against the ward's table of ceilings (F06); these models have none.",
    ),
    Reason(
        "listed by another",
        r".*: entry: drop data\.[^.]+\.items\..*",
        "Another category that is moved lists the item, so the 別紙 still agrees (F02).",
        listed_again,
    ),
    Reason(
        "not compared",
        r"(before-box: (field|entry): drop data\.[^.]+\.items.*"
        r"|lgwan-ai-ocr: (field|entry): drop data\.deletion-notice\.items.*)",
        "F02 compares personal data with the items of the 別紙. The ways so far have no 別紙, and a "
        "report of deletion holds no personal data.",
    ),
    Reason(
        "size and kind of a mail",
        r"before-box: field: drop channels\.mail-(in|out)\.(medium|max_size_mb)",
        "A line without a medium is a network line, of which as much is asked; the limit only "
        "helps E11 to ask for less.",
    ),
    Reason(
        "carried by who acts",
        r".*: field: drop channels\.(media|counter)\.carrier",
        "E10 asks post for a carrier; what is handed over is carried by who acts at the step.",
    ),
    # Certificates and grants -----------------------------------------------------------------
    Reason(
        "another certificate counts",
        r"lgwan-ai-ocr: certificate: drop (date )?ocr\.\d",
        "A07 asks for one certificate with its date; the service has two.",
    ),
    Reason(
        "undated all the same",
        r"shiryo-59-1: certificate: drop box\.\d",
        "A07 already says that the certificates have no date; which one is left does not matter.",
    ),
    Reason(
        "named by its name",
        r".*: certificate: drop standard .*",
        "The name of the certificate tells the standard.",
    ),
    Reason(
        "asked of providers",
        r"payment-agent: (certificate: drop (date )?collector\.0"
        r"|field: drop actors\.collector\.certifications)",
        "A07 asks providers of services; the collector is a contractor.",
    ),
    Reason(
        "no grants at all",
        r".*: (field: drop actors\.[^.]+\.grants|grant: drop ocr\.0)",
        "Grants detail S7, which E09 asks for; a store that states none leaves out nobody, and one "
        "that several partners share is for F07.",
    ),
    Reason(
        "implied or not used",
        r".*: grant: drop of rights .*",
        "Another right of the same party includes it, or no step makes use of it.",
    ),
    Reason(
        "no limit",
        r"payment-agent: grant: drop of data hub\.2\.payment",
        "A grant that names no data is for all.",
    ),
    # Steps -----------------------------------------------------------------------------------
    Reason(
        "follows by itself",
        r".*: field: drop transfers\.[^.]+\.(over|by)",
        "There is one line between the two, and who acts follows from the operation.",
        same_way,
    ),
    Reason(
        "a send",
        r".*: field: drop transfers\.[^.]+\.operation",
        "What is not called otherwise is a send, of which at least as much is asked.",
        same_way,
    ),
    Reason(
        "moved by other steps",
        r".*: entry: drop transfers\.[^.]+\.data\..*",
        "The step moves less, which is no fault; other steps move the category, so the 別紙 still agrees.",
        moved_again,
    ),
    Reason(
        "the last step",
        r"(before-box: step: drop (6|3')|lgwan-ai-ocr: step: drop 10"
        r"|payment-agent: step: drop 4'|shiryo-59-1: step: drop 4)",
        "Nothing comes after it: the numbers have no gap, no later step reads what it put, and no "
        "rule asks that a file be fetched or a report be sent.",
    ),
    Reason(
        "as true the other way",
        r"(before-box: step: reverse (2|3|6|3')|lgwan-ai-ocr: step: reverse (1|3|10)"
        r"|payment-agent: step: reverse 1|shiryo-59-1: step: reverse 3)",
        "A send may go either way between two who may both have the material, and an edit both "
        "ways; the words of the label are not judged.",
    ),
)


@dataclass(frozen=True)
class Explained:
    """The changes that nobody is told of, by the reason; and what does not add up."""

    by_reason: dict[str, list[str]]
    unexplained: list[str]
    stale: list[str]
    """Reasons for changes that are caught, or that there are not."""


def explain(judged: Iterable[tuple[Example, Iterable[Verdict]]]) -> Explained:
    """The first reason that fits, for each change that is not caught."""
    by_reason: dict[str, list[str]] = {}
    unexplained = []
    for example, verdicts in judged:
        for verdict in verdicts:
            if verdict.caught:
                continue
            name = f"{example.name}: {verdict.mutant.name}"
            reason = next((r for r in REASONS if r.fits(example, verdict.mutant)), None)
            if reason is None:
                unexplained.append(name)
            else:
                by_reason.setdefault(reason.id, []).append(name)
    stale = [r.id for r in REASONS if r.id not in by_reason]
    return Explained(by_reason, unexplained, stale)
