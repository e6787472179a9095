"""Who has called for help is not told again to call; what else they ask is answered."""

import pytest

from tests.talk import Talk

NOBODY = ("Нікого не викликано", "Nobody has been called")


@pytest.mark.parametrize(
    ("told", "rang"),
    [
        ("чоловік б'є мене, допоможіть", "вже подзвонила в поліцію"),
        ("знайшли міну на городі", "вже подзвонив"),
        ("пожежа у сусідів, горить хата", "набрала 101, їдуть"),
        ("my husband is unconscious, he fell", "OK I called the ambulance"),
    ],
)
async def test_a_call_is_heard(talk: Talk, told: str, rang: str) -> None:
    await talk.say(told)
    await talk.say(rang)
    talk.misses(*NOBODY)
    assert "Добре, що ви подзвонили." in talk.text or "Good that you called." in talk.text


@pytest.mark.parametrize("said", ["я не викликала поліцію, боюсь", "а ви вже викликали?"])
async def test_without_a_call_nobody_comes(talk: Talk, said: str) -> None:
    await talk.say("чоловік б'є мене, допоможіть")
    await talk.say(said)
    talk.sees("Нікого не викликано. Наберіть 102 зараз.")


@pytest.mark.parametrize(
    "asked",
    [
        "подзвонила. то коли підвищать пенсію",
        "ok ambulance called. library in Slavuta?",
        "дякую. а де у вас копію зробити",
    ],
)
async def test_what_is_asked_after_the_call_is_answered(talk: Talk, asked: str) -> None:
    await talk.say("знайшли міну на городі")
    await talk.say(asked)
    talk.misses(*NOBODY, "Добре, що ви подзвонили", "Пишіть, коли буде треба")


async def test_a_victim_of_a_scam_is_sent_on_no_errand(talk: Talk) -> None:
    await talk.say("Подзвонили з банку, сказати цифри з обороту. Я сказала. Що тепер?")
    talk.sees("102 – поліція")
    assert "Спадщина" not in talk.buttons
    await talk.say("а шо тепер")
    talk.sees("102 – поліція")


async def test_who_is_not_lost_is_not_looked_for(talk: Talk) -> None:
    await talk.say("мама забрала телефон і каже шо вижене з дому")
    await talk.say("ні ніхто не зник просто мама сердиться")
    talk.misses("7333", "зниклого")
