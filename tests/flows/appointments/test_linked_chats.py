"""An appointment follows its person into a linked chat; two of one day stand as they are."""

import re

from tests.flows.appointments.people import People, hold
from tests.talk import Talk


async def link(first: Talk, second: Talk) -> None:
    await first.say("мої чати")
    await first.tap("З’єднати ще один чат")
    code = re.search(r"з’єднати (\d{4} \d{4})", first.text)
    assert code, str(first)
    await second.say(f"з’єднати {code[1]}")
    second.sees("Чати з’єднано")


async def test_what_is_booked_is_seen_and_cancelled_in_both(people: People) -> None:
    first, second = await people.comes("olena"), await people.comes("olena-at-home")
    await hold(first)
    await first.tap("Підтвердити")
    await link(first, second)
    await second.say("мої записи")
    second.sees("24 листопада", "10:00")
    await second.say("скасуйте мій запис")
    await second.tap("Так, скасувати")
    await first.say("мої записи")
    first.sees("Записів у вас немає.")


async def test_two_of_one_topic_and_day_are_both_kept(people: People) -> None:
    first, second = await people.comes("olena"), await people.comes("olena-at-home")
    for talk, time in ((first, "завтра о 10:00"), (second, "завтра о 10:30")):
        await hold(talk, time)
        await talk.tap("Підтвердити")
        talk.sees("Записали")
    await link(first, second)
    await second.say("мої записи")
    second.sees("10:00", "10:30")
