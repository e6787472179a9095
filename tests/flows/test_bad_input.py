"""Whatever comes, in whatever step: an answer, and nothing is lost."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app.features import FEATURES
from bot.engine.model import Link
from bot.engine.registry import Registry
from tests.talk import BareLine, Talk

STATES = {
    "menu": (),
    "place": ("знайти бібліотеку",),
    "homonym": ("знайти бібліотеку", "Іванківці"),
    "words": ("людина",),
    "confirm": ("людина", "Хто написав «Кобзар»?", "Деражня"),
    "forget": ("забудь мене",),
    "choose": ("хочу паспорт",),
}
ODD = {
    "emoji": "😀🎉👍🏽",
    "long": "паспорт " * 512,
    "rtl": "\u202eשלום عليكم\u202c",
    "zero width": "м\u200bе\u200dн\ufeffю\u2060",
    "nul": "пас\x00порт",
    "lone surrogate": "паспорт \ud83d",
    "empty": "",
    "blank": " \u200b\n\t ",
    "number": "99",
    "percent": "100% %s %(name)s {0}",
    "markup": "<b>*_`[x](y)</b>",
    "command": "/no_such_command",
    "digits": "²³",
    "endless word": "x" * 4096,
    "sql": "'; DROP TABLE citizens; --",
}


# What a person's app can send: the channels refuse or drop the rest themselves.
SENDABLE = [name for name in ODD if name not in {"nul", "lone surrogate", "empty", "blank"}]


async def in_each_state(bare: BareLine) -> AsyncIterator[Talk]:
    """A citizen for each state, in the middle of it."""
    for state, way in STATES.items():
        talk = Talk(replace(bare, peer=state))
        await talk.start()
        for said in way:
            await talk.say(said)
        yield talk


@pytest.mark.parametrize("odd", ODD)
async def test_odd_text_gets_an_answer_in_every_state_and_the_menu_still_opens(
    bare: BareLine, odd: str
) -> None:
    async for talk in in_each_state(bare):
        await talk.say(ODD[odd])
        assert talk.screen, talk
        assert all(0 < len(seen.text) <= 4096 for seen in talk.screen), talk
        await talk.say("меню")
        talk.sees("Чим допомогти?")


async def test_odd_text_gets_an_answer_over_every_channel(talk: Talk) -> None:
    for odd in SENDABLE:
        await talk.say(ODD[odd])
        assert talk.screen, talk
    await talk.say("меню")
    talk.sees("Чим допомогти?")


async def test_hidden_characters_do_not_hide_a_word(talk: Talk) -> None:
    await talk.say("забудь\u200b мене\ufeff")
    talk.sees("Видалити все про вас?")


@pytest.mark.parametrize(
    "token",
    [
        "0:send",
        "zz:hand_in",
        "1:1:1",
        "hand_over__x",
        "forget__x",
        "service__",
        "danger",
        "__",
        "🙂",
    ],
)
async def test_a_forged_press_gets_an_answer_in_every_state_and_does_nothing(
    bare: BareLine, token: str
) -> None:
    async for talk in in_each_state(bare):
        await talk.press(token)
        assert talk.screen, talk
        talk.misses("Надіслано", "усе про вас видалено")


@pytest.mark.parametrize(
    "token",
    [
        "service__no-such-card",
        "service",
        "event__no-such",
        "person_about__no-such",
        "help__no-such",
        "outdated__no-such",
        "save_library__no-such",
        "language__xx",
        "x" * 64,
        "x" * 500,
        "../../etc/passwd",
        "сервіс__дія",
        "service__diia-app__and-more",
    ],
)
async def test_a_wrong_deep_link_is_no_dead_end(talk: Talk, token: str) -> None:
    await talk.start(token)
    assert talk.buttons or "Напишіть" in talk.text
    await talk.say("меню")
    talk.sees("Чим допомогти?")


async def test_a_danger_link_of_an_unknown_kind_shows_every_number(talk: Talk) -> None:
    await talk.start("danger__comet")
    talk.sees("112", "101", "7333")


async def test_a_sticker_is_told_what_works(bare: BareLine) -> None:
    talk = Talk(bare)
    await talk.start()
    (seen,) = await bare.other()
    assert "Розумію тільки текст." in seen.text


async def test_a_dialogue_of_a_flow_that_is_gone_starts_anew(bare: BareLine) -> None:
    talk = Talk(bare)
    await talk.start()
    await talk.say("людина")
    bare.rewrite_state = lambda state: {**state, "now": {"at": "order_taxi/where@1"}}
    await talk.say("Деражня")
    talk.sees("Ми оновили бота", "Деражнянська")


def test_every_link_leads_to_a_step_that_takes_its_arguments() -> None:
    registry = Registry(FEATURES.flows)
    for name, (step, args) in registry.links.items():
        registry.step(step)
        found = registry.opened_by(Link(name, tuple("x" for _ in args)))
        assert found == (step, dict.fromkeys(args, "x"))
