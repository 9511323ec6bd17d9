"""Judges what an agent said: the lexicon first, then what only the model objects to.

The policy: the lexicon decides where it has words for it. The model alone makes a finding in a category in which the
lexicon found nothing, if its calibrated score is at least even, and never a critical one; unless the lexicon saw the
words there and read them as negated, reported or disowned: a model is misled by the same words. Nor is it believed on
impersonation in the very sentences that the law demands of a caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assist.compliance import duty_cues
from assist.compliance.lexicon import Lexicon
from assist.compliance.rule_matching import Hit
from assist.events import Finding, Language, RightParty, Tag, Turn

MODEL_ALONE_FROM = 0.5
"""Below even odds the model alone accuses nobody, however low the threshold with the best F1 may lie."""

_WEIGHT = {"critical": 2, "major": 1, "minor": 0}


class Screener:
    """Screens one utterance at a time; it keeps no state and may be shared between calls and threads."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @property
    def version(self) -> str:
        return self._lexicon.version

    def screen(
        self,
        text: str,
        *,
        lang: Language,
        context: Sequence[Turn] = (),
        right_party: RightParty,
        conduct: Sequence[Tag] = (),
    ) -> tuple[Finding, ...]:
        """Findings in order of place; ``start``/``end`` are offsets into ``text``.

        Args:
            text: what the agent said.
            lang: language of the call.
            context: the turns before.
            right_party: who is on the line as of this utterance; rules for a third party on the line hold only
                while it is ``not_the_debtor``.
            conduct: the model's categories over their thresholds.
        """
        hits = self._lexicon.matchers[lang].find(text, third_party=right_party == "not_the_debtor")
        findings = [self._from_rule(hit, text) for hit in _most_severe(hits)]
        settled = {hit.rule.category for hit in hits}
        whole = text.strip()
        if whole:
            start = text.index(whole)
            findings.extend(
                self._from_model(tag, lang, whole, start)
                for tag in conduct
                if tag.score >= MODEL_ALONE_FROM
                and tag.tag not in settled
                and tag.tag in self._lexicon.categories
                and not (tag.tag == "impersonation" and _says_who_calls_as_demanded(text, lang))
            )
        return tuple(
            sorted(findings, key=lambda found: (found.start, -_WEIGHT[found.severity], found.category))
        )

    def _from_rule(self, hit: Hit, text: str) -> Finding:
        rule = hit.rule
        return Finding(
            category=rule.category,
            severity=rule.severity,
            origin="lexicon",
            rule=rule.id,
            start=hit.start,
            end=hit.end,
            quote=text[hit.start : hit.end],
            why=rule.why,
            say_instead=rule.say_instead,
            source=rule.source,
            version=self._lexicon.version,
        )

    def _from_model(self, tag: Tag, lang: Language, whole: str, start: int) -> Finding:
        category = self._lexicon.categories[tag.tag]
        return Finding(
            category=category.id,
            severity="major" if category.severity == "critical" else category.severity,
            origin="model",
            rule=None,
            start=start,
            end=start + len(whole),
            quote=whole,
            why=category.why[lang],
            say_instead=category.say_instead[lang],
            source=category.source[lang],
            score=tag.score,
            version=self._lexicon.version,
        )


def _says_who_calls_as_demanded(text: str, lang: Language) -> bool:
    """Whether the sentence is one that the law itself demands: it hides nobody, whatever the model thinks."""
    return any(duty.heard(text, lang) for duty in (duty_cues.MINI_MIRANDA, duty_cues.RECORDING_NOTICE))


def _most_severe(hits: Iterable[Hit]) -> list[Hit]:
    """One hit for each category and stretch of speech: of those that overlap the most severe, then the longest."""
    kept: list[Hit] = []
    meant = (hit for hit in hits if hit.withdrawn is None)
    for hit in sorted(meant, key=lambda h: (-_WEIGHT[h.rule.severity], h.start - h.end, h.start, h.rule.id)):
        if not any(
            other.rule.category == hit.rule.category and other.start < hit.end and hit.start < other.end
            for other in kept
        ):
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.end))
