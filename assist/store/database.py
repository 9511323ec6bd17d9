"""Opening the database: SQLite in WAL mode beside the recordings, or what ``ASSIST_DATABASE_URL`` names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from assist.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(data: Path, url: str | None = None) -> Engine:
    """Open the database and bring its tables up to date.

    Raises:
        StoreError: the folder or the server cannot be used.
    """
    try:
        if url is None:
            data.mkdir(parents=True, exist_ok=True)
            url = f"sqlite:///{data / 'callguide.sqlite'}"
        engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        with engine.begin() as connection:
            command.upgrade(migration_config(connection), "head")
    except (OSError, SQLAlchemyError) as error:
        raise StoreError(f"the store at {data if url is None else url} cannot be opened: {error}") from error
    return engine


def migration_config(connection: Any) -> Config:
    """Alembic's configuration bound to an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # In WAL mode NORMAL keeps every commit through a killed process; only a power cut can lose the last ones.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()
