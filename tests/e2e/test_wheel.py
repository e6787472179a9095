"""The package, built and installed into an empty environment, works in an empty folder."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import httpx
import pytest

from bot.app.settings import ROOT
from tests.ports import free_port
from tests.processes import is_ready
from tests.waiting import PATIENCE, wait_until


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`bin` of an environment that has our dependencies and the wheel, but not this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation",
         "-w", str(folder), str(ROOT), cwd=folder)  # fmt: skip
    (wheel,) = folder.glob("mistok-*.whl")
    environment = folder / "environment"
    _run(sys.executable, "-m", "venv", "--without-pip", str(environment), cwd=folder)
    python = environment / "bin" / "python"
    places = _run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))",
                  cwd=folder)  # fmt: skip
    # A path in a .pth file is not searched for further .pth files: the checkout stays out.
    Path(places.strip(), "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    _run(sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps",
         "--no-index", str(wheel), cwd=folder)  # fmt: skip
    return environment / "bin"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it runs; what it has learnt of the content is kept there from test to test."""
    return tmp_path_factory.mktemp("empty")


def test_it_checks_answers_and_makes_a_content_folder(installed: Path, empty: Path) -> None:
    mistok = str(installed / "mistok")
    _run(mistok, "check", "--errors", cwd=empty)
    answered = json.loads(_run(mistok, "ask", "як оформити субсидію", cwd=empty))
    assert answered["hits"][0]["id"] == "housing-subsidy"
    _run(mistok, "init", "own", cwd=empty)
    assert files(empty / "own") == files(ROOT / "content")


def test_it_serves_the_chat(installed: Path, empty: Path) -> None:
    port = free_port()
    with (empty / "log").open("wb") as log, httpx.Client(timeout=PATIENCE) as http:
        bot = subprocess.Popen(
            [str(installed / "mistok"), "run"],
            cwd=empty,
            env=_environment() | {"MISTOK_PORT": str(port)},
            stdout=log,
            stderr=log,
        )
        try:
            base = f"http://127.0.0.1:{port}"
            wait_until(lambda: bot.poll() is not None or is_ready(http, base))
            assert bot.poll() is None, (empty / "log").read_text(encoding="utf-8")
            assert "Місток" in http.get(f"{base}/").text
            assert http.get(f"{base}/desk/sign-in").status_code == 200
        finally:
            bot.terminate()
            bot.wait(timeout=PATIENCE)


def test_init_leaves_a_folder_that_is_in_use_alone(installed: Path, tmp_path: Path) -> None:
    kept = tmp_path / "own" / "kept.txt"
    kept.parent.mkdir()
    kept.write_text("мій файл", encoding="utf-8")
    done = subprocess.run(
        [str(installed / "mistok"), "init", "own"],
        cwd=tmp_path,
        env=_environment(),
        capture_output=True,
        timeout=2 * PATIENCE,
    )
    assert done.returncode != 0
    assert "не порожня" in done.stderr.decode()
    assert list(kept.parent.iterdir()) == [kept]


def files(folder: Path) -> dict[str, bytes]:
    """What is in a folder, by its names there."""
    found = (one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def _run(*command: str, cwd: Path) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=_environment(), capture_output=True, timeout=2 * PATIENCE
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MISTOK_")}
    kept.pop("PYTHONPATH", None)
    return kept | {"PYTHONIOENCODING": "utf-8"}
