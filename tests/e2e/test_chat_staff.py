"""`mistok chat --as …`: the desk in the terminal, and its reader at the same one."""

import re
from pathlib import Path

from tests.e2e.command import mistok

HERE = "derazhnia-tsentralna"
IRYNA = ("chat", "--as", "librarian:Ірина", "--point", HERE)


def test_a_question_goes_round_between_two_seats(home: Path) -> None:
    done = mistok(*IRYNA, cwd=home)
    assert done.code == 0
    assert done.err.startswith(f"За столом нова людина: Ірина ({HERE}). Прибрати: ")
    assert mistok(*IRYNA, cwd=home).err == ""
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


def test_a_wrong_seat_is_refused_in_words(home: Path) -> None:
    done = mistok("chat", "--as", "director:Ірина", cwd=home)
    assert done.code == 2
    assert "librarian:ІМ’Я" in done.err
