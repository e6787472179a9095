"""What was typed wrong, told in Ukrainian, with what to do next."""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final

import typer
from typer._click.exceptions import (
    BadOptionUsage,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperGroup

_NO_COMMAND: Final = re.compile(r"No such command '(.{0,200})'\.")
_EXTRA: Final = re.compile(r"Got unexpected extra argument\(s\) \((.{0,1000})\)")
_NOT_ONE: Final = re.compile(r"(?:Value error, )?'(.{0,200})' is not one of (.{1,1000})\.")
_PATH: Final = re.compile(
    r"\A\w{1,20} '(.{0,4000})' (does not exist|is a file|is a directory|is not readable|"
    r"is not writable)\."
)
_PATHS: Final = {
    "does not exist": "«{}» немає. Перевірте назву й теку, з якої запускаєте.",
    "is a file": "«{}» – файл, а потрібна тека. Назвіть теку.",
    "is a directory": "«{}» – тека, а потрібен файл. Назвіть файл у ній.",
    "is not readable": "«{}» не можна прочитати. Дайте на це право користувачеві, що запускає.",
    "is not writable": "у «{}» не можна писати. Дайте на це право користувачеві, що запускає.",
}
_NUMBER: Final = re.compile(r"valid (?:integer|number)|is not a valid (?:int|float|integer)")
_UKRAINIAN: Final = re.compile("[а-яіїєґ]", re.IGNORECASE)


class ToldGroup(TyperGroup):
    """All commands; whatever is typed wrong is told in Ukrainian, with exit code 2."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run what was typed."""
        run = partial(super().main, args, prog_name, complete_var, False, windows_expand_args)
        if not standalone_mode:
            return run(**extra)
        try:
            code = run(**extra)
        except NoArgsIsHelpError as asked:
            asked.show()
            sys.exit(asked.exit_code)
        except ClickException as error:
            typer.echo(told(error), err=True)
            sys.exit(error.exit_code)
        except typer.Abort:
            typer.echo("Перервано.", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def told(error: ClickException) -> str:
    """What is wrong, and where it is said how the command is written."""
    text = _text(error)
    context = error.ctx if isinstance(error, UsageError) else None
    if context is None:
        return f"Помилка: {text}"
    return f"Помилка: {text}\nЯк писати: {context.command_path} --help"


def _text(error: ClickException) -> str:
    kinds: tuple[tuple[type[ClickException], Callable[[Any], str]], ...] = (
        (MissingParameter, _missing),
        (NoSuchOption, _no_option),
        (BadOptionUsage, _option_misused),
        (typer.BadParameter, _bad_value),
    )
    found = next((tell for kind, tell in kinds if isinstance(error, kind)), _misused)
    return found(error)


def _missing(error: MissingParameter) -> str:
    param = error.param
    name = _name(param) if param is not None else str(error.param_hint or "")
    choices = _choices(param.get_missing_message(ctx=error.ctx) if param is not None else "")
    given = f" Можна: {', '.join(choices)}." if choices else ""
    if param is not None and param.param_type_name == "option":
        return f"бракує {name}. Додайте {name} і значення.{given}"
    return f"бракує «{name}». Допишіть його в кінці команди.{given}"


def _no_option(error: NoSuchOption) -> str:
    like = ", ".join(sorted(error.possibilities or ()))
    next_step = f"Може, {like}?" if like else "Приберіть його або виправте."
    return f"такого параметра, як {error.option_name}, немає. {next_step}"


def _option_misused(error: BadOptionUsage) -> str:
    if "does not take" in error.message:
        return f"{error.option_name} пишуть без значення. Приберіть те, що після нього."
    return f"після {error.option_name} бракує значення. Допишіть його."


def _bad_value(error: typer.BadParameter) -> str:
    """A value that is refused; what a command says itself is Ukrainian already."""
    said = _value(error.message)
    hint = error.param_hint if isinstance(error.param_hint, str) else ""
    name = hint or (_name(error.param) if error.param is not None else "")
    return f"{name}: {said}" if name else said


def _value(message: str) -> str:
    if found := _NOT_ONE.fullmatch(message):
        return f"«{found[1]}» не годиться. Можна: {', '.join(_choices(found[2]))}."
    if found := _PATH.fullmatch(message):
        return _PATHS[found[2]].format(found[1])
    if _NUMBER.search(message):
        return "потрібне число, наприклад 3."
    return message if _UKRAINIAN.search(message) else f"{message}. Виправте це."


def _misused(error: ClickException) -> str:
    message = error.format_message()
    if found := _EXTRA.fullmatch(message):
        return f"зайве: {found[1]}. Приберіть; назву з пробілами беріть у лапки."
    commands = ", ".join(_commands(error))
    if found := _NO_COMMAND.fullmatch(message):
        return f"команди «{found[1]}» немає. Є такі: {commands}."
    if commands:
        return f"бракує команди. Є такі: {commands}."
    return _value(message)


def _commands(error: ClickException) -> Iterable[str]:
    context = error.ctx if isinstance(error, UsageError) else None
    return getattr(context.command, "commands", ()) if context is not None else ()


def _choices(told: str | None) -> list[str]:
    """«'a', 'b'», or «Choose from:\\n\\ta,\\n\\tb» as the library tells them."""
    listed = (told or "").partition("Choose from:")[2] or (told or "")
    return [one for one in (part.strip(" '\n\t") for part in listed.split(",")) if one]


def _name(param: Any) -> str:
    """«--name» of an option, the word of its help of an argument."""
    if param.param_type_name == "option":
        return str(max(param.opts, key=len))
    return str(param.metavar or param.name).strip("{}[]").upper()
