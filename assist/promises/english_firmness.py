"""How firmly an English utterance offers each sum it names, from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assist.events import Speaker
from assist.promises.english_amounts import Figure, Loose, component_of, find_figures, find_loose
from assist.promises.english_clauses import OWED, STATING, About, Clause, clause_at
from assist.promises.mentions import AmountMention, DateMention

_OWED_BEFORE = re.compile(
    r"\b(?:toward|towards|against|out\s+of|(?<!finish )(?<!pay )(?<!clear )(?<!polish )(?<!knock )off|on|of|settle|"
    r"settling|clear\s+off|instead\s+of)\s+(?:the|your|my|that|this)\s+(?:\w+\s+)?$|\b(?:arrears|balance|total|"
    r"debt|bill|amount|outstanding|remainder|sum)\s+(?:of|is|was|comes\s+to)\s+(?:about\s+|around\s+|just\s+)?$|"
    r"\b(?:owe|owed|owes|owing)\s+(?:you\s+|about\s+|us\s+|them\s+|like\s+|the\s+)*$"
)
_TOLD_BEFORE = re.compile(
    r"\b(?:that'?s|makes|making|that's\s+all|which\s+is|so\s+that'?s|totals?|totalling)\s+(?:your|the|all|my)\s+"
    r"(?:whole\s+|full\s+)?$"
)
_DENIED_BEFORE = re.compile(
    r"\b(?:not|minus|less|(?<!more )(?<!higher )(?<!above )than|instead\s+of|rather\s+than|isn't|never\s+mind|"
    r"less\s+than|thought\s+it\s+was|nor)\s+(?:the\s+|a\s+|for\s+|quite\s+|your\s+|that\s+|all\s+)*(?:whole\s+|"
    r"full\s+|entire\s+)?$"
)
_SAID = re.compile(r"\b(?:i|we)\s+(?:already\s+)?(?:said|told|promised|offered|agreed)\b")
_SOURCE_BEFORE = re.compile(
    r"\b(?:i've\s+(?:only\s+)?got|i\s+(?:only\s+)?(?:have|got)|i've)\s+(?:about\s+|like\s+|a\s+)*$"
)
_SOURCE_AFTER = re.compile(
    r"^\s+(?:\w+\s+)?(?:from|off)\s+(?:my(?!\s+(?:side|end|own|account|card|half|share))|a|the|work|friends|"
    r"family)\b|^\s+(?:short|behind|in\s+(?:rent|savings))"
)
_OWED_AFTER = re.compile(
    r"^\s+(?:is\s+|in\s+)?(?:left|owing|outstanding|overdue|due|past\s+due|what's\s+left|remaining|fees|principal|"
    r"interest|arrears|owed|still\s+owing|now\s+due)\b"
)
_LESS_AFTER = re.compile(r"^\s+(?:minus|less|take\s+away)\b")
_WHICH_PAID = re.compile(
    r"^\W*(?:which|that|and\s+that)\s+(?:i'?ll|i\s+will|i\s+can|i'd|we'll|you'll|you\s+will)\b"
)
_ONCE_IN = re.compile(
    r"\b(?:when|once|as\s+soon\s+as|whenever)\b[^,.;]*\b(?:hits|lands|comes(?:\s+(?:in|through))?|clears|paid|"
    r"is\s+in|drops|arrives|closes|sells|goes\s+through)\W+(?:then\s+|i'll\s+do\s+|"
    r"you'll\s+get\s+)*(?:another\s+)?$"
)
_LEFT_FOR_LATER = re.compile(
    r"\b(?:look\s+at|leave|leaving|talk\s+about|see\s+about|worry\s+about|figure\s+out|discuss|deal\s+with|"
    r"think\s+about|after\s+that|arrange|review|write\s+off|forget)\s+$"
)
_DISCOUNT_BEFORE = re.compile(
    r"\b(?:knock|take|takes|cut|reduce|waive|shave|drop|get|chop|lop)\s+(?:it\s+(?:by|down)\s+)?(?:another\s+)?$"
)
_FIRMNESS: dict[About, int] = {
    "paying": 3, "bare": 3, "question": 2, "other": 2, "income": 2, "condition": 2, "owed": 2, "past": 0,
    "refused": 0, "expense": -1,
}  # fmt: skip
_LATER_STILL = re.compile(
    r"^\W*(?:i'?ll|i\s+will|we'll|we\s+can|i\s+can|i'd\s+have\s+to)\s+(?:have\s+to\s+)?(?:figure|see|"
    r"sort\s+out\s+later|talk|think|look|work\s+out|let\s+you|worry|get\s+back|deal)\b|^\W*(?:god|who|lord|"
    r"heaven)\s+knows\b|^\s+whenever\b"
)
_PRICE_OF = re.compile(r"^(?:[\s-]+)(?:table|bill|note|bet|tip|ticket|meal|job|an\s+hour)\b")
_FOLK_AFTER = re.compile(
    r"^\s+(?:other\s+)?(?:people|folks?|men|women|jobs|employees|staff|workers|lads|of\s+us|souls)\b"
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A text with its days and clauses; ``undated`` is the text with the days blotted out."""

    lowered: str
    undated: str
    days: tuple[DateMention, ...]
    clauses: tuple[Clause, ...]
    by: Speaker = "debtor"

    def dated(self, clause: Clause) -> bool:
        """Whether a day of the calendar stands in a clause."""
        firm = (day for day in self.days if not day.weak and not day.vague)
        return any(clause.start <= day.start < clause.end for day in firm)


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount and how firmly it is offered.

    ``firmness``: 3 offered, 2 named, 1 what is owed, 0 named and not offered, -1 nothing to do with the debt.
    ``plain`` and ``scale`` are those of the number: "three on the twentieth" after "two thousand" is 3000.
    ``asked``: the speaker makes sure of what is owed ("Seventeen dollars? I'll pay that").
    """

    mention: AmountMention
    firmness: int
    plain: bool = False
    scale: int = 1
    asked: bool = False


def find_sums(said: Utterance, currency: str | None) -> list[Sum]:
    """The sums and shares named, in order."""
    figures = [_of_figure(figure, said) for figure in find_figures(said.lowered, said.days, currency)]
    sums: list[Sum] = []
    for each in (*figures, *(_of_loose(share, said) for share in find_loose(said.lowered))):
        mention = each.mention
        if not any(mention.start < other.mention.end and other.mention.start < mention.end for other in sums):
            sums.append(each)
    return sorted(sums, key=lambda each: each.mention.start)


def _of_figure(figure: Figure, said: Utterance) -> Sum:
    clause = clause_at(said.clauses, figure.start)
    before, after = said.undated[: figure.start], said.lowered[figure.end :]
    firmness = _judged(clause, before, after, said)
    component = component_of(before, after)
    mention = AmountMention(
        figure.start,
        figure.end,
        "exact" if figure.value is not None else "vague",
        figure.value,
        figure.currency,
        offered=firmness == 3,
        other=firmness < 2,
        total=firmness == 1 and component not in ("interest", "minimum", "period"),
        otherwise=figure.otherwise,
        component=component,
    )
    if re.match(r"\s+off\b(?!\s+(?:me|my|of|this|the\s+card|you)\b)", after) and _DISCOUNT_BEFORE.search(
        before
    ):
        return Sum(replace(mention, kind="discount", other=False), 3)
    asked = clause.about == "question" and not said.dated(clause)
    return Sum(mention, firmness, figure.plain, figure.scale, asked)


def _judged(clause: Clause, before: str, after: str, said: Utterance) -> int:
    firmness = _FIRMNESS[clause.about]
    own = before[clause.start :]
    if _PRICE_OF.match(after) or _FOLK_AFTER.match(after):
        return -1
    if said.by == "agent" and clause.about == "expense":
        # An agent who needs eighty asks for it.
        firmness = 2
    if clause.about == "past" and _SAID.search(own):
        firmness = 2
    if _DENIED_BEFORE.search(before) or _LESS_AFTER.match(after):
        return min(firmness, 0)
    if _TOLD_BEFORE.search(before):
        return min(firmness, 1)
    if clause.about == "question" and said.dated(clause):
        return 3
    told = clause.about == "owed" and (OWED.search(own) or (STATING.match(own) and not said.dated(clause)))
    if told or _OWED_BEFORE.search(before) or _OWED_AFTER.match(after):
        return min(firmness, 1)
    if (
        _WHICH_PAID.match(after)
        or _ONCE_IN.search(said.lowered[: len(before)])
        or (clause.about == "owed" and said.dated(clause))
    ):
        return 3
    if _SOURCE_BEFORE.search(before) or _SOURCE_AFTER.match(after):
        return min(firmness, 2)
    return firmness


def _of_loose(share: Loose, said: Utterance) -> Sum:
    before, after = said.undated[: share.start], said.lowered[share.end :]
    about = clause_at(said.clauses, share.start).about
    firmness = _FIRMNESS[about]
    if _DENIED_BEFORE.search(before) or (
        share.kind == "rest" and (_LEFT_FOR_LATER.search(before) or _LATER_STILL.match(after))
    ):
        firmness = 0
    elif share.component and about not in ("paying", "bare", "question", "owed"):
        # "If you drop the interest": only what is paid is meant.
        firmness = 0
    elif share.kind != "share" and firmness > 0:
        firmness = max(firmness, 2)
    mention = AmountMention(
        share.start, share.end, share.kind, share.value, offered=firmness > 1, component=share.component
    )
    if share.kind == "share" and re.match(r"\s+(?:off|discount|reduction|knocked\s+off)\b", after):
        return Sum(replace(mention, kind="discount"), 3)
    return Sum(mention, firmness)
