"""The file shapes that people and scripts rely on: what comes in is checked, what goes out is plain JSON.

Every mistake is told in one line with the field it is in; the caller adds file and line number.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from assist.errors import InputError
from assist.events import CallDetails, EarlierPromise, Language, Speaker, Turn


class _Strict(BaseModel):
    # Fields may be added freely by others, so unknown ones are passed over; wrong ones never are.
    model_config = ConfigDict(extra="ignore", frozen=True)


Shape = TypeVar("Shape", bound=_Strict)


class TurnIn(_Strict):
    """Somebody's words, without times."""

    speaker: Speaker
    text: str


class EarlierPromiseIn(_Strict):
    amount: Decimal
    date: dt.date
    kept: bool = False


class DetailsIn(_Strict):
    """What is known of a call beforehand; every field may be missing.

    ``date`` and ``local_time`` are those where the debtor is. A call that takes place now needs neither if
    its ``time_zone`` (IANA) is given: an evening in Los Angeles is the next day on a server in Shanghai.
    """

    date: dt.date | None = None
    local_time: dt.time | None = None
    time_zone: str | None = None
    debtor_name: str | None = None
    balance: Decimal | None = Field(default=None, ge=0)
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    days_overdue: int | None = None
    jurisdiction: str | None = None
    earlier_promises: list[EarlierPromiseIn] = []

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        if name is not None and name not in zoneinfo.available_timezones():
            raise ValueError("not an IANA time zone such as Asia/Shanghai or America/New_York")
        return name


class UtteranceIn(_Strict):
    """One line of ``annotate``."""

    id: str
    lang: Language
    speaker: Speaker
    text: str
    context: list[TurnIn] = []
    call: DetailsIn = DetailsIn()


class TimedTurnIn(_Strict):
    speaker: Speaker
    text: str
    start_s: float = Field(ge=0)
    end_s: float = Field(ge=0)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> TimedTurnIn:
        if self.end_s < self.start_s:
            raise ValueError("end_s is before start_s")
        return self


class TranscriptIn(_Strict):
    """One line of ``replay``."""

    id: str
    lang: Language
    call: DetailsIn = DetailsIn()
    turns: list[TimedTurnIn]

    @field_validator("turns")
    @classmethod
    def _not_empty(cls, turns: list[TimedTurnIn]) -> list[TimedTurnIn]:
        if not turns:
            raise ValueError("a call has at least one turn")
        return turns


def read_utterance(text: str) -> UtteranceIn:
    """One utterance from a line of JSON.

    Raises:
        InputError: names the field and what is wrong with it.
    """
    return _read(UtteranceIn, text)


def read_transcript(text: str) -> TranscriptIn:
    """One call transcript from a line of JSON; raises InputError as ``read_utterance``."""
    return _read(TranscriptIn, text)


def read_details(call_id: str, lang: Language, given: Mapping[str, Any]) -> CallDetails:
    """Call details from plain JSON; raises InputError as ``read_utterance``."""
    try:
        return details_of(call_id, lang, DetailsIn.model_validate(given))
    except ValidationError as error:
        raise InputError(_first_mistake(error, "call")) from None


def details_of(call_id: str, lang: Language, given: DetailsIn) -> CallDetails:
    """Core type from the checked shape; a call without a date takes place now."""
    now = dt.datetime.now(zoneinfo.ZoneInfo(given.time_zone) if given.time_zone else None)
    local_time = given.local_time
    if given.time_zone and given.date is None and local_time is None:
        local_time = now.time().replace(microsecond=0)
    return CallDetails(
        id=call_id,
        lang=lang,
        date=given.date or now.date(),
        local_time=local_time,
        debtor_name=given.debtor_name,
        balance=given.balance,
        currency=given.currency,
        days_overdue=given.days_overdue,
        jurisdiction=given.jurisdiction,
        earlier_promises=tuple(EarlierPromise(p.amount, p.date, p.kept) for p in given.earlier_promises),
        time_zone=given.time_zone,
    )


def context_of(turns: Sequence[TurnIn]) -> tuple[Turn, ...]:
    return tuple(Turn(turn.speaker, turn.text) for turn in turns)


def _read(shape: type[Shape], text: str) -> Shape:
    try:
        return shape.model_validate_json(text)
    except ValidationError as error:
        raise InputError(_first_mistake(error)) from None


def _first_mistake(error: ValidationError, prefix: str = "") -> str:
    # The value itself stays out of the message: it may be somebody's words.
    first = error.errors(include_url=False, include_input=False)[0]
    path = ".".join(str(part) for part in ([prefix] if prefix else []) + list(first["loc"]))
    more = len(error.errors()) - 1
    message = first["msg"].removeprefix("Value error, ")
    message = message[0].lower() + message[1:]
    return (f"{path}: " if path else "") + message + (f" (and {more} more)" if more else "")
