"""What can't be done is told in words, with what to do instead; a start ends with code 1."""

import signal
import socket
from pathlib import Path

import httpx
import pytest

from tests.e2e.command import mistok
from tests.e2e.deployment import SECRET, living, page
from tests.ports import free_port
from tests.unit.content.small import small_content

NOWHERE = Path("/proc")  # where not even root can make a file


def test_all_wrong_settings_are_told_at_once(tmp_path: Path) -> None:
    wrong = {
        "database": "mysql://localhost/mistok",
        "content": "/nowhere",
        "port": "80800",
        "public_url": "bot.example.org",
        "secret": "short",
        "telegram_token": "abc",
        "log_format": "xml",
    }
    done = mistok("run", cwd=tmp_path, **wrong)
    assert (done.code, done.out) == (1, "")
    told = {line.partition(":")[0] for line in done.err.splitlines()}
    assert told == {f"MISTOK_{name.upper()}" for name in wrong}
    assert "short" not in done.err


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = mistok("run", cwd=tmp_path, port=port)
    assert (done.code, done.out) == (1, "")
    assert f"127.0.0.1:{port}" in done.err
    assert "MISTOK_PORT" in done.err
    assert list(tmp_path.iterdir()) == []


def test_an_address_of_another_machine_is_told(tmp_path: Path) -> None:
    done = mistok("run", cwd=tmp_path, host="203.0.113.1")
    assert done.code == 1
    assert "MISTOK_HOST" in done.err


@pytest.mark.parametrize("command", ["run", "chat"])
def test_a_disk_that_can_not_be_written_is_told(command: str) -> None:
    done = mistok(command, cwd=NOWHERE, port=str(free_port()))
    assert (done.code, done.out) == (1, "")
    assert "var/" in done.err
    assert "write access" in done.err


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("sqlite:////proc/mistok.db", "/proc/mistok.db"),
        ("sqlite:////dev/null/mistok.db", "MISTOK_DATABASE"),
        ("sqlite:///.", "MISTOK_DATABASE"),
        ("sqlite:///letter.txt", "file is not a database"),
        ("postgresql://bot:hunter2@127.0.0.1:1/mistok", "127.0.0.1"),
    ],
)
def test_a_database_that_can_not_be_used_is_told(tmp_path: Path, address: str, told: str) -> None:
    (tmp_path / "letter.txt").write_text("Шановні бібліотекарі! " * 50, encoding="utf-8")
    done = mistok("migrate", cwd=tmp_path, database=address)
    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert "MISTOK_DATABASE" in done.err
    assert "hunter2" not in done.err


def test_a_second_process_on_one_sqlite_file_is_refused(home: Path, http: httpx.Client) -> None:
    with living(home, http) as deployment:
        same = {"database": f"sqlite:///{home}/mistok.db", "secret": SECRET}
        done = mistok("run", cwd=home, port=str(free_port()), **same)
        assert (done.code, done.out) == (1, "")
        assert f"({deployment.process.pid})" in done.err
        assert "MISTOK_DATABASE" in done.err
        # What is done in between at the command line goes on beside it.
        assert mistok("staff", "list", cwd=home, **same).code == 0
        assert "Це Місток." in mistok("chat", cwd=home, **same).out
        deployment.process.kill()
        deployment.process.wait()
        with living(home, http):  # a killed one keeps nobody off
            pass


def test_a_channel_that_is_asked_for_needs_its_token(tmp_path: Path) -> None:
    done = mistok("run", cwd=tmp_path, telegram_mode="webhook")
    assert (done.code, done.out) == (1, "")
    assert "MISTOK_TELEGRAM_TOKEN" in done.err
    assert "MISTOK_PUBLIC_URL" in done.err


async def test_what_can_not_be_stored_is_not_acknowledged(home: Path, http: httpx.Client) -> None:
    with living(home, http) as deployment:
        async with page(deployment) as (visitor, stream):
            visitor.http.timeout = 30
            with deployment.locked():
                refused = await visitor.post(text="меню")
            assert (refused.status_code, refused.json()["code"]) == (503, "not_saved")
            assert refused.headers["retry-after"]
            assert (await visitor.post(text="дякую")).status_code == 202
            _, answer = await stream.next()
            assert answer["text"].startswith("Будь ласка.")


async def test_a_broken_content_file_is_named_and_the_others_load(
    tmp_path: Path, http: httpx.Client
) -> None:
    content = small_content(tmp_path, **{"services/driving.yaml": "services:\n  - id: [half\n"})
    with living(tmp_path, http, content=str(content)) as deployment:
        assert "content/services/driving.yaml:" in deployment.log()
        async with page(deployment) as (visitor, stream):
            await visitor.post(start="service__id-card")
            _, card = await stream.next()
            assert card["title"] == "Паспорт"
        assert deployment.stops(signal.SIGTERM) == 0


def test_a_wrong_key_is_told_before_anything_is_written(home: Path) -> None:
    ours, others = (
        "of-this-database-a-secret-in-40-letters.",
        "of-another-one-a-secret-in-40-letters...",
    )
    invited = ("staff", "invite", "--role", "admin", "--name", "Оксана")
    assert mistok("migrate", cwd=home, secret=ours).code == 0
    assert mistok(*invited, cwd=home, secret=ours).code == 0
    before = (home / "var" / "mistok.db").read_bytes()
    for command in (
        ("run",),
        ("chat",),
        ("migrate",),
        ("staff", "list"),
        ("learn", "list"),
        invited,
    ):
        done = mistok(*command, cwd=home, secret=others, port=str(free_port()))
        assert (done.code, done.out) == (1, "")
        assert "sealed with another key" in done.err
        assert "Put back the key" in done.err
        assert others not in done.err
    assert (home / "var" / "mistok.db").read_bytes() == before
    assert "Оксана" in mistok("staff", "list", cwd=home, secret=f"{ours} {others}").out


def test_no_new_key_is_made_for_a_database_that_has_one(tmp_path: Path) -> None:
    assert mistok("migrate", cwd=tmp_path).code == 0
    (tmp_path / "var" / "secret").unlink()
    done = mistok("staff", "list", cwd=tmp_path)
    assert (done.code, done.out) == (1, "")
    assert "Put back your copy of the key" in done.err
    assert not (tmp_path / "var" / "secret").exists()
