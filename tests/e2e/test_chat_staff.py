"""`mistok chat --as …`: the desk in the terminal, and its reader at the same one."""

import json
import re
from pathlib import Path

from tests.e2e.command import mistok

HERE = "derazhnia-tsentralna"
IRYNA = ("chat", "--as", "librarian:Ірина", "--point", HERE)


def people(home: Path) -> list[tuple[str, str, str]]:
    listed = json.loads(mistok("staff", "list", "--json", cwd=home).out)["staff"]
    return [(one["name"], one["role"], one["point"]) for one in listed]


def test_a_question_goes_round_between_two_seats(home: Path) -> None:
    done = mistok(*IRYNA, cwd=home)
    assert (done.code, done.err) == (0, "")
    assert "Ірина, бібліотекар. Деражнянська" in done.out
    asked = mistok("chat", cwd=home, typed="людина\nДе метрика?\nБудь-яка бібліотека\nНадіслати\n")
    found = re.search(r"Номер звернення: (\d{4}-\d{4})", asked.out)
    assert found, asked.out
    typed = "1\n1\nВзяти звернення\nВідповісти\nФонд 230.\nНадіслати\n"
    answered = mistok("chat", "--as", "coordinator:Марія", cwd=home, typed=typed)
    assert answered.code == 0
    assert f"№ {found[1]}" in answered.out
    assert "Відповідь пішла до читача." in answered.out
    assert "→ terminal: Відповідь на звернення" in answered.out  # the reader's seat is here too
    assert "Цей розділ для працівників" in mistok("chat", cwd=home, typed="стіл\n").out


def test_the_same_name_is_the_same_person(home: Path) -> None:
    for _ in range(2):
        assert "Ірина, бібліотекар" in mistok(*IRYNA, cwd=home).out
    assert people(home) == [("Ірина", "librarian", HERE)]
    assert "Ірина, бібліотекар" in mistok(*IRYNA[:3], cwd=home).out
    mistok("chat", "--as", "head:Ірина", cwd=home)
    assert [role for _, role, _ in people(home)] == ["librarian", "head"]


def test_nobody_loses_their_own_messenger(home: Path) -> None:
    made = mistok(
        *("staff", "invite", "--role", "librarian", "--point", HERE, "--name", "Ірина", "--json"),
        cwd=home,
    )
    code = json.loads(made.out)["code"]
    mistok("chat", cwd=home, typed=f"стіл\n{code}\n")  # a conversation of her own
    mistok(*IRYNA, cwd=home)
    assert people(home) == [("Ірина", "librarian", HERE)] * 2
    assert "Ірина, бібліотекар" in mistok("chat", cwd=home, typed="стіл\n").out


def test_a_wrong_seat_is_refused_in_words(home: Path) -> None:
    for seat in ("director:Ірина", "librarian:", "Ірина"):
        done = mistok("chat", "--as", seat, cwd=home)
        assert done.code == 2
        assert "librarian:NAME" in done.err
    done = mistok(*IRYNA[:3], "--point", "derazhnia", cwd=home)
    assert done.code == 2
    assert HERE in done.err
