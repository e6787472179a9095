"""An empty database of either kind, for what an earlier version left."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.conftest import KINDS, in_database


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path) -> Iterator[str]:
    """The address of a database without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'old.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS earlier")
        connection.execute("CREATE DATABASE earlier")
        yield in_database(server, "earlier")
        connection.execute("DROP DATABASE earlier")
