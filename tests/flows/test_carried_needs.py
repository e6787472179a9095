"""What was needed before isn't added to a question of its own needs; an outage is no “surely”."""

from dataclasses import replace

from bot.app.content_index import ContentIndex
from bot.contracts.services import Services
from bot.libraries.live import LiveDesk
from bot.libraries.live_rules import NewState, Term, end_of
from bot.places.live import LiveKind, of_library
from bot.staff.model import Role
from tests.flows.desk_talk import at, invited
from tests.flows.made_up_libraries import BRANCH, CENTRAL, talk_among
from tests.talk import MONDAY_NOON, BareLine, Talk

HAS = frozenset({"computers", "internet_access", "wifi", "resilience_point"})
CHARGES = replace(BRANCH, capabilities=HAS, lacks=frozenset())


async def _without_power(bare: BareLine, content_index: ContentIndex) -> Talk:
    talk = await talk_among(bare, content_index, (CHARGES, CENTRAL))
    person, _ = await invited(talk, "Координаторка", role=Role.COORDINATOR)

    async def use(services: Services) -> None:
        new = NewState(of_library(CHARGES.id), LiveKind.NO_POWER, end_of(Term("3h"), MONDAY_NOON))
        await services[LiveDesk].tell(new, by=person, now=MONDAY_NOON)

    await at(talk, use)
    return talk


async def test_a_question_of_its_own_needs_leaves_the_earlier_behind(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = await _without_power(bare, content_index)
    await talk.say("де зарядити телефон і вай-фай в Сербинові")
    talk.sees("Є: Пункт незламності.")
    await talk.say("Сербинів, є комп'ютер з інтернетом?")
    talk.sees("1. Волочиська міська бібліотека", "знову там буде: 15:00")
    talk.misses("точно є", "Wi-Fi", "Пункт незламності")


async def test_what_an_outage_takes_away_is_not_surely_there(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = await _without_power(bare, content_index)
    await talk.say("де в Сербинові є вайфай і комп'ютер?")
    talk.sees("Сербинівська бібліотека-філія", "комп’ютери й принтер не працюють")
    talk.sees("знову там буде: 15:00", "Чи є це в інших (Wi-Fi), не знаємо")
    talk.misses("точно є тут")
