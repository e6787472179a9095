"""Names of settings as the operator wrote them: unknown ones and broken lines of .env are told."""

import io
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv.parser import parse_stream
from rapidfuzz import fuzz, process

PREFIX = "MISTOK_"
TESTS = "MISTOK_TEST"  # what begins so belongs to tests
LIKE = 75.0  # per cent
HOW = "пишіть НАЗВА=значення, по одному в рядку, а значення з пробілами – в лапках"


@dataclass(frozen=True, slots=True)
class EnvFile:
    """What a .env file names, each with its line; `broken` are problems that end the reading."""

    names: Mapping[str, int]
    broken: tuple[str, ...] = ()


def read_env_file(path: Path) -> EnvFile:
    """Read the names of a file, of one that is not there none. No value is ever told."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return EnvFile({})
    except UnicodeDecodeError:
        return EnvFile({}, (f"{path.absolute()}: це не UTF-8. Збережіть файл у кодуванні UTF-8.",))
    except OSError as error:
        told = f"{path.absolute()}: не прочитати ({error.strerror}). Дозвольте читати його службі."
        return EnvFile({}, (told,))
    names: dict[str, int] = {}
    broken = []
    for one in parse_stream(io.StringIO(text)):
        blank = len(one.original.string) - len(one.original.string.lstrip())
        line = one.original.line + one.original.string[:blank].count("\n")
        if one.error or (one.key is not None and one.value is None):
            broken.append(f"{path.absolute()}, рядок {line}: не зрозуміло; {HOW}.")
        elif one.key is not None:
            names.setdefault(one.key, line)
    return EnvFile(names, tuple(broken))


def unknown_names(known: Collection[str], file: EnvFile, *, path: Path) -> list[str]:
    """A line for each name with our prefix that is no setting; `known` have the prefix."""
    return [
        *(f"{name}: {_advice(name, known)}" for name in sorted(_strange(os.environ, known))),
        *(
            f"{name} ({path.absolute()}, рядок {file.names[name]}): {_advice(name, known)}"
            for name in _strange(file.names, known)
        ),
    ]


def _strange(names: Collection[str], known: Collection[str]) -> Iterator[str]:
    for name in names:
        upper = name.upper()
        if upper.startswith(PREFIX) and not upper.startswith(TESTS) and upper not in known:
            yield name


def _advice(name: str, known: Collection[str]) -> str:
    found = process.extractOne(name.upper(), known, scorer=fuzz.ratio, score_cutoff=LIKE)
    near = f"може, {found[0]}?" if found else "усі налаштування названо в README.md."
    return f"такого налаштування немає; {near}"
