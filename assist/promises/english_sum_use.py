"""Which of the sums that an English utterance names are offered, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assist.promises.english_clauses import Clause, clause_at
from assist.promises.english_firmness import Sum
from assist.promises.mentions import AmountMention

CORRECTED = re.compile(
    r"\b(?:no(?!\s+(?:more|later|problem|less|way|worries|idea|doubt|matter|earlier|money|sooner|good|longer|one))|"
    r"nope|nah|sorry|i\s+mean(?:t)?|scratch\s+that|strike\s+that|wait|hang\s+on|hold\s+on|correction|"
    r"make\s+(?:it|that)|call\s+it|oops|or\s+rather|on\s+second\s+thoughts?|let's\s+say|better\s+make|"
    r"let\s+me\s+(?:change|start))\b|(?:^|[,.;]\s*)(?:actually|rather|well)\b"
)
"""Words by which people take back what they just said."""
_SPELT = re.compile(r"(?:(?:oh|zero|one|two|three|four|five|six|seven|eight|nine)[\s-]*){3,}")
_THATS = re.compile(r",\s*(?:that'?s|which\s+is|so\s+that'?s)\s+(?:about\s+|like\s+|the\s+)*$")
_MINIMUM = re.compile(
    r"\b(?:do|pay|clear|send|cover|manage|settle)\s+(?:just\s+)?(?:the|my|one|this|that)\s+[^.;!?]*$"
)
_SUMMED = re.compile(
    r"\b(?:so|that'?s|which\s+is|makes|making|total|altogether|comes\s+to)\s+(?:like\s+|about\s+|the\s+)*$"
)
_FIGURE_AFTER = re.compile(
    r"(?:'?s)?\W{0,3}(?:(?:of\s+)?(?:it|that|the\s+\w+|what\s+(?:i|we)\s+owe|what's\s+(?:left|"
    r"owed))\W+)?(?:which\s+is|that's|that\s+is|so|is|the|being)?\s*(?:about\s+|like\s+)?"
)
_FIGURE_BEFORE = re.compile(r"\W{0,3}(?:which\s+is|that's|that\s+is|so|is|,)?\s*(?:the\s+|my\s+)?")


def in_the_same_breath(
    sums: Sequence[Sum], clauses: Sequence[Clause], days: Sequence[tuple[int, int]], lowered: str
) -> list[Sum]:
    """ "I sent three hundred in May, three hundred in June": neither is offered."""
    settled: list[Sum] = []
    for each in sums:
        place = next(
            (at for at, clause in enumerate(clauses) if clause is clause_at(clauses, each.mention.start)), 0
        )
        clause, before = clauses[place], clauses[place - 1] if place else None
        if (
            before
            and clause.about == "bare"
            and before.about in ("past", "expense")
            and lowered[before.end - 1] == ","
        ):
            listed = any(
                before.start <= other.mention.start < before.end and other.firmness <= 0 for other in settled
            )
            alone = not any(clause.start <= start < clause.end for start, _ in days)
            if listed or alone:
                each = replace(each, firmness=0, mention=replace(each.mention, other=True, offered=False))
        settled.append(each)
    return settled if any(each.firmness >= 1 for each in settled) else list(sums)


def offered_sums(sums: Sequence[Sum], stakes: Sequence[Decimal], lowered: str) -> list[Sum]:
    """The sums that are offered: the firmest, scaled, without repeats of what they say."""
    named = _with_figures(_of_sum_before(_repeated(sums), lowered), lowered)
    discounts = [each.mention for each in named if each.mention.kind == "discount"]
    named = [each for each in named if each.mention.kind not in ("discount", "part")] or [
        each for each in named if each.mention.kind == "part"
    ]
    exact = [each for each in named if each.mention.kind in ("exact", "vague")]
    best = max((each.firmness for each in exact), default=0)
    floor = best if best else 1
    if best == 3:
        exact = _figures_after(exact, lowered)
    exact = [
        each
        for each in exact
        if each.firmness >= floor and (not each.plain or (each.mention.value or 0) >= 5)
    ]
    if len(exact) > 1:
        # Beside a sum, digits one by one are those of a card.
        exact = [
            each for each in exact if not _SPELT.fullmatch(lowered[each.mention.start : each.mention.end])
        ]
    loose = [
        each
        for each in named
        if each.mention.kind in ("share", "rest", "whole", "part") and each.firmness > 0
    ]
    if best < 3 and any(each.firmness == 3 for each in loose):
        # "It's twelve hundred, I'll pay half": what is owed is not what is paid.
        shares = [each for each in loose if each.mention.kind in ("share", "part")]
        exact = [] if shares else exact
    chosen = sorted([*exact, *loose], key=lambda each: each.mention.start)
    chosen = _without_sum_of_others(chosen, lowered)
    chosen = _without_restated(chosen, lowered)
    if discounts and any(each.mention.kind == "whole" for each in chosen):
        chosen = [_reduced(each, discounts[0], stakes) for each in chosen if each.mention.kind == "whole"][:1]
    return chosen


def scaled(sums: Sequence[Sum], stakes: Sequence[Decimal]) -> list[Sum]:
    """ "Two thousand on the tenth, three on the twentieth": the hundreds and thousands that are left out."""
    scaled: list[Sum] = []
    for place, each in enumerate(sums):
        value = each.mention.value
        larger = each.mention.otherwise
        if value and larger == value * 10 and stakes and larger <= stakes[0]:
            # "Three and a half" of seven thousand is not 350.
            each = replace(each, mention=replace(each.mention, value=larger, otherwise=value))
        if each.plain and value is not None and each.mention.kind == "exact" and each.firmness > 0:
            like = [
                other
                for other in (*reversed(sums[:place]), *sums[place + 1 :])
                if other.scale > 1 and other.mention.value
            ]
            for other in like:
                lead = (other.mention.value or Decimal(0)) / other.scale
                like_it = lead / 5 <= value <= lead * 5 if value < 20 else lead / 2 <= value <= lead * 2
                if (value <= lead) if other.firmness < 2 else like_it and (lead % 1 == 0 or value < 10):
                    value = value * other.scale
                    break
            else:
                value = _of_stake(value, stakes)
            each = replace(
                each,
                mention=replace(each.mention, value=value),
                plain=each.plain and value == each.mention.value,
            )
        scaled.append(each)
    return scaled


def _of_stake(value: Decimal, stakes: Sequence[Decimal]) -> Decimal:
    """ "Six next Monday" of twelve hundred is 600."""
    if value < 20 and stakes and stakes[0] >= 100:
        for scale in (1000, 100):
            if value * scale <= stakes[0] and stakes[0] / (value * scale) <= 10:
                return value * scale
    return value


def _repeated(sums: Sequence[Sum]) -> list[Sum]:
    """ "The same again" is the sum before."""
    told: list[Sum] = []
    for each in sums:
        if each.mention.kind == "same":
            before = [other for other in told if other.mention.kind in ("exact", "share")]
            if not before:
                continue
            first = before[-1].mention
            each = replace(
                each, mention=replace(first, start=each.mention.start, end=each.mention.end), firmness=3
            )
        told.append(each)
    return told


def _figures_after(sums: Sequence[Sum], lowered: str) -> list[Sum]:
    """ "I'll do the minimum on the sixth, that's thirty-five": offered, though told as what is owed."""
    settled: list[Sum] = []
    for place, each in enumerate(sums):
        since = sums[place - 1].mention.end if place else 0
        opening = _THATS.search(lowered, since, each.mention.start)
        if each.firmness == 1 and opening and _MINIMUM.search(lowered, since, opening.start()):
            each = replace(each, firmness=3)
        settled.append(each)
    return settled


def _of_sum_before(sums: Sequence[Sum], lowered: str) -> list[Sum]:
    """ "Call it nine hundred, and I'll put three quarters of that on the card": 675."""
    settled: list[Sum] = []
    whole: Decimal | None = None
    for each in sums:
        exact = [other for other in settled if other.mention.kind == "exact" and other.firmness > 1]
        leans = each.mention.kind == "share" and re.match(
            r"'?s?\s+of\s+(?:that|it)\b", lowered[each.mention.end :]
        )
        if leans and exact and exact[-1].mention.value and each.mention.value:
            whole = exact[-1].mention.value
            settled = [other for other in settled if other is not exact[-1]]
        if whole and each.mention.kind == "share":
            each = _in_figures(each, whole)
        settled.append(each)
    return settled


def _with_figures(sums: Sequence[Sum], lowered: str) -> list[Sum]:
    """ "I'll pay my half, that's one twelve fifty": what puts an offered share in figures is offered, too."""
    figures = [
        figure
        for each in sums
        if each.firmness > 1
        and (figure := _figure_of(each, [s for s in sums if s.mention.kind == "exact"], lowered))
    ]
    return [replace(each, firmness=3) if each in figures and each.firmness > 0 else each for each in sums]


def _without_sum_of_others(sums: Sequence[Sum], lowered: str) -> list[Sum]:
    """ "A hundred now and fifty on Friday, so that's a hundred and fifty": the parts of it."""
    exact = [each for each in sums if each.mention.kind == "exact" and each.mention.value]
    last = exact[-1] if len(exact) > 2 else None
    others = sum((each.mention.value or Decimal(0) for each in exact[:-1]), Decimal(0))
    if last and last.mention.value == others and _SUMMED.search(lowered[: last.mention.start]):
        return [each for each in sums if each is not last]
    return list(sums)


def _without_restated(sums: Sequence[Sum], lowered: str) -> list[Sum]:
    """A share beside the figure it comes to, "the rest" beside its figure, "all" beside the sum: one amount."""
    exact = [each for each in sums if each.mention.kind in ("exact", "vague")]
    shares = [each for each in sums if each.mention.kind == "share"]
    if exact:
        sums = [each for each in sums if each.mention.kind != "whole"]
    elif shares or any(each.mention.kind == "rest" for each in sums):
        sums = [each for each in sums if each.mention.kind != "whole"] or sums[:1]
    else:
        sums = sums[:1]
    if not exact:
        return list(sums)
    told = {each.mention.start: figure for each in sums if (figure := _figure_of(each, exact, lowered))}
    kept = [each for each in sums if each.mention.start not in told]
    shares = [each for each in kept if each.mention.kind == "share"]
    whole = next((_whole_of(each, told) for each in sums if _whole_of(each, told)), None)
    if whole is not None:
        return [_in_figures(each, whole) if each in shares else each for each in kept]
    if shares and (
        len(exact) > 1 or CORRECTED.search(lowered[shares[-1].mention.end : exact[0].mention.start])
    ):
        # "He's offering half, so that's sixty from her tomorrow and sixty from me": the figures only.
        return [each for each in kept if each not in shares]
    return kept


def _whole_of(each: Sum, told: dict[int, Sum]) -> Decimal | None:
    """What "my half, four-fifteen" tells of all there is."""
    figure = told.get(each.mention.start)
    if figure is None or each.mention.kind != "share" or not each.mention.value or not figure.mention.value:
        return None
    return figure.mention.value / each.mention.value


def _in_figures(each: Sum, whole: Decimal) -> Sum:
    value = (whole * (each.mention.value or Decimal(0))).quantize(Decimal("0.01"))
    return replace(each, mention=replace(each.mention, kind="exact", value=value))


def _figure_of(each: Sum, exact: Sequence[Sum], lowered: str) -> Sum | None:
    """The sum right beside a share or "the rest" that puts it in figures."""
    if each.mention.kind not in ("share", "rest"):
        return None
    for other in exact:
        if each.mention.end <= other.mention.start:
            if _FIGURE_AFTER.fullmatch(lowered[each.mention.end : other.mention.start]):
                return other
        elif _FIGURE_BEFORE.fullmatch(lowered[other.mention.end : each.mention.start]):
            return other
    return None


def _reduced(each: Sum, discount: AmountMention, stakes: Sequence[Decimal]) -> Sum:
    """All of it, less what the creditor is to take off."""
    value = discount.value or Decimal(0)
    if value < 1:
        return replace(each, mention=replace(each.mention, kind="share", value=1 - value))
    if stakes:
        return replace(each, mention=replace(each.mention, kind="exact", value=stakes[0] - value))
    return each
