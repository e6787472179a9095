"""The rows a turn lives by: accepted once, in order, sealed, sent once, forgotten whole."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.storage import citizens, inbox, letter_owners, outbox, processes
from bot.storage.database import Database
from bot.storage.forgetting import forget
from bot.storage.process import this_process
from bot.storage.tables import NOBODY
from bot.storage.tables import inbox as inbox_table
from bot.storage.tables import outbox as outbox_table
from bot.storage.vault import Vault, VaultError

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


async def accept(database: Database, *events: tuple[str, str, dict[str, object]]) -> list[bytes]:
    async with database.unit() as unit:
        return inbox.accept(unit, "web", events, now=NOW)


async def test_an_event_that_comes_twice_is_kept_once(database: Database) -> None:
    await accept(database, ("1", "olena", {"text": "привіт"}))
    (key,) = await accept(database, ("1", "olena", {"text": "привіт"}))
    async with database.unit() as unit:
        row = await unit.first(inbox.oldest, {"peer_key": key})
        inbox.end(unit, row.id, attempts=1)
        assert inbox.read_waiting(unit, row).body == {"text": "привіт"}
    async with database.reading() as unit:
        assert await unit.first(inbox.oldest, {"peer_key": key}) is None
        assert await inbox.waiting_peers(unit) == []


async def test_events_of_one_citizen_come_out_in_order(database: Database) -> None:
    await accept(database, ("1", "olena", {"n": 1}), ("2", "ivan", {"n": 9}))
    (key,) = await accept(database, ("3", "olena", {"n": 2}))
    seen = []
    for _ in range(2):
        async with database.unit() as unit:
            row = await unit.first(inbox.oldest, {"peer_key": key})
            seen.append(inbox.read_waiting(unit, row).body["n"])
            inbox.end(unit, row.id, attempts=1)
    assert seen == [1, 2]


async def test_words_and_addresses_rest_unreadable(database: Database) -> None:
    (key,) = await accept(database, ("1", "tel-0671112233", {"text": "мене б’є чоловік"}))
    async with database.unit() as unit:
        citizens.add(unit, "web", "tel-0671112233", key=key, lang="uk", now=NOW)
        raw = await unit.first(select(inbox_table.c.body, inbox_table.c.peer_key))
    assert "чоловік".encode() not in raw.body
    assert b"0671112233" not in raw.peer_key


async def test_a_failed_turn_leaves_nothing(database: Database) -> None:
    (key,) = await accept(database, ("1", "olena", {}))

    async def broken_turn() -> None:
        async with database.unit() as unit:
            citizens.add(unit, "web", "olena", key=key, lang="uk", now=NOW)
            assert await unit.first(citizens.known, {"peer_key": key})
            raise RuntimeError("a step broke")

    with pytest.raises(RuntimeError, match="a step broke"):
        await broken_turn()
    async with database.reading() as unit:
        assert await unit.first(citizens.known, {"peer_key": key}) is None


async def test_a_letter_is_claimed_by_one_and_comes_back_when_its_holder_dies(
    database: Database,
) -> None:
    (key,) = await accept(database, ("1", "olena", {}))
    async with database.unit() as unit:
        citizens.add(unit, "web", "olena", key=key, lang="uk", now=NOW)
        rows = [
            outbox.letter_row(
                unit, {"text": str(n)}, key=f"1.{n}", channel="web", peer_key=key, now=NOW
            )
            for n in range(3)
        ]
        await outbox.queue(unit, rows)
    async with database.unit() as unit:
        processes.register(unit, "one", this_process(), serves=False, now=NOW)
        letters = await letter_owners.take(unit, me="one")
    assert [letter.body["text"] for letter in letters] == ["0", "1", "2"]
    assert letters[0].peer == "olena"
    async with database.unit() as unit:
        outbox.sent(unit, {letters[0].id: ""}, now=NOW)
        letter_owners.free_dead(unit, now=NOW + timedelta(days=1))  # no clock makes it dead
        assert await letter_owners.take(unit, me="two") == []
    async with database.unit() as unit:
        _, (one,), _ = await processes.beat(unit, "two", wanted=(), now=NOW)
        await processes.beat(unit, "one", wanted=(), now=NOW)
        assert await processes.bury(unit, [one]) == 0  # it has given a sign since it was seen
        letter_owners.free_dead(unit, now=NOW)
        assert await letter_owners.take(unit, me="two") == []
    async with database.unit() as unit:
        _, (one,), _ = await processes.beat(unit, "two", wanted=(), now=NOW)
        assert await processes.bury(unit, [one]) == 1
        letter_owners.free_dead(unit, now=NOW)
        again = await letter_owners.take(unit, me="two")
    assert [letter.body["text"] for letter in again] == ["1", "2"]


async def test_a_letter_is_left_to_who_has_its_channel(database: Database) -> None:
    (key,) = await accept(database, ("1", "olena", {}))
    async with database.unit() as unit:
        citizens.add(unit, "web", "olena", key=key, lang="uk", now=NOW)
        row = outbox.letter_row(unit, {"text": "0"}, key="1", channel="web", peer_key=key, now=NOW)
        await outbox.queue(unit, [row])
    async with database.unit() as unit:
        assert await letter_owners.take(unit, me="one", only="terminal") == []
        assert await letter_owners.take(unit, me="two", only="web")


async def test_a_released_letter_waits_for_those_before_it(database: Database) -> None:
    (key,) = await accept(database, ("1", "olena", {}))
    async with database.unit() as unit:
        citizens.add(unit, "web", "olena", key=key, lang="uk", now=NOW)
        rows = [
            outbox.letter_row(
                unit,
                {"text": str(n)},
                key=f"1.{n}",
                channel="web",
                peer_key=key,
                now=NOW,
                owner="one" if n == 0 else None,
            )
            for n in range(2)
        ]
        await outbox.queue(unit, rows)
    async with database.unit() as unit:
        assert await letter_owners.take(unit, me="two") == []
    async with database.unit() as unit:
        letter_owners.free_dead(unit, now=NOW)
        assert len(await letter_owners.take(unit, me="one")) == 2


async def test_forgetting_deletes_every_stored_word(database: Database) -> None:
    (key,) = await accept(database, ("1", "olena", {"text": "таємниця"}))
    async with database.unit() as unit:
        citizens.add(unit, "web", "olena", key=key, lang="uk", now=NOW)
        row = await unit.first(citizens.known, {"peer_key": key})
        citizens.save_dialogue(unit, row.id, {"mark": 1}, now=NOW)
        letters = await outbox.queue(
            unit,
            [
                outbox.letter_row(
                    unit, {"text": "так"}, key="1.0", channel="web", peer_key=key, now=NOW
                )
            ],
        )
        outbox.sent(unit, {id: "" for id, _ in letters}, now=NOW)
        event = await unit.first(inbox.oldest, {"peer_key": key})
        inbox.end(unit, event.id, attempts=1)
        forget(unit, row.id, key=key, now=NOW)
    async with database.reading() as unit:
        assert await unit.first(citizens.known, {"peer_key": key}) is None
        assert await unit.all(select(outbox_table.c.id)) == []
        (event,) = await unit.all(select(inbox_table))
    # Its number alone stays: the channel may deliver it again.
    assert event.event_id == inbox.event_key(database, "web", "1")
    assert (event.peer_key, event.body) == (NOBODY, b"")
    await accept(database, ("1", "olena", {"text": "таємниця"}))
    async with database.reading() as unit:
        assert await inbox.waiting_peers(unit) == []


async def test_what_is_on_its_way_reaches_a_citizen_who_left(database: Database) -> None:
    (key,) = await accept(database, ("1", "olena", {}))
    async with database.unit() as unit:
        citizens.add(unit, "web", "olena", key=key, lang="uk", now=NOW)
        row = await unit.first(citizens.known, {"peer_key": key})
        body = {"text": "бувайте"}
        await outbox.queue(
            unit,
            [outbox.letter_row(unit, body, key="1.0", channel="web", peer_key=key, now=NOW)],
        )
        forget(unit, row.id, key=key, now=NOW)
    async with database.unit() as unit:
        (letter,) = await letter_owners.take(unit, me="one")
        assert (letter.peer, letter.body) == ("olena", body)
        outbox.sent(unit, {letter.id: ""}, now=NOW)
    async with database.reading() as unit:
        assert await unit.all(select(outbox_table.c.peer)) == [(None,)]


def test_a_swapped_or_damaged_cell_does_not_open(vault: Vault) -> None:
    cell = vault.seal("слово", column="inbox.body", row="1")
    assert vault.open(cell, column="inbox.body", row="1") == "слово"
    for column, row, bytes_ in (
        ("inbox.body", "2", cell),
        ("outbox.body", "1", cell),
        ("inbox.body", "1", cell[:-1] + bytes([cell[-1] ^ 1])),
        ("inbox.body", "1", bytes([cell[0] ^ 1]) + cell[1:]),
    ):
        with pytest.raises(VaultError):
            vault.open(bytes_, column=column, row=row)


def test_a_new_secret_opens_what_the_old_one_sealed(vault: Vault) -> None:
    cell = vault.seal("слово", column="c", row="1")
    both = Vault(["a secret of the tests", "a newer secret"])
    assert both.open(cell, column="c", row="1") == "слово"
    assert both.lookup("web\0olena") == vault.lookup("web\0olena")
    assert both.seal("слово", column="c", row="1")[:9] != cell[:9]


async def test_a_moment_without_a_time_zone_is_refused(database: Database) -> None:
    async with database.unit() as unit:
        with pytest.raises(ValueError, match="time zone"):
            citizens.seen(unit, 1, now=datetime(2026, 11, 23))  # noqa: DTZ001


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_transaction_in_a_transaction_is_a_mistake_and_no_long_silence(
    database: Database,
) -> None:
    async with database.unit():
        with pytest.raises(RuntimeError, match="within another"):
            async with database.unit():
                pass
    async with database.unit() as unit:
        await unit.first(inbox.oldest, {"peer_key": b"x"})


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_look_within_a_look_is_refused_at_once(database: Database) -> None:
    async with database.reading():
        with pytest.raises(RuntimeError, match="within another"):
            async with database.reading():
                pass
    async with database.reading() as unit:
        assert await unit.all(select(outbox_table.c.id)) == []
