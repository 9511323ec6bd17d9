"""How right the compliance screen is as a whole: lexicon and model together, as an agent would meet it.

Two questions count most: which share of the violations raises a finding of any category (caught), and which share
of the clean sentences does (flagged). Both are given with their counts, by language, and a category apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assist.compliance.lexicon import Lexicon
from assist.compliance.right_party import right_party_after
from assist.compliance.screening import Screener
from assist.events import LANGUAGES, Finding, Language
from assist.tagging.corpus import Record, load_corpora, split_by_situation
from assist.tagging.labels import CONDUCT_CATEGORIES
from assist.tagging.tagger import Tagger


@dataclass(frozen=True, slots=True)
class Counts:
    """Right and wrong findings of one category: true positives, false positives, misses."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class ScreenReport:
    """Figures of one language: ``caught`` of ``violations``, ``flagged`` of ``clean`` sentences."""

    lang: Language
    violations: int
    caught: int
    clean: int
    flagged: int
    categories: dict[str, Counts]


def evaluate_screen(
    model: Path, lexicon: Path, corpora: Path, *, every: bool = False
) -> tuple[ScreenReport, ...]:
    """The screen's figures on the test part of ``corpora`` or on ``every`` utterance of them.

    Raises as the tagger and the lexicon do.
    """
    records = load_corpora(corpora)
    chosen = records if every else split_by_situation(records).test
    return score_screen(Tagger.load(model), Screener(Lexicon.load(lexicon)), chosen)


def score_screen(tagger: Tagger, screener: Screener, records: Sequence[Record]) -> tuple[ScreenReport, ...]:
    """The screen's figures on the agents' utterances among ``records``."""
    reports = []
    for lang in LANGUAGES:
        said = [record for record in records if record.speaker == "agent" and record.lang == lang]
        if said:
            reports.append(_score(lang, [(record, screened(record, tagger, screener)) for record in said]))
    return tuple(reports)


def screened(record: Record, tagger: Tagger, screener: Screener) -> tuple[Finding, ...]:
    """The findings that a live call would show for this utterance after these turns."""
    reading = tagger.read(record.text, speaker="agent", lang=record.lang, context=record.context)
    party = right_party_after(record.context, lang=record.lang).state
    return screener.screen(
        record.text,
        lang=record.lang,
        context=record.context,
        right_party="not_the_debtor" if party == "not_the_debtor" else "verified",
        conduct=reading.conduct,
    )


def _score(lang: Language, judged: Sequence[tuple[Record, tuple[Finding, ...]]]) -> ScreenReport:
    found = [(set(record.labels), {finding.category for finding in findings}) for record, findings in judged]
    return ScreenReport(
        lang=lang,
        violations=sum(bool(truth) for truth, _ in found),
        caught=sum(bool(truth and given) for truth, given in found),
        clean=sum(not truth for truth, _ in found),
        flagged=sum(bool(not truth and given) for truth, given in found),
        categories={
            category: Counts(
                right=sum(category in truth and category in given for truth, given in found),
                wrong=sum(category not in truth and category in given for truth, given in found),
                missed=sum(category in truth and category not in given for truth, given in found),
            )
            for category in CONDUCT_CATEGORIES
        },
    )


def format_screen(reports: Sequence[ScreenReport]) -> str:
    """The figures as a table to read."""
    lines = ["The compliance screen, lexicon and model together"]
    for report in reports:
        caught = report.caught / report.violations if report.violations else 0.0
        flagged = report.flagged / report.clean if report.clean else 0.0
        lines.append(
            f"{report.lang}: violations caught {caught:.3f} ({report.caught} of {report.violations}), "
            f"clean sentences flagged {flagged:.3f} ({report.flagged} of {report.clean})"
        )
        for category, counts in report.categories.items():
            lines.append(
                f"    {category:24} precision {counts.precision:.2f}  recall {counts.recall:.2f}  "
                f"F1 {counts.f1:.2f}  (n {counts.right + counts.missed})"
            )
    return "\n".join(lines)
