"""Who may look: sign-in links and the sessions they open. Only digests are stored, never the secrets."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from sqlalchemy import Engine, Table, delete, select

from assist.store.schema import sessions, sign_in_links

LINK_LIFETIME = dt.timedelta(hours=24)
SESSION_LIFETIME = dt.timedelta(hours=12)


class People:
    """Sign-in for one house: whoever runs the server hands out links."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def make_link_key(self) -> str:
        """A new key for a sign-in link; it opens sessions until it expires."""
        return self._make(sign_in_links, LINK_LIFETIME)

    def sign_in(self, link_key: str) -> str | None:
        """A new session for whoever holds the key, or None if it is unknown or expired."""
        if not self._is_valid(sign_in_links, link_key):
            return None
        return self._make(sessions, SESSION_LIFETIME)

    def is_signed_in(self, session: str) -> bool:
        return self._is_valid(sessions, session)

    def sign_out(self, session: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == _digest(session)))

    def _make(self, table: Table, lifetime: dt.timedelta) -> str:
        secret = secrets.token_urlsafe(24)
        now = dt.datetime.now(dt.UTC)
        row = {"digest": _digest(secret), "made_at": now, "expires_at": now + lifetime}
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(table.c.expires_at < now))
            connection.execute(table.insert().values(row))
        return secret

    def _is_valid(self, table: Table, secret: str) -> bool:
        query = select(table.c.digest).where(
            table.c.digest == _digest(secret), table.c.expires_at > dt.datetime.now(dt.UTC)
        )
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
