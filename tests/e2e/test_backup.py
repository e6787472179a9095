"""A conversation goes on from a backup that was made while the service ran."""

import signal
import uuid
from pathlib import Path

import httpx

from tests.e2e.command import mistok
from tests.e2e.deployment import SECRET, Deployment, living
from tests.waiting import wait_until


def test_a_conversation_goes_on_after_a_restore(home: Path, http: httpx.Client) -> None:
    settings = {"secret": SECRET, "database": f"sqlite:///{home}/mistok.db"}
    with living(home, http) as deployment:
        session = http.post(f"{deployment.base}/chat/session").json()["session"]
        says(http, deployment, session, "людина", "Напишіть запитання бібліотекарю")
        made = mistok("backup", "kept.mistok", cwd=home, **settings)
        assert (made.code, made.err) == (0, "")
        says(http, deployment, session, "Слова після копії про млин", "млин")
        refused = mistok("restore", "kept.mistok", cwd=home, **settings)
        assert refused.code == 1
        assert "млин" in history(http, deployment, session)  # it went on undisturbed
        assert deployment.stops(signal.SIGTERM) == 0
    restored = mistok("restore", "kept.mistok", cwd=home, **settings)
    assert (restored.code, restored.err) == (0, "")
    with living(home, http) as deployment:
        told = history(http, deployment, session)
        assert "Напишіть запитання бібліотекарю" in told
        assert "млин" not in told
        # The form is still open: this is what is to be passed on, not a question to the bot.
        says(http, deployment, session, "Розкажіть про козацькі могили", "козацькі могили")
        wait_until(lambda: "З якого ви села чи міста?" in history(http, deployment, session))
        deployment.log_is_calm()


def says(http: httpx.Client, deployment: Deployment, session: str, text: str, told: str) -> None:
    """Write, and wait until the conversation holds what is told."""
    sent = http.post(
        f"{deployment.base}/chat/messages",
        json={"id": str(uuid.uuid4()), "text": text},
        headers={"Authorization": f"Bearer {session}"},
    )
    assert sent.status_code == 202
    wait_until(lambda: told in history(http, deployment, session))


def history(http: httpx.Client, deployment: Deployment, session: str) -> str:
    """The page's conversation, as it is sent."""
    headers = {"Authorization": f"Bearer {session}"}
    return http.get(f"{deployment.base}/chat/history", headers=headers).text.replace("\u00a0", " ")
