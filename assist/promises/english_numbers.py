"""Spoken English numerals: "two fifty" is 250, "three and a half grand" 3500, "one lakh twenty thousand" 120000.

Reads numbers as money is spoken on the telephone: hundreds left out ("four fifteen"), cents run on ("five
sixty-two eighteen"), digits spelt one by one, half a scale ("eight and half thousand"), ranges, which give
their lower figure, and the usual mishearings of a recogniser ("for hundred", "tree fifty").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

_DIGITS = {
    "zero": 0, "oh": 0, "o": 0, "nought": 0, "one": 1, "two": 2, "three": 3, "tree": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_SMALL = {word: value for word, value in _DIGITS.items() if value} | {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "twenny": 20, "thirty": 30, "tirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "fiddy": 50,
    "fitty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_HUNDRED = frozenset(("hundred", "hundreds", "hunnid", "hundo", "hunderd"))
_SCALES = {
    "thousand": 1000, "thousands": 1000, "tousand": 1000, "thou": 1000, "grand": 1000, "k": 1000,
    "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "lacs": 100_000, "million": 1_000_000,
    "crore": 10_000_000, "crores": 10_000_000,
}  # fmt: skip
_MISHEARD = {"for": 4, "fore": 4, "to": 2, "too": 2, "won": 1, "ate": 8, "free": 3}
_NOTES = {
    "fiver": 5, "fivers": 5, "tenner": 10, "tenners": 10, "ton": 100, "pony": 25, "monkey": 500, "twenties": 20,
    "fifties": 50,
}  # fmt: skip
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+(?:'[a-z]+)?|[$£€₦₹%]|[^\s\w]")
BARRIER = "|"
"""The text of a token that no number reaches across: it belongs to a date or a time of day."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or sign, half-open ``start``/``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number up to the token ``end``, exclusive.

    ``value`` is None where only its size was named ("a few hundred"). ``plain`` when nothing but its size
    says that it is money. ``otherwise`` is a second reading ("sixty-two ten" is 62.10 or 6210), ``scale`` the
    hundred or thousand that a later number may leave out ("two thousand now, three on the twentieth").
    """

    value: Decimal | None
    end: int
    plain: bool = False
    otherwise: Decimal | None = None
    scale: int = 1


def tokens_of(lowered: str, taken: Sequence[bool]) -> list[Token]:
    """The words of ``lowered``; hyphens inside compounds are left out, characters ``taken`` are barriers."""
    found = []
    for match in _TOKEN.finditer(lowered):
        start, end = match.span()
        inside = start > 0 and end < len(lowered) and lowered[start - 1].isalnum() and lowered[end].isalnum()
        if taken[start]:
            found.append(Token(start, end, BARRIER))
        elif match.group() in "-–" and inside:
            if lowered[start - 1].isdigit() and lowered[end].isdigit():
                found.append(Token(start, end, "to"))
        else:
            word = match.group()
            stem = word.removesuffix("'s")
            # "Three-fifty's Friday": the sum with its verb.
            found.append(
                Token(start, end, stem if stem in _TENS or stem in _HUNDRED or stem in _SMALL else word)
            )
    return found


def read_number(tokens: Sequence[Token], at: int) -> Spoken | None:
    """The longest number that starts at a token, a range by its lower figure."""
    return _Reader(tokens).amount(at)


class _Reader:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens

    def _word(self, at: int) -> str:
        return self._tokens[at].text if 0 <= at < len(self._tokens) else ""

    def _is_scale(self, at: int) -> bool:
        return self._word(at) in _SCALES

    def amount(self, at: int) -> Spoken | None:
        first = self._one(at)
        if first is None:
            return None
        return self._trailing(self._range(at, first))

    def _one(self, at: int) -> Spoken | None:
        return self._idiom(at) or self._spelt(at) or self._misheard(at) or self._number(at)

    def _range(self, at: int, first: Spoken) -> Spoken:
        """ "Three to four hundred" is 300, "fifty or sixty" 50, "two hundred, maybe two fifty" 200."""
        step = first.end
        joined = False
        between = ("and",) if self._word(at - 1) in ("between", "from") else ()
        while self._word(step) in (",", "to", "or", "maybe", "possibly", "perhaps", "even", "/", *between):
            joined = joined or self._word(step) != ","
            step += 1
        if first.value is None:
            return first
        hundred = self._word(step + 1) in _HUNDRED or self._is_scale(step + 1)
        close = first.plain and first.value < 10 and hundred
        if not joined and not close:
            return first
        second = self._number(step)
        if second is None or second.value is None:
            return first
        if first.plain and second.scale > 1 and first.value * second.scale < second.value:
            return Spoken(first.value * second.scale, second.end, False, scale=second.scale)
        # "3 to 400" leaves the hundred out, too.
        if (
            first.plain
            and first.value < 10
            and second.value % 100 == 0
            and first.value < second.value // 100 < 10
        ):
            return Spoken(first.value * 100, second.end, False, scale=100)
        if joined and first.value < second.value <= first.value * 3:
            return replace(first, end=second.end, plain=first.plain and second.plain)
        return first

    def _trailing(self, spoken: Spoken) -> Spoken:
        """Words that only soften it: "and change", "or so", "odd"."""
        at = spoken.end
        if [self._word(at), self._word(at + 1)] in (["or", "so"], ["and", "change"], ["or", "thereabouts"]):
            return replace(spoken, end=at + 2)
        if self._word(at) in ("odd", "ish", "something"):
            return replace(spoken, end=at + 1, plain=spoken.plain and (spoken.value or 0) < 10)
        return spoken

    def _idiom(self, at: int) -> Spoken | None:
        word = self._word(at)
        article = word in ("a", "an", "another")
        after = at + 1 if article else at
        noun = self._word(after)
        if noun in ("couple", "few", "several"):
            scale_at = after + 2 if self._word(after + 1) == "of" else after + 1
            scale = 100 if self._word(scale_at) in _HUNDRED else _SCALES.get(self._word(scale_at), 0)
            if noun == "couple" and self._word(scale_at) in _NOTES:
                return Spoken(Decimal(2 * _NOTES[self._word(scale_at)]), scale_at + 1)
            if scale:
                return Spoken(Decimal(2 * scale) if noun == "couple" else None, scale_at + 1, scale=scale)
            if self._word(scale_at) in (
                "quid",
                "bucks",
                "dollars",
                "pounds",
                "euro",
                "euros",
                "rupees",
                "rand",
            ):
                return Spoken(Decimal(2) if noun == "couple" else None, scale_at)
            return None
        if word == "half" and self._word(at + 1) in ("a", "an", "lakh", "k"):
            scale_at = at + 1 if self._word(at + 1) in _SCALES else at + 2
            scale = (
                100 if self._word(scale_at) in ("ton", *_HUNDRED) else _SCALES.get(self._word(scale_at), 0)
            )
            return Spoken(Decimal(scale) / 2, scale_at + 1) if scale else None
        if article and noun in _NOTES:
            return Spoken(Decimal(_NOTES[noun]), after + 1)
        if article and (noun in _HUNDRED or noun in _SCALES):
            return self._grown(after, Decimal(1), after)
        if noun in ("fiver", "tenner"):
            return Spoken(Decimal(_NOTES[noun]), after + 1)
        if (noun in _HUNDRED and noun != "hundreds") or noun in ("thousand", "lakh"):
            return self._grown(after, Decimal(1), after)
        if article and word == "another":
            return self._number(after)
        count = _SMALL.get(word)
        if count and self._word(at + 1) in ("fivers", "tenners", "twenties", "fifties", "ton"):
            return Spoken(Decimal(count * _NOTES[self._word(at + 1)]), at + 2)
        return None

    def _spelt(self, at: int) -> Spoken | None:
        """ "One three five zero": digits one by one; two alone are as good as any small number."""
        end = at
        while self._word(end) in _DIGITS:
            end += 1
        if end - at < 2 or self._word(end) in _TENS or self._grows(end) or not _DIGITS[self._word(at)]:
            return None
        if end - at == 2 and not _DIGITS[self._word(at + 1)]:
            return None
        value = int("".join(str(_DIGITS[self._word(place)]) for place in range(at, end)))
        return Spoken(Decimal(value), end, plain=end - at == 2)

    def _misheard(self, at: int) -> Spoken | None:
        value = _MISHEARD.get(self._word(at))
        if value is None or not (
            self._word(at + 1) in _HUNDRED or self._word(at + 1) in ("thousand", "grand")
        ):
            return None
        if self._word(at) in ("to", "for") and self._word(at - 1) in ("up", "down", "close", "on", "over"):
            return None
        return self._grown(at + 1, Decimal(value), at)

    def _below_hundred(self, at: int) -> tuple[int, int] | None:
        """A number under a hundred and the token after it; "oh five" is 5."""
        word = self._word(at)
        if word in _TENS:
            unit = _SMALL.get(self._word(at + 1), 99)
            return (_TENS[word] + unit, at + 2) if unit < 10 else (_TENS[word], at + 1)
        if word in _SMALL:
            return _SMALL[word], at + 1
        if word in ("oh", "o") and _SMALL.get(self._word(at + 1), 99) < 10:
            return _SMALL[self._word(at + 1)], at + 2
        return None

    def _number(self, at: int) -> Spoken | None:
        word = self._word(at)
        if word[:1].isdigit():
            value = Decimal(word.replace(",", ""))
            return self._grown(at + 1, value, at)
        if word in ("oh", "o") or (small := self._below_hundred(at)) is None:
            return None
        return self._grown(small[1], Decimal(small[0]), at)

    def _grown(self, at: int, value: Decimal, start: int) -> Spoken:
        """``value``, which ends before the token ``at``, with what follows it."""
        point = self._point(at, value)
        if point:
            value, at = point
        half = self._half(at)
        if half and (self._word(half[1]) in _HUNDRED or self._is_scale(half[1])):
            value, at = value + half[0], half[1]
        elif half and value < 20 and not self._word(start)[0].isdigit():
            # "Three and a half": hundreds, unless it is the thousands of the sum at stake.
            return Spoken((value + half[0]) * 100, half[1], False, (value + half[0]) * 1000, 100)
        if self._word(at) in _HUNDRED:
            return self._hundreds(at, value)
        if self._is_scale(at):
            return self._scaled(at, value)
        figures = self._word(start)[0].isdigit()
        plain = value < 100 and value == value.to_integral_value()
        if not figures and self._word(start) not in ("a", "an"):
            pair = self._pair(at, value)
            if pair:
                return pair
        return Spoken(value, at, plain)

    def _point(self, at: int, value: Decimal) -> tuple[Decimal, int] | None:
        if self._word(at) != "point":
            return None
        end, digits = at + 1, ""
        while self._word(end) in _DIGITS:
            digits, end = digits + str(_DIGITS[self._word(end)]), end + 1
        if not digits and (small := self._below_hundred(end)):
            digits, end = str(small[0]), small[1]
        return (value + Decimal(f"0.{digits}"), end) if digits else None

    def _half(self, at: int) -> tuple[Decimal, int] | None:
        """ "And a half", as Indian English has it also without the article."""
        if self._word(at) != "and":
            return None
        place = at + 2 if self._word(at + 1) == "a" else at + 1
        part = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}.get(self._word(place))
        return (part, place + 1) if part else None

    def _hundreds(self, at: int, value: Decimal) -> Spoken:
        value, at = value * 100, at + 1
        half = self._half(at)
        if half:
            value, at = value + half[0] * 100, half[1]
        else:
            small = self._joined_small(at)
            if small:
                value, at = value + small[0], small[1]
                cents = self._below_hundred(at)
                if cents and cents[0] >= 10 and not self._grows(cents[1]):
                    return Spoken(value + Decimal(cents[0]) / 100, cents[1], False, scale=100)
        if self._is_scale(at):
            return self._scaled(at, value)
        return Spoken(value, at, False, scale=100)

    def _joined_small(self, at: int) -> tuple[int, int] | None:
        """What a hundred is followed by, unless that is a number of its own ("two hundred three hundred")."""
        joined = self._word(at) in ("and", "an", "n", "&")
        small = self._below_hundred(at + joined)
        if small is None and joined and self._word(at + 1).isdigit() and len(self._word(at + 1)) < 3:
            small = int(self._word(at + 1)), at + 2
        return None if small is None or self._word(small[1]) in _HUNDRED else small

    def _grows(self, at: int) -> bool:
        return self._word(at) in _HUNDRED or self._is_scale(at)

    def _scaled(self, at: int, value: Decimal) -> Spoken:
        scale = _SCALES[self._word(at)]
        value, at = value * scale, at + 1
        half = self._half(at)
        if half:
            return Spoken(value + half[0] * scale, half[1], False, scale=scale)
        joined = self._word(at) == "and"
        rest = self._number(at + joined) if not self._word(at + joined)[:1].isdigit() else None
        if rest is None and self._word(at + joined) in _HUNDRED:
            rest = self._grown(at + joined, Decimal(1), at + joined)
        if rest and rest.value is not None and 0 < rest.value < scale:
            # "A thousand and fifty on the first": a joined number without a scale is part of it too.
            return Spoken(value + rest.value, rest.end, False, scale=scale)
        return Spoken(value, at, False, scale=scale)

    def _pair(self, at: int, value: Decimal) -> Spoken | None:
        """Two numbers in a row: "two fifty" 250, "sixty-two ten" 62.10; three are with cents."""
        second = self._below_hundred(at)
        if second is None or (second[0] < 10 and self._word(at) not in ("oh", "o")):
            return None
        if self._grows(second[1]):
            return None
        both, cents = value * 100 + second[0], value + Decimal(second[0]) / 100
        third = self._below_hundred(second[1])
        if third and third[0] >= 10 and value < 100 and not self._grows(third[1]):
            return Spoken(both + Decimal(third[0]) / 100, third[1], False, scale=100)
        if value < 20:
            return Spoken(both, second[1], False, cents, 100)
        return Spoken(cents, second[1], False, both)
