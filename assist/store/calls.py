"""Calls and their logs: appended as things happen, read from any number on, never rewritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, func, select, tuple_, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from assist.errors import StoreError
from assist.events import CallEvent
from assist.store.schema import calls, events

LIVE = "live"
INTERRUPTED = "interrupted"
ENDED = "ended"


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A call's row. ``details`` is the JSON of CallDetails, ``audio`` what its recording is made of."""

    id: str
    lang: str
    source: str
    state: str
    started_at: dt.datetime
    ended_at: dt.datetime | None
    details: dict[str, Any]
    audio: dict[str, Any]
    outcome: str | None


class CallStore:
    """The calls table and the events table. Safe from several threads; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(
        self,
        call_id: str,
        *,
        lang: str,
        source: str,
        started_at: dt.datetime,
        details: dict[str, Any],
        audio: dict[str, Any],
    ) -> None:
        """Begin a call.

        Raises:
            StoreError: a call of this id is already there, or the store is out of reach.
        """
        row = {
            "id": call_id,
            "lang": lang,
            "source": source,
            "state": LIVE,
            "started_at": started_at,
            "details": details,
            "audio": audio,
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(calls.insert().values(row))
        except IntegrityError:
            raise StoreError(f"a call {call_id} is already stored") from None
        except SQLAlchemyError as error:
            raise StoreError(f"call {call_id} cannot be stored: {type(error).__name__}") from error

    def append(self, call_id: str, entries: Sequence[CallEvent]) -> None:
        """Write entries to the call's log, all or none; an ``ended`` or ``interrupted`` entry sets the state.

        Raises:
            StoreError: the store is out of reach, or a number is already taken.
        """
        if not entries:
            return
        rows = [
            {
                "call_id": call_id,
                "number": e.number,
                "kind": e.kind,
                "at_s": e.at_s,
                "at": e.at,
                "data": e.data,
            }
            for e in entries
        ]
        try:
            with self._engine.begin() as connection:
                connection.execute(events.insert(), rows)
                for entry in entries:
                    if changed := _state_after(entry):
                        connection.execute(update(calls).where(calls.c.id == call_id).values(changed))
        except SQLAlchemyError as error:
            raise StoreError(
                f"the log of call {call_id} cannot be written: {type(error).__name__}"
            ) from error

    def get(self, call_id: str) -> StoredCall | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(calls).where(calls.c.id == call_id)).mappings().first()
        return _stored(row) if row else None

    def events_after(self, call_id: str, number: int = 0, limit: int | None = None) -> list[CallEvent]:
        """The log's entries after ``number``, oldest first."""
        query = (
            select(events.c.number, events.c.kind, events.c.at_s, events.c.at, events.c.data)
            .where(events.c.call_id == call_id, events.c.number > number)
            .order_by(events.c.number)
        )
        if limit is not None:
            query = query.limit(limit)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [CallEvent(r.number, r.kind, r.at_s, _utc(r.at), r.data) for r in rows]

    def last_number(self, call_id: str) -> int:
        query = select(func.max(events.c.number)).where(events.c.call_id == call_id)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() or 0

    def recent(self, limit: int = 20, before: tuple[dt.datetime, str] | None = None) -> list[StoredCall]:
        """The newest calls first; ``before`` is the (started_at, id) of the last row of the page before."""
        query = select(calls).order_by(calls.c.started_at.desc(), calls.c.id.desc()).limit(limit)
        if before:
            query = query.where(tuple_(calls.c.started_at, calls.c.id) < before)
        with self._engine.connect() as connection:
            return [_stored(row) for row in connection.execute(query).mappings()]

    def unfinished(self) -> list[StoredCall]:
        """Calls whose log has no end: what was live when a server stopped, or is waiting for its sender."""
        query = select(calls).where(calls.c.state.in_((LIVE, INTERRUPTED)))
        with self._engine.connect() as connection:
            return [_stored(row) for row in connection.execute(query).mappings()]


def _state_after(entry: CallEvent) -> dict[str, Any] | None:
    match entry.kind:
        case "ended":
            return {"state": ENDED, "ended_at": entry.at, "outcome": entry.data.get("outcome")}
        case "interrupted":
            return {"state": INTERRUPTED}
        case "resumed":
            return {"state": LIVE}
    return None


def _utc(moment: dt.datetime) -> dt.datetime:
    # SQLite keeps no time zone; everything is written in UTC.
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment


def _stored(row: Any) -> StoredCall:
    ended = row["ended_at"]
    return StoredCall(
        id=row["id"],
        lang=row["lang"],
        source=row["source"],
        state=row["state"],
        started_at=_utc(row["started_at"]),
        ended_at=_utc(ended) if ended else None,
        details=row["details"],
        audio=row["audio"],
        outcome=row["outcome"],
    )


def numbered(
    entries: Iterable[tuple[str, float, dict[str, Any]]], after: int, at: dt.datetime
) -> list[CallEvent]:
    """Give ``(kind, at_s, data)`` entries their numbers, counting on from ``after``."""
    return [CallEvent(after + i, kind, at_s, at, data) for i, (kind, at_s, data) in enumerate(entries, 1)]
