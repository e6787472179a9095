"""The child that reads foreign bytes: bounded, killed, and never in the way of others."""

import asyncio
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.files.bounded_child import NoAnswerError
from bot.files.child import COMMAND, ROOT, Child, FoundKind
from bot.files.examiner import Examiner
from bot.files.kinds import EXTENSIONS
from bot.files.rules import FileRefusedError
from tests.unit.files.risky import MEGABYTE, RISKY, bomb, deflated
from tests.unit.files.samples import REFUSED, TAKEN
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.slow

PDF = b"%PDF-1.7\n"
REFUSAL = FoundKind(None, ())


def program(text: str) -> tuple[str, ...]:
    """A child that does something else."""
    return (sys.executable, "-I", "-S", "-c", text)


def measured(report: Path) -> tuple[str, ...]:
    """The real child, whose greatest memory (in megabytes) is written down."""
    return program(
        "import resource, subprocess\n"
        f"said = subprocess.check_output({COMMAND!r}, text=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        f"open({str(report)!r}, 'w').write(str(used.ru_maxrss // 1024))\n"
        "print(said, end='')\n"
    )


@pytest.mark.parametrize(("media_type", "body"), TAKEN[:9])
async def test_it_finds_what_the_judge_finds(media_type: str, body: bytes) -> None:
    assert await Child().judge(body, is_sheet=False) == FoundKind(media_type, ())


async def test_risks_come_in_their_order() -> None:
    _, body, _ = RISKY["docx, an object elsewhere"]
    assert (await Child().judge(body, is_sheet=False)).risks == ("remote", "embedded")


async def test_the_name_of_a_table_matters() -> None:
    for name, risks in (("a.csv", ("formulas",)), ("a.txt", ())):
        verdict = await Examiner().examine(b"=1+1", name)
        assert (verdict.media_type, verdict.risks) == ("text/plain", risks)


# Made by the tests themselves: it takes seconds, in each worker if at import.
BOMBS: dict[str, Callable[[], bytes]] = {
    "bzip2": lambda: bomb(zipfile.ZIP_BZIP2, megabytes=150),
    "lzma": lambda: bomb(zipfile.ZIP_LZMA, megabytes=150),
    "deflate": lambda: deflated("[Content_Types]a.xml", 150 * MEGABYTE),
    "an untrue length": lambda: deflated("word/_rels/a.rels", 150 * MEGABYTE, told=100),
}


@pytest.mark.parametrize("kind", BOMBS)
async def test_a_bomb_takes_little_memory_and_is_refused(tmp_path: Path, kind: str) -> None:
    body = BOMBS[kind]()
    assert len(body) < MEGABYTE
    report = tmp_path / "memory"
    assert await Child(measured(report)).judge(body, is_sheet=False) == REFUSAL
    assert int(report.read_text()) < 100


async def test_what_takes_too_much_memory_is_refused() -> None:
    """Whatever the reason: here the judge itself asks for two gigabytes."""
    greedy = COMMAND[-1].replace(
        "import bot.files.parsing.judge",
        "import bot.files.parsing.judge as j; j.judged = lambda *a, **k: bytes(2 << 30); "
        "import bot.files.parsing.judge",
    )
    assert await Child((*COMMAND[:-1], greedy)).judge(PDF, is_sheet=False) == REFUSAL


async def test_what_takes_too_much_time_is_killed_as_the_files_own_fault() -> None:
    busy = COMMAND[-1].replace(
        "import bot.files.parsing.judge",
        "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1)); "
        "import bot.files.parsing.judge as j; j._limit = lambda size: None; "
        "j.judged = lambda *a, **k: [0 for _ in iter(int, 1)]; import bot.files.parsing.judge",
    )
    with pytest.raises(NoAnswerError) as failed:
        await Child((*COMMAND[:-1], busy)).judge(PDF, is_sheet=False)
    assert failed.value.fault


def test_the_real_child_may_write_no_file_and_use_little(tmp_path: Path) -> None:
    told = COMMAND[-1].replace(
        "import bot.files.parsing.judge",
        "import resource as r, json, sys, bot.files.parsing.judge as j\n"
        "def judged(*a, **k):\n"
        "    names = ('AS', 'CPU', 'FSIZE', 'CORE', 'NOFILE')\n"
        "    sys.stdout.write(json.dumps({'media_type': None, 'risks': [], 'limits': {\n"
        "        name: r.getrlimit(getattr(r, 'RLIMIT_' + name)) for name in names}}) + '\\n')\n"
        "    raise SystemExit\n"
        "j.judged = judged\n"
        "import bot.files.parsing.judge",
    )
    given = json.dumps({"size": len(PDF), "sheet": False}).encode() + b"\n" + PDF
    done = subprocess.run([*COMMAND[:-1], told], input=given, capture_output=True, env={})
    limits = json.loads(done.stdout)["limits"]
    assert limits["FSIZE"] == limits["CORE"] == [0, 0]
    assert limits["CPU"] == [3, 3]
    assert limits["AS"][1] < 200 * MEGABYTE
    assert limits["NOFILE"] == [16, 16]


async def test_one_that_never_answers_is_killed_and_the_file_may_come_again(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    text = f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    with pytest.raises(NoAnswerError) as failed:
        await Child(program(text), seconds=3).judge(bytes(MEGABYTE), is_sheet=False)
    assert not failed.value.fault
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


async def test_who_gives_up_leaves_no_child(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    text = (
        f"import os, time; open({str(pid)!r} + '.new', 'w').write(str(os.getpid())); "
        f"os.rename({str(pid)!r} + '.new', {str(pid)!r}); time.sleep(600)"
    )
    child = Child(program(text))
    asking = asyncio.create_task(child.judge(PDF, is_sheet=False))
    await until(pid.exists)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


async def test_who_gives_up_at_any_moment_is_let_go() -> None:
    child = Child(program("import time; time.sleep(600)"))
    for steps in range(12):
        asking = asyncio.create_task(child.judge(PDF, is_sheet=False))
        for _ in range(steps):
            await asyncio.sleep(0)
        asking.cancel()
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(asyncio.CancelledError):
                await asking


@pytest.mark.parametrize(
    "text",
    [
        "raise SystemExit(1)",
        "import os; os.kill(os.getpid(), 9)",
        "print('{')",
        "print('[]')",
        'print(\'{"media_type": 5, "risks": []}\')',
        "print('x' * 1_000_000)",
        "import sys; sys.stdin.close(); print()",
    ],
    ids=["ends", "killed", "half", "list", "odd", "endless", "deaf"],
)
async def test_one_that_answers_nothing_sensible_refuses_the_file(text: str) -> None:
    with pytest.raises(NoAnswerError) as failed:
        await Child(program(text)).judge(bytes(3 * MEGABYTE), is_sheet=False)
    assert failed.value.fault
    with pytest.raises(FileRefusedError) as refused:
        await Examiner(child=Child(program(text))).examine(PDF, "a.pdf")
    assert refused.value.code == "type"


async def test_without_a_program_the_file_may_come_again() -> None:
    with pytest.raises(FileRefusedError) as refused:
        await Examiner(child=Child(("/nowhere/python",))).examine(PDF, "a.pdf")
    assert (refused.value.code, refused.value.after) == ("busy", 30)


def begun(folder: Path) -> int:
    """How many children have said so."""
    return len(list(folder.glob("began*")))


async def test_two_at_once_and_meanwhile_everything_goes_on(tmp_path: Path) -> None:
    """Two files keep their children busy until the test lets them go; a third waits its turn."""
    gate = tmp_path / "gate"
    text = (
        "import os, sys, time\n"
        f"open({str(tmp_path)!r} + '/began' + str(os.getpid()), 'w').close()\n"
        f"while not os.path.exists({str(gate)!r}): time.sleep(0.01)\n"
        "sys.stdin.buffer.readline(); sys.stdin.buffer.read()\n"
        'print(\'{"media_type": "application/pdf", "risks": []}\')'
    )
    child = Child(program(text))
    asked = [asyncio.create_task(child.judge(PDF, is_sheet=False)) for _ in range(5)]
    await until(lambda: begun(tmp_path) >= 2)
    assert not any(one.done() for one in asked)  # and this loop went on
    assert begun(tmp_path) == 2
    gate.touch()
    assert [one.media_type for one in await asyncio.gather(*asked)] == ["application/pdf"] * 5
    assert begun(tmp_path) == 5


async def test_a_turn_that_does_not_come_is_told() -> None:
    child = Child(program("import time; time.sleep(600)"), at_once=1, seconds=600, patience=0.1)
    first = asyncio.create_task(child.judge(PDF, is_sheet=False))
    await asyncio.sleep(0)
    with pytest.raises(NoAnswerError) as failed:
        await child.judge(PDF, is_sheet=False)
    assert not failed.value.fault
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_the_child_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISTOK_SECRET", "x" * 40)
    text = (
        "import json, os, sys; sys.stdin.buffer.read(); "
        "print(json.dumps({'media_type': ' '.join(os.environ), 'risks': []}))"
    )
    known = (await Child(program(text)).judge(PDF, is_sheet=False)).media_type or ""
    assert {one for one in known.split() if one != "LC_CTYPE"} == set()


def test_it_imports_little() -> None:
    listed = "import sys; print(*sorted(m for m in sys.modules if m.startswith('bot')))"
    text = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import bot.files.parsing.judge; {listed}"
    )
    done = subprocess.run(program(text), capture_output=True, text=True, env={}, check=True)
    ours = done.stdout.split()
    assert all(
        one in {"bot", "bot.files", "bot.files.kinds", "bot.files.limits"}
        or one.startswith("bot.files.parsing")
        for one in ours
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    some.sampled_from([*(body for _, body in TAKEN), *(b for b, _ in REFUSED.values())]),
    some.binary(min_size=1, max_size=60),
    some.floats(0, 1),
)
def test_no_changed_file_breaks_the_parent(body: bytes, noise: bytes, at: float) -> None:
    start = int(at * len(body))
    changed = body[:start] + noise + body[start + len(noise) :]

    async def examined() -> str:
        try:
            return (await Examiner().examine(changed, "a.csv")).media_type
        except FileRefusedError as refused:
            return refused.code

    assert asyncio.run(examined()) in {*EXTENSIONS, "type"}
