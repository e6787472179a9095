"""Seals what was readable: unclear questions, reasons of longer terms, whose an event is."""

import re
import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.sealing import key_of_this_database, rows_of
from bot.storage.schema import Json, UtcDateTime
from bot.storage.vault import Vault

revision = "0007"
down_revision = "0006"

CODE = re.compile(r"\b\w{4}[-–—]\w{4}\b")  # perhaps of an invitation
EVENT, BODY = "event\0{}\0{}", "inbox.body"
inbox = sa.table(
    "inbox",
    *map(sa.column, ("id", "channel", "event_id")),
    sa.column("body", sa.LargeBinary()),
)
unclear = sa.table(
    "unclear_questions",
    *map(sa.column, ("id", "words", "why", "chosen", "content")),
    sa.column("offered", Json()),
    sa.column("at", UtcDateTime()),
)
requests = sa.table("requests", sa.column("id"), sa.column("number"), sa.column("clock", Json()))
entries = sa.table(
    "request_entries",
    *map(sa.column, ("request_id", "author", "said")),
    sa.column("words", sa.LargeBinary()),
    sa.column("at", UtcDateTime()),
)
events = sa.table(
    "request_events",
    *map(sa.column, ("id", "request_id", "did", "actor")),
    sa.column("at", UtcDateTime()),
)


def upgrade() -> None:
    """Forwards; there is no way back, restore a backup instead."""
    _events_by_digest()
    _unclear_questions()
    _reasons()
    _written_anew()


def _events_by_digest() -> None:
    """A channel's own id of an event may name its citizen: a keyed digest stands for it."""
    change = (
        sa.update(inbox)
        .where(inbox.c.id == sa.bindparam("which"))
        .values(event_id=sa.bindparam("known_as"), body=sa.bindparam("sealed"))
    )
    for rows in rows_of(sa.select(inbox), inbox.c.id):
        vault = key_of_this_database()
        op.get_bind().execute(change, [_known_anew(vault, row) for row in rows])


def _known_anew(vault: Vault, row: Any) -> dict[str, Any]:
    known_as = vault.lookup(EVENT.format(row.channel, row.event_id)).hex()
    body = b""
    if row.body:  # of a citizen who left none is kept
        body = vault.seal_bytes(
            vault.open_bytes(row.body, column=BODY, row=f"{row.channel}\0{row.event_id}"),
            column=BODY,
            row=f"{row.channel}\0{known_as}",
        )
    return {"which": row.id, "known_as": known_as, "sealed": body}


def _unclear_questions() -> None:
    """A new table in place of the old one; whose the earlier ones are can't be told any more."""
    before = op.get_bind().execute(sa.select(unclear).order_by(unclear.c.id)).all()
    vault = key_of_this_database() if before else None
    op.drop_table("unclear_questions")
    made = op.create_table(
        "unclear_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asker_key", sa.LargeBinary(16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("offered", Json(), nullable=False),
        sa.Column("chosen", sa.String(length=64), nullable=True),
        sa.Column("content", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unclear_questions")),
    )
    op.create_index("ix_unclear_questions_at", "unclear_questions", ["at"])
    op.create_index("ix_unclear_questions_asker_key", "unclear_questions", ["asker_key"])
    if vault is not None:
        kept = [_sealed(vault, row) for row in before if not CODE.search(row.words)]
        op.bulk_insert(made, kept)


def _sealed(vault: Vault, row: Any) -> dict[str, Any]:
    nobody = secrets.token_bytes(16)
    words = vault.seal(row.words, column="unclear_questions.words", row=nobody.hex())
    given = {name: getattr(row, name) for name in ("why", "offered", "chosen", "content", "at")}
    return {"asker_key": nobody, "words": words, **given}


def _reasons() -> None:
    """Why a term was made longer becomes an entry of the request, which is erased with it."""
    change = (
        sa.update(requests)
        .where(requests.c.id == sa.bindparam("which"))
        .values(clock=sa.bindparam("counted", type_=Json()))
    )
    for rows in rows_of(sa.select(requests), requests.c.id):
        for row in rows:
            clock = dict(row.clock)
            reason = clock.pop("reason", None)
            if reason is None:
                continue
            if reason:
                _tell_reason(row, reason)
            op.get_bind().execute(change, {"which": row.id, "counted": clock})


def _tell_reason(request: Any, reason: str) -> None:
    of_it = sa.select(events).where(events.c.request_id == request.id).order_by(events.c.id.desc())
    told = op.get_bind().execute(of_it).all()
    extended = next((one for one in told if one.did == "extended"), None)
    if extended is None or any(one.did == "forgotten" for one in told):
        return
    words = key_of_this_database().seal(reason, column="requests.words", row=request.number)
    op.bulk_insert(
        entries,
        [
            {
                "request_id": request.id, "author": extended.actor, "said": "reason",
                "words": words, "at": extended.at,
            }
        ],
    )  # fmt: skip


def _written_anew() -> None:
    """PostgreSQL keeps what was changed in a table's file; a new file has only what is left."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE inbox ALTER COLUMN event_id TYPE varchar(128) USING event_id || ''")
        op.execute("ALTER TABLE requests ALTER COLUMN clock TYPE text USING clock || ''")
