"""`mistok chat` through a pipe, as a person would type."""

import os
import signal
import subprocess
import time
from pathlib import Path

from tests.e2e.command import PATIENCE, PROGRAM, environment, mistok

STOP_SECONDS = 20.0  # one is enough where nobody else is at work


def test_a_conversation_from_hello_to_goodbye(home: Path) -> None:
    typed = "1\nДеражня\n1\nде взяти довідку про несудимість\n@44.0, 33.0\nменю\n"
    done = mistok("chat", cwd=home, typed=typed)
    assert (done.code, done.err) == (0, "")
    expected = (
        "Це Місток.",
        "[1] Знайти бібліотеку",
        "Де ви?",
        "1. Деражнянська міська центральна бібліотека – тут",
        "== Деражнянська міська центральна бібліотека ==",
        "≈ Деражнянська",
        "Довідка про несудимість",
        "→ МВС: замовити витяг: https://",
        "Звідси до Хмельницької області приблизно",
        "[4] Запитати бібліотекаря",
    )
    at = 0
    for text in expected:
        at = done.out.find(text, at)
        assert at >= 0, f"«{text}» is not said, or not in its turn\n{done.out}"
    again = mistok("chat", cwd=home)
    assert again.code == 0
    assert "Чим допомогти?" in again.out
    assert "Це Місток." not in again.out  # it remembers


def test_bytes_that_are_no_text_are_answered_too(home: Path) -> None:
    done = mistok("chat", cwd=home, typed=b"\xff\xfe\x00\n\n   \n/no_such\n" + b"x" * 5000)
    assert (done.code, done.err) == (0, "")
    assert "Не знаю такої команди." in done.out


def heeds_ctrl_c() -> None:
    """What is started in the background by a shell ignores it, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_leaves_at_once_though_nobody_presses_enter(home: Path) -> None:
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(
        [*PROGRAM, "chat"], cwd=home, env=environment({}), preexec_fn=heeds_ctrl_c, **pipes
    ) as chat:
        shown, until = b"", time.monotonic() + PATIENCE
        while b"[6] English" not in shown and chat.poll() is None:
            assert time.monotonic() < until, shown.decode()
            shown += os.read(chat.stdout.fileno(), 4096)
        chat.send_signal(signal.SIGINT)
        try:
            assert chat.wait(timeout=STOP_SECONDS) == 130
            assert b"Traceback" not in chat.stderr.read()
        finally:
            chat.kill()
