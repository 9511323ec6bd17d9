"""Calls and their logs, on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from assist.errors import StoreError
from assist.events import CallEvent
from assist.store.calls import CallStore, numbered
from assist.store.database import migration_config
from assist.store.people import People
from assist.store.schema import metadata

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)


def begin(store: CallStore, call_id: str, minute: int = 0) -> None:
    store.create(
        call_id,
        lang="zh",
        source="live",
        started_at=NOON + dt.timedelta(minutes=minute),
        details={"debtor_name": "王五"},
        audio={"encoding": "mulaw", "rate": 8000},
    )


def entry(number: int, kind: str = "utterance", **data: object) -> CallEvent:
    return CallEvent(number, kind, number * 1.5, NOON, dict(data))


def test_a_log_is_read_back_as_it_was_written(store: CallStore) -> None:
    begin(store, "c1")
    said = [entry(1, text="我没钱"), entry(2, "tags", tags=[{"tag": "hardship", "score": 0.91}])]
    store.append("c1", said)
    assert store.events_after("c1") == said


def test_a_reader_goes_on_from_its_number(store: CallStore) -> None:
    begin(store, "c1")
    store.append("c1", [entry(number) for number in range(1, 8)])
    assert [e.number for e in store.events_after("c1", 3, limit=2)] == [4, 5]


def test_a_number_is_taken_once_and_a_refused_write_leaves_nothing(store: CallStore) -> None:
    begin(store, "c1")
    store.append("c1", [entry(1), entry(2)])
    with pytest.raises(StoreError):
        store.append("c1", [entry(3), entry(2)])
    assert store.last_number("c1") == 2


def test_an_id_belongs_to_one_call(store: CallStore) -> None:
    begin(store, "c1")
    with pytest.raises(StoreError, match="already stored"):
        begin(store, "c1")


def test_a_call_without_an_end_is_unfinished(store: CallStore) -> None:
    for call_id in ("live", "interrupted", "ended"):
        begin(store, call_id)
    store.append("interrupted", [entry(1, "interrupted")])
    store.append("ended", [entry(1, "ended", outcome="promise")])
    assert {call.id: call.state for call in store.unfinished()} == {
        "live": "live",
        "interrupted": "interrupted",
    }
    ended = store.get("ended")
    assert ended is not None
    assert (ended.state, ended.outcome, ended.ended_at) == ("ended", "promise", NOON)


def test_a_resumed_call_is_live_again(store: CallStore) -> None:
    begin(store, "c1")
    store.append("c1", [entry(1, "interrupted"), entry(2, "resumed")])
    call = store.get("c1")
    assert call is not None
    assert call.state == "live"


def test_recent_calls_come_newest_first_page_by_page(store: CallStore) -> None:
    for minute in range(5):
        begin(store, f"c{minute}", minute)
    first = store.recent(2)
    assert [call.id for call in first] == ["c4", "c3"]
    rest = store.recent(9, before=(first[-1].started_at, first[-1].id))
    assert [call.id for call in rest] == ["c2", "c1", "c0"]


def test_entries_are_numbered_without_gaps() -> None:
    events = numbered([("check", 0.0, {}), ("utterance", 2.0, {})], 4, NOON)
    assert [(e.number, e.kind) for e in events] == [(5, "check"), (6, "utterance")]


def test_the_migrations_make_the_tables_that_the_code_uses(database: Engine) -> None:
    with database.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrations_go_back_and_forth_with_data_in_them(database: Engine, store: CallStore) -> None:
    begin(store, "c1")
    store.append("c1", [entry(1)])
    with database.begin() as connection:
        command.downgrade(migration_config(connection), "base")
    with database.begin() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
        command.upgrade(migration_config(connection), "head")
    begin(store, "c1")


def test_a_sign_in_link_opens_sessions_and_only_digests_are_kept(database: Engine) -> None:
    people = People(database)
    key = people.make_link_key()
    session = people.sign_in(key)
    assert session is not None
    assert people.is_signed_in(session)
    assert not people.is_signed_in(key)
    assert people.sign_in("guess") is None
    with database.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT digest FROM sessions").all())
    assert session not in kept


def test_signing_out_ends_the_session(database: Engine) -> None:
    people = People(database)
    session = people.sign_in(people.make_link_key()) or ""
    people.sign_out(session)
    assert not people.is_signed_in(session)
