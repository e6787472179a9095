"""«Забудь мене» in the real process: nothing readable of the citizen stays."""

import signal
from pathlib import Path

import httpx

from tests.e2e.deployment import living, told
from tests.e2e.telegram import Telegram

OF_CONTENT = {"cache", "content"}  # folders of what was prepared from it, and of its copies
# Of a number alone a process or a page of the database may have the same.
SECRETS = ("метричну", "Соломія-Параскева", "1913 рік")


async def test_forget_me_empties_the_tables(
    home: Path, http: httpx.Client, telegram: Telegram
) -> None:
    citizen = telegram.citizen(name="Соломія-Параскева")
    with living(home, http, telegram=telegram) as deployment:
        await citizen.starts("save_library__hounb")
        await citizen.hears(2)
        await citizen.says("людина")
        await citizen.hears()
        await citizen.says("Де шукати метричну книгу за 1913 рік?")
        await citizen.hears()
        await citizen.taps("Будь-яка бібліотека")
        await told(citizen, "Звернення зберігаємо для")
        await citizen.taps("Надіслати")
        await told(citizen, "Номер звернення")
        await citizen.says("забудь мене")
        await told(citizen, "Видалити все про вас?")
        await citizen.taps("Видалити все")
        await told(citizen, "усе про вас видалено")
        assert deployment.rows("SELECT * FROM citizens") == []
        assert deployment.rows("SELECT * FROM dialogues") == []
        assert deployment.rows("SELECT citizen_id, state FROM requests") == [(None, "withdrawn")]
        assert deployment.rows("SELECT words, files FROM request_entries") == [(None, None)]
        # Of the events only numbers stay: the channel may deliver them again.
        assert deployment.rows("SELECT id FROM inbox WHERE length(body) > 0") == []
        # The goodbye was still on its way.
        assert len(deployment.rows("SELECT * FROM outbox")) <= 1
        assert deployment.stops(signal.SIGTERM) == 0
        deployment.log_is_calm()
    for secret in (*SECRETS, str(citizen.id)):
        assert holding(home, secret) == []


def holding(folder: Path, secret: str) -> list[Path]:
    """Files there with this text in them; what was prepared from the content aside."""
    files = [one for one in folder.rglob("*") if one.is_file() and OF_CONTENT.isdisjoint(one.parts)]
    return [one for one in files if secret.encode() in one.read_bytes()]
