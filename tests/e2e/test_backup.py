"""A conversation goes on from a backup that was made while the service ran."""

import signal
import uuid
from pathlib import Path

import httpx

from tests.e2e.command import mistok
from tests.e2e.town import SECRET, Town, living
from tests.processes import until


def test_a_conversation_goes_on_after_a_restore(home: Path, http: httpx.Client) -> None:
    settings = {"secret": SECRET, "database": f"sqlite:///{home}/mistok.db"}
    with living(home, http) as town:
        session = http.post(f"{town.base}/chat/session").json()["session"]
        says(http, town, session, "людина", "Напишіть запитання бібліотекарю")
        made = mistok("backup", "kept.mistok", cwd=home, **settings)
        assert (made.code, made.err) == (0, "")
        says(http, town, session, "Слова після копії про млин", "млин")
        refused = mistok("restore", "kept.mistok", cwd=home, **settings)
        assert refused.code == 1
        assert "млин" in history(http, town, session)  # it went on undisturbed
        assert town.stops(signal.SIGTERM) == 0
    restored = mistok("restore", "kept.mistok", cwd=home, **settings)
    assert (restored.code, restored.err) == (0, "")
    with living(home, http) as town:
        told = history(http, town, session)
        assert "Напишіть запитання бібліотекарю" in told
        assert "млин" not in told
        # The form is still open: this is what is to be passed on, not a question to the bot.
        says(http, town, session, "Розкажіть про козацькі могили", "козацькі могили")
        until(lambda: "З якого ви села чи міста?" in history(http, town, session))
        town.log_is_calm()


def says(http: httpx.Client, town: Town, session: str, text: str, told: str) -> None:
    """Write, and wait until the conversation holds what is told."""
    sent = http.post(
        f"{town.base}/chat/messages",
        json={"id": str(uuid.uuid4()), "text": text},
        headers={"Authorization": f"Bearer {session}"},
    )
    assert sent.status_code == 202
    until(lambda: told in history(http, town, session))


def history(http: httpx.Client, town: Town, session: str) -> str:
    """The page's conversation, as it is sent."""
    headers = {"Authorization": f"Bearer {session}"}
    return http.get(f"{town.base}/chat/history", headers=headers).text.replace("\u00a0", " ")
