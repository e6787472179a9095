"""Citizens of an earlier version keep all that is theirs, and no id is given twice."""

from pathlib import Path

from alembic import command
from sqlalchemy import create_engine, text

from bot.storage.migrate import alembic_config, migrate


def test_citizens_of_before_stay_who_they_are(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    engine = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0024")
        for number in (1, 2, 9):
            connection.execute(
                text(
                    "INSERT INTO citizens (id, channel, peer_key, peer, lang, noticed, reachable,"
                    " profile, created_at, seen_at) VALUES (:id, 'web', :key, x'00', 'uk', 1, 1,"
                    " x'00', '2026-01-01', '2026-01-01')"
                ),
                {"id": number, "key": bytes([number]) * 16},
            )
        connection.execute(
            text("INSERT INTO dialogues (citizen_id, state, updated_at) VALUES (2, x'00', '2026')")
        )
        connection.execute(text("DELETE FROM citizens WHERE id = 9"))
    assert migrate(url)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT citizen_id FROM dialogues")).scalar() == 2
        new = connection.execute(
            text(
                "INSERT INTO citizens (channel, peer_key, peer, lang, noticed, reachable, profile,"
                " created_at, seen_at) SELECT 'web', x'77', peer, lang, 1, 1, profile, created_at,"
                " seen_at FROM citizens WHERE id = 2 RETURNING id, home_id"
            )
        ).one()
    assert tuple(new) == (10, None)
    engine.dispose()
