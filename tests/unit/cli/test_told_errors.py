"""What is typed wrong is told in Ukrainian, with what to do next: of every command."""

import re
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot.cli.command import app
from tests.unit.cli.test_wrong_folder import names

ROOT = typer.main.get_command(app)
COMMANDS = names(ROOT)
GROUPS = sorted({" ".join(one.split()[:-1]) for one in COMMANDS})
ENGLISH = re.compile(r"\b(?:Missing|No such|Invalid|Usage|Error|Try|unexpected|requires|valid)\b")
NEXT_STEPS = re.compile(
    "Додайте|Допишіть|Приберіть|Може, --|Назвіть|Перевірте|Можна: |Є такі: |потрібн"
)


def told(*typed: str) -> str:
    """What is said to it: in Ukrainian, with a next step, and exit code 2."""
    done = CliRunner().invoke(app, [*typed])
    assert done.exit_code == 2, done.output
    assert done.output.startswith("Помилка: ")
    assert not ENGLISH.search(done.output), done.output
    assert NEXT_STEPS.search(done.output), done.output
    return done.output


def command(path: str) -> Any:
    found: Any = ROOT
    for word in path.split():
        found = found.commands[word]
    return found


def params(kind: str) -> list[tuple[str, Any]]:
    """All options, or arguments, with the command they are of."""
    return [
        (path, one) for path in COMMANDS for one in command(path).params
        if one.param_type_name == kind and "--help" not in one.opts
    ]  # fmt: skip


def enough(path: str, *, but: Any = None) -> list[str]:
    """The command with something for all that it needs, but for one."""
    typed = path.split()
    for one in command(path).params:
        if one is but and one.param_type_name == "argument":
            break  # what follows would be taken for it
        if one.required and one is not but:
            is_option = one.param_type_name == "option"
            typed += [max(one.opts, key=len), "admin"] if is_option else ["x"]
    return typed


def enough_options(path: str) -> list[str]:
    needed = [one for one in command(path).params if one.required]
    options = [max(one.opts, key=len) for one in needed if one.param_type_name == "option"]
    return [word for one in options for word in (one, "admin")]


@pytest.mark.parametrize("path", COMMANDS)
def test_an_option_that_there_is_not(path: str) -> None:
    assert "такого параметра, як --nema, немає" in told(*enough(path), "--nema")


@pytest.mark.parametrize("path", COMMANDS)
def test_words_too_many(path: str) -> None:
    """The first of them may have to be a file or a folder that there is."""
    if any(one.nargs == -1 for one in command(path).params):
        return
    said = [told(*path.split(), *enough_options(path), *[word] * 9)
            for word in ("x", __file__, ".")]  # fmt: skip
    assert any("зайве: " in one for one in said), said


@pytest.mark.parametrize("group", GROUPS)
def test_a_command_that_there_is_not(group: str) -> None:
    said = told(*group.split(), "нема")
    assert "команди «нема» немає" in said
    assert all(name in said for name in command(group).commands)


@pytest.mark.parametrize(
    ("path", "param"),
    [one for kind in ("option", "argument") for one in params(kind) if one[1].required],
)
def test_what_is_missing_is_named(path: str, param: Any) -> None:
    said = told(*enough(path, but=param))
    name = max(param.opts, key=len) if param.param_type_name == "option" else param.name.upper()
    assert f"бракує {name}" in said or f"бракує «{name}»" in said


@pytest.mark.parametrize(("path", "param"), [one for one in params("option") if not one[1].is_flag])
def test_an_option_without_its_value(path: str, param: Any) -> None:
    name = max(param.opts, key=len)
    assert f"після {name} бракує значення" in told(*enough(path, but=param), name)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("staff invite --name Х --role king", "--role: «king» не годиться. Можна: librarian, "),
        ("eval --folds багато", "--folds: потрібне число"),
        ("eval /немає/такого.jsonl", "«/немає/такого.jsonl» немає"),
        ("eval .", "«.» – тека, а потрібен файл"),
        ("check {file}", "– файл, а потрібна тека"),
        ("ask --jsonl=3", "--jsonl пишуть без значення"),
        ("ask", "допишіть після команди текст"),
        ("near", "допишіть після команди текст"),
        ("viber webhook --set --remove", "виберіть щось одне: --set, --check чи --remove"),
        ("chat --as хтось", "напишіть одне з: librarian:ІМ’Я"),
        ("init {folder}", "не порожня, тож нічого не змінено"),
        ("export нема", "Такого файла немає. Можна: "),
    ],
)
def test_a_value_that_is_refused(typed: str, said: str, tmp_path: Any) -> None:
    file = tmp_path / "file.txt"
    file.touch()
    words = [one.format(file=file, folder=tmp_path) for one in typed.split()]
    done = CliRunner().invoke(app, words)
    assert (done.exit_code, said in done.output) == (2, True), done.output
    assert not ENGLISH.search(done.output)


def test_help_is_still_help_and_an_end_an_end() -> None:
    assert "Usage" in CliRunner().invoke(app, ["--help"]).output
    assert CliRunner().invoke(app, ["--help"]).exit_code == 0
    assert "invite" in CliRunner().invoke(app, ["staff"]).output
