"""A database that an earlier version left: what it kept readably is sealed, and still works."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy import Connection, create_engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from bot.files.model import files
from bot.learning.service import Learning
from bot.requests.model import (
    Said,
)
from bot.requests.repository import entry_rows
from bot.requests.tables import (
    request_entries,
    request_events,
    requests,
)
from bot.storage import citizens, inbox
from bot.storage.database import Database, DatabaseError
from bot.storage.migrate import alembic_config, migrate, sync_url
from bot.storage.schema import Json, UtcDateTime
from bot.storage.tables import NOBODY
from bot.storage.tables import citizens as known
from bot.storage.tables import inbox as events
from bot.storage.vault import Vault

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
PEER = "3d1f0c52a7"
PRIVATE = ("марія ковальчук з хотина", "Мельник просить архів", "Про сплячих", PEER, "FQGE-K9PS")
unclear = sa.table(
    "unclear_questions",
    *map(sa.column, ("words", "why", "content")),
    sa.column("offered", Json()),
    sa.column("at", UtcDateTime()),
)


@pytest.fixture
def earlier(empty: str, vault: Vault) -> str:
    """A database as version 6 left it, with people in it."""
    engine = create_engine(sync_url(empty), poolclass=NullPool)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0006")
        _people(connection, vault)
    engine.dispose()
    return empty


def _people(connection: Connection, vault: Vault) -> None:
    key = vault.lookup(f"web\0{PEER}")
    citizen = {
        "channel": "web", "peer_key": key, "lang": "uk", "noticed": True, "reachable": True,
        "peer": vault.seal(PEER, column=citizens.PEER, row=key.hex()),
        "profile": vault.seal("{}", column=citizens.PROFILE, row=key.hex()),
        "created_at": NOW, "seen_at": NOW,
    }  # fmt: skip
    connection.execute(sa.insert(known), [citizen])
    for number, left in (("1", False), ("2", True)):
        event = f"{PEER}:{number}"
        body = vault.seal('{"text":"де"}', column=inbox.BODY, row=f"web\0{event}")
        row = {
            "channel": "web", "event_id": event, "state": "done", "attempts": 1,
            "peer_key": NOBODY if left else key, "body": b"" if left else body,
            "received_at": NOW,
        }  # fmt: skip
        connection.execute(sa.insert(events), [row])
    asked = {"why": "none", "content": "1", "offered": ["kep"], "at": NOW}
    for words in (PRIVATE[0], "код FQGE-K9PS"):
        connection.execute(sa.insert(unclear), [{**asked, "words": words}])
    for number, reason, did in (
        ("1111-1111", PRIVATE[1], ("extended",)),
        ("2222-2222", PRIVATE[2], ("extended", "forgotten")),
        ("3333-3333", "", ()),
    ):
        _request(connection, number, reason, did)
    _with_a_file(connection, vault)


def _request(connection: Connection, number: str, reason: str, did: tuple[str, ...]) -> None:
    clock: dict[str, Any] = {
        "promise": "law5d", "since": NOW.isoformat(), "due_at": NOW.isoformat(), "days": [],
        "rests": [], "resting_since": None, "extended": bool(reason), "reason": reason,
    }  # fmt: skip
    stored = sa.literal(json.dumps(clock, ensure_ascii=False), sa.Text)
    request = {
        "number": number, "kind": "information", "state": "taken", "lang": "uk", "came": "chat",
        "holder": "oblast", "why": {"why": "oblast", "km": None}, "clock": stored, "due_at": NOW,
        "created_at": NOW,
    }  # fmt: skip
    made = sa.insert(requests).values(request).returning(requests.c.id)
    id = connection.execute(made).scalar_one()
    for one in did:
        event = {"request_id": id, "did": one, "actor": "staff:1", "facts": {}, "at": NOW}
        connection.execute(sa.insert(request_events), [event])


def _with_a_file(connection: Connection, vault: Vault) -> None:
    """A stored file, listed in the first request."""
    key = vault.lookup("file")
    file = {
        "name": vault.seal("a", column="files.name", row=key.hex()), "size": 1, "link_key": key,
        "body": vault.seal("a", column="files.body", row=key.hex()), "media_type": "text/plain",
        "created_at": NOW, "expires_at": NOW,
    }  # fmt: skip
    connection.execute(sa.insert(files), [file])
    listed = vault.seal_json([{"ref": "file:1"}], column="requests.files", row="1111-1111")
    said = {"request_id": 1, "author": "citizen", "said": "words", "files": listed, "at": NOW}
    connection.execute(sa.insert(request_entries), [said])


def raw(url: str) -> bytes:
    """All bytes of the database: its files, or what the server has in its tables' files."""
    if url.startswith("sqlite"):
        path = Path(str(make_url(url).database))
        return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        tables = connection.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(c.oid), true) FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind IN ('r', 't') AND (nspname = 'public' OR relname LIKE 'pg_toast%')"
        ).fetchall()
    return b"".join(body or b"" for (body,) in tables)


async def test_words_are_sealed_and_what_reads_them_works(earlier: str, vault: Vault) -> None:
    assert PRIVATE[0].encode() in raw(earlier)
    assert migrate(earlier, vault=vault)
    left = raw(earlier)
    assert [word for word in PRIVATE if word.encode() in left] == []
    database = Database(earlier, vault=vault)
    await database.open()
    async with database.unit() as unit:
        questions = await Learning(unit, content_version="2").newest()
        assert [(one.words, one.offered) for one in questions] == [(PRIVATE[0], ("kep",))]
        rows = await unit.all(select(requests).order_by(requests.c.id))
        stored = await unit.all(select(sa.type_coerce(requests.c.clock, sa.Text).label("clock")))
        said = [await entry_rows.of_request(unit, row.id, row.number) for row in rows]
        (file,) = await unit.all(select(files.c.request_id))
        first, second = await unit.all(select(events).order_by(events.c.id))
        assert inbox.open_body(unit, first) == {"text": "де"}
        assert (second.peer_key, second.body) == (NOBODY, b"")
        again = [(f"{PEER}:{number}", PEER, {"text": "де"}) for number in "12"]
        inbox.accept(unit, "web", again, now=NOW)
    async with database.reading() as unit:
        assert len(await unit.all(select(events.c.id))) == 2  # both came before
    await database.close()
    assert [row.clock.extended for row in rows] == [True, True, False]
    assert "reason" not in "".join(row.clock for row in stored)
    told = [[(one.said, one.author, one.words, one.at) for one in each] for each in said]
    reason = (Said.REASON, "staff:1", PRIVATE[1], NOW)
    assert told == [[(Said.WORDS, "citizen", "", NOW), reason], [], []]
    assert file.request_id == 1  # it goes with it


def test_without_its_key_nothing_is_changed(earlier: str, vault: Vault) -> None:
    for wrong in (None, Vault(["another secret of the tests"])):
        with pytest.raises(DatabaseError, match="key"):
            migrate(earlier, vault=wrong)
    assert PRIVATE[0].encode() in raw(earlier)
    assert migrate(earlier, vault=vault)


def test_an_empty_database_needs_no_key(empty: str) -> None:
    assert migrate(empty)
    engine = create_engine(sync_url(empty), poolclass=NullPool)
    with engine.connect() as connection:
        assert connection.execute(select(request_entries.c.id)).all() == []
    engine.dispose()
