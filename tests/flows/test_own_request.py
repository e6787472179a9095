"""An answer finds its reader: the number and the key open it in another chat."""

import re
from datetime import timedelta

import pytest

from bot.engine.secrets import without_secrets
from bot.requests.claims import MOST_HERE, number_and_key
from bot.requests.numbers import new_number
from bot.requests.reader_key import is_key, key_of
from bot.storage.vault import Vault
from tests.flows.librarian import ASKED, Librarian, ask, librarian_of
from tests.lines.quick import SECRET
from tests.talk import BareLine, Talk

UNKNOWN = "Звернення з таким номером і ключем немає"


def key_in(talk: Talk) -> str:
    found = re.search(r"Ключ: (\d{3}\s\d{3})", talk.text)
    assert found, str(talk)
    return found.group(1)


async def asked(talk: Talk) -> tuple[str, str]:
    number = await ask(talk)
    return number, key_in(talk)


async def other_chat(bare: BareLine, peer: str = "petro") -> Talk:
    bare.peer = peer
    other = Talk(bare)
    await other.start()
    return other


async def test_the_key_is_told_with_the_number(talk: Talk) -> None:
    """Over every channel: when it is sent, and whenever one looks at it."""
    await librarian_of(talk)
    number, key = await asked(talk)
    talk.sees("За номером і ключем відповідь відкриється")
    await talk.tap("Мої звернення")
    await talk.tap(f"Відкрити № {number}")
    assert key_in(talk) == key


async def test_it_opens_in_a_new_chat_and_answers_come_there(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    number, key = await asked(talk_here)
    await oksana.take(number)
    other = await other_chat(bare)
    await other.say("мої звернення")
    other.sees("Ви ще не запитували бібліотекаря в цьому чаті")
    await other.tap("Знайти за номером")
    await other.say(number)
    other.sees(f"Напишіть ключ звернення № {number}")
    await other.say(key)
    other.sees(ASKED, "Надсилати відповіді")
    await other.tap("Надсилати сюди")
    other.sees("тепер приходитиме сюди", ASKED)
    await Librarian(other, oksana.person).answer(number, "Фонд 315")
    other.sees("Фонд 315")
    await other.say("мої звернення")
    other.sees(number)
    _, history = await oksana.sees(number)
    bare.peer = "olena"
    first = Talk(bare)
    await first.say("мої звернення")
    first.misses(number)
    assert history


@pytest.mark.parametrize(
    "typed",
    ["{number} {key}", "№ {number}, ключ {key}", "{number} {bare}", "моє звернення {number} {key}",
     "{key} {number}", "{number}\n{key}"],
)  # fmt: skip
async def test_number_and_key_are_known_wherever_they_are_typed(
    bare: BareLine, talk_here: Talk, oksana: Librarian, typed: str
) -> None:
    number, key = await asked(talk_here)
    await oksana.take(number)
    await oksana.answer(number, "Фонд 315")
    other = await other_chat(bare)
    await other.say("людина")  # a form is open
    bare_key = "".join(filter(str.isdigit, key))
    await other.say(typed.format(number=number, key=key, bare=bare_key))
    other.sees(ASKED, "Бібліотекар: Фонд 315", "Надсилати відповіді")
    await other.tap("Лише прочитати")
    await other.say("мої звернення")
    other.misses(number)


@pytest.mark.parametrize("typed", ["{number}", "моє звернення {number}", "№ {number}"])
async def test_ones_own_number_alone_opens_it(talk_here: Talk, typed: str) -> None:
    number, _ = await asked(talk_here)
    await talk_here.say(typed.format(number=number))
    talk_here.sees(f"№ {number}", ASKED)


async def test_a_number_within_other_words_is_a_question(talk_here: Talk) -> None:
    number, _ = await asked(talk_here)
    await talk_here.say(f"а коли буде готова копія за номером {number}?")
    talk_here.misses("Напишіть ключ")


async def test_a_number_that_there_is_not_is_no_request(bare: BareLine, talk_here: Talk) -> None:
    await talk_here.start()
    await talk_here.say(new_number())
    talk_here.misses("Напишіть ключ")


async def test_whoever_guesses_is_stopped(bare: BareLine, talk_here: Talk) -> None:
    number, key = await asked(talk_here)
    thief = await other_chat(bare, "thief")
    for wrong in range(MOST_HERE):
        await thief.say(f"{number} {100_000 + wrong}")
        thief.sees(UNKNOWN)
        thief.misses(ASKED)
    await thief.say(f"{number} {key}")
    thief.sees("Забагато хибних ключів", "за 60 хв")
    thief.misses(ASKED)
    reader = await other_chat(bare, "reader")  # nobody else is stopped by it
    await reader.say(f"{number} {key}")
    reader.sees(ASKED)
    bare.now += timedelta(hours=1, minutes=1)
    await thief.say(f"{number} {key}")
    thief.sees(ASKED)


async def test_no_number_and_a_wrong_key_are_told_alike(bare: BareLine, talk_here: Talk) -> None:
    number, _ = await asked(talk_here)
    other = await other_chat(bare)
    await other.say(f"{number} 111 111")
    wrong_key = other.text
    await other.say(f"{new_number()} 111 111")
    assert re.sub(r"\d{4}-\d{4}", "", other.text) == re.sub(r"\d{4}-\d{4}", "", wrong_key)


async def test_what_was_deleted_opens_to_nobody(bare: BareLine, talk_here: Talk) -> None:
    number, key = await asked(talk_here)
    await talk_here.say("забудь мене")
    await talk_here.say("так")
    other = await other_chat(bare)
    await other.say(f"{number} {key}")
    other.sees(UNKNOWN)
    other.misses(ASKED)


async def test_the_chat_before_is_told(bare: BareLine, talk_here: Talk, oksana: Librarian) -> None:
    number, key = await asked(talk_here)
    other = await other_chat(bare)
    await other.say(f"{number} {key}")
    await other.tap("Надсилати сюди")
    bare.peer = "olena"
    before = Talk(bare)
    before.receive(await bare.letters())
    before.sees(f"№ {number} відкрили в іншому чаті", "Це були не ви?")


async def test_on_a_shared_computer_it_is_only_read(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    number, key = await asked(talk_here)
    other = await other_chat(bare)
    bare.shared = True
    await other.say(f"{number} {key}")
    other.sees(ASKED)
    other.misses("Надсилати відповіді")


def test_a_key_belongs_to_its_number_and_looks_like_no_card() -> None:
    vault = Vault([SECRET])
    numbers = {new_number() for _ in range(300)}
    keys = {number: key_of(vault, number) for number in numbers}
    assert len(set(keys.values())) > 290
    for number, key in keys.items():
        for text in (f"{number} {key}", f"№ {number}, ключ {key}", f"{key} {number}"):
            assert without_secrets(text) == text
            assert number_and_key(text)[0] == number
            assert is_key(vault, number, number_and_key(text)[1])
    assert key_of(Vault([SECRET[::-1]]), min(numbers)) != keys[min(numbers)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4829 1537 418 205", "418 205"),
        ("48291537 418205", "418205"),
        ("подзвоніть 067 731 90 54", ""),
        ("0 800 213 103", ""),
        ("ISSN 1234-5678", ""),
        ("", ""),
    ],
)
def test_what_is_read_as_number_and_key(text: str, found: str) -> None:
    number = "4829-1537"
    known = number_and_key(text)
    assert known == (("", "") if not found else known)
    assert known[1] == found or not known[0]
    assert known[0] in {"", number}
