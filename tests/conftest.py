"""What every test may use: the real stages, a store of its own, and the rule that CI skips nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, create_engine, text

from assist.settings import Settings
from assist.store.calls import CallStore
from assist.store.database import open_database

if TYPE_CHECKING:
    from assist.conversation import Stages

# Training runs in an environment of its own (make training-test); serving is tested without its packages.
TESTS = Path(__file__).parent
collect_ignore = [
    str(path.relative_to(TESTS))
    for path in TESTS.rglob("test_*.py")
    if not find_spec("torch") and "pytest.mark.training" in path.read_text(encoding="utf-8")
]
POSTGRES = os.environ.get("CALLGUIDE_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/test")


@pytest.fixture(scope="session")
def stages() -> Stages:
    """The shipped tagger, lexicon and cards."""
    # Tests of one part alone must not pay for loading all of them.
    from assist.stages import load_stages

    return load_stages(Settings())


@pytest.fixture(scope="session")
def postgres() -> str:
    """The address of a real PostgreSQL, or a skip where there is none."""
    try:
        engine = create_engine(POSTGRES)
        with engine.connect():
            pass
        engine.dispose()
    except Exception as error:  # any driver's way of saying "not here"
        pytest.skip(f"no PostgreSQL at {POSTGRES}: {type(error).__name__}")
    return POSTGRES


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty, migrated database; every test that uses it runs on both kinds."""
    if request.param == "sqlite":
        engine = open_database(tmp_path)
        yield engine
        engine.dispose()
        return
    url = request.getfixturevalue("postgres")
    schema = f"test_{os.getpid()}_{abs(hash(request.node.nodeid))}"
    admin = create_engine(url)
    with admin.begin() as connection:
        connection.execute(text(f'CREATE SCHEMA "{schema}"'))
    engine = open_database(tmp_path, f"{url}?options=-csearch_path%3D{schema}")
    yield engine
    engine.dispose()
    with admin.begin() as connection:
        connection.execute(text(f'DROP SCHEMA "{schema}" CASCADE'))
    admin.dispose()


@pytest.fixture
def store(database: Engine) -> CallStore:
    return CallStore(database)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI a skipped test is a failure: everything that CI can run is to run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = len(reporter.stats.get("skipped", [])) if reporter else 0
    if os.environ.get("CI") and skipped and exitstatus == 0:
        session.exitstatus = 1
