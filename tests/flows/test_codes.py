"""A code of an invitation works from anywhere, is never a question, and can't be guessed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.learning.service import Learning
from bot.staff.model import staff_invitations
from bot.staff.rules import CODES_THROTTLE, MOST_CODES
from bot.storage.schema import metadata
from tests.flows.desk_talk import invited
from tests.talk import BareLine, Talk

UNKNOWN = "Такого посилання чи коду не знаємо"
USED = "Цей код уже використано"
EXPIRED = "Строк цього коду минув"
DESK = "цей чат тепер – ваш робочий стіл"


async def test_as_the_very_first_words(talk: Talk) -> None:
    _, code = await invited(talk, "Ірина")
    await talk.say(code)
    talk.sees("Ірина", "стіл")


@pytest.mark.parametrize(
    "spelt",
    [
        "{}",
        "мій код {}",
        "мене запросили, {}, дякую",
        "{} – це моє запрошення",
        "https://t.me/mistok_bot?start=staff__{}",
        "Доброго дня! Мене звати Ірина, працюю в бібліотеці двадцять років, і мені дали {}, дякую",
    ],
)
async def test_however_it_is_said(talk_here: Talk, spelt: str) -> None:
    _, code = await invited(talk_here, "Ірина")
    await talk_here.say(spelt.format(code.lower().replace("-", " – ")))
    talk_here.sees("Ірина", "стіл")


@pytest.mark.parametrize("before", ["людина", "бібліотека", "стіл", "мої питання"])
async def test_in_the_middle_of_anything(talk_here: Talk, before: str) -> None:
    _, code = await invited(talk_here, "Ірина")
    await talk_here.say(before)
    await talk_here.say(code)
    talk_here.sees("Ірина", "стіл")


@pytest.mark.parametrize("before", ["", "людина", "бібліотека", "копія", "мої питання", "меню"])
@pytest.mark.parametrize(
    "spelt",
    [
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", "—"),
        lambda code: code.replace("-", " ― "),
        lambda code: code.lower().replace("-", ""),
        lambda code: " ".join(code.replace("-", "")),
        lambda code: code.translate(str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")),
        lambda code: f"ось {code.replace('-', ' ').lower()} дякую",
        lambda code: "".join(chr(ord(one) + 0xFEE0) for one in code),  # full width
        lambda code: f"start staff__{code}",
    ],
)
async def test_by_its_shape_in_any_spelling_at_any_step(
    talk_here: Talk, before: str, spelt: Callable[[str], str]
) -> None:
    _, code = await invited(talk_here, "Ірина")
    if before:
        await talk_here.say(before)
    await talk_here.say(spelt(code))
    if any(one.isdigit() for one in code) or "-" in spelt(code):
        talk_here.sees("Ірина", "стіл")


@pytest.mark.parametrize("spelt", ["8 D E T P 2 X 8", "6 d y b e 2 j m", "мій 7 MAC W K 8 M"])
async def test_signs_of_a_code_tell_of_no_danger(talk_here: Talk, spelt: str) -> None:
    await talk_here.say("людина")
    await talk_here.say(spelt)
    talk_here.misses("екстреної допомоги")


async def test_what_only_looks_like_a_code_is_an_answer_as_any_other(talk_here: Talk) -> None:
    await talk_here.say("людина")
    await talk_here.say("мама-тата")
    talk_here.sees("З якого ви села чи міста?")


async def test_used_expired_and_unknown_ones_are_told_apart_and_kept_nowhere(
    bare: BareLine,
) -> None:
    talk = Talk(bare)
    await talk.start()
    _, used = await invited(talk, "Ірина")
    await talk.say(used)
    await talk.say("стіл")
    await talk.tap("Вийти зі столу")
    await talk.say("так")
    await talk.say(used)
    talk.sees(USED)
    _, late = await invited(talk, "Тарас")
    async with bare.database.unit() as unit:
        unit.put(update(staff_invitations).values(expires_at=bare.now - timedelta(days=1)))
    await talk.say(late)
    talk.sees(EXPIRED)
    await talk.say("HJKM-NP23")
    talk.sees(UNKNOWN)
    for code in (used, late, "HJKM-NP23"):
        assert code not in str(bare.state)
    async with bare.database.reading() as unit:
        assert await Learning(unit, content_version="").newest() == []
        for table in metadata.sorted_tables:
            rows = str(await unit.all(select(table)))
            for code in (used, late, "HJKM-NP23"):
                assert code not in rows, table.name


async def test_guessing_is_throttled_wherever_it_is_typed(bare: BareLine) -> None:
    talk = Talk(bare)
    await talk.start()
    _, code = await invited(talk, "Ірина")
    for guess in range(MOST_CODES):
        if guess % 2:
            await talk.say(f"HJKM-NP2{guess + 2}")
        else:
            await talk.start(f"staff__HJKM-NP2{guess + 2}")
        talk.sees(UNKNOWN)
    await talk.say(code)
    talk.sees("Забагато неправильних кодів", "хв")
    await talk.say(f"мене запросили, {code}")
    talk.misses("стіл")
    bare.now += CODES_THROTTLE
    await talk.say(code)
    talk.sees("Ірина", "стіл")


async def test_words_that_look_like_a_code_are_a_question(talk_here: Talk) -> None:
    await talk_here.say("ресурсам")
    talk_here.misses(UNKNOWN)
