"""Find a library by any name of a place, by a location, by a link."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from bot.app.content_index import ContentIndex
from bot.engine.turn import Point
from bot.places.access import AccessPoints
from tests.flows.conftest import services_of
from tests.talk import BareLine, Talk, plain

DERAZHNIA = "Деражнянська міська центральна бібліотека"


@pytest.mark.parametrize("typed", ["Деражня", "я з Деражні", "derazhnia", "деражня  "])
async def test_a_typed_place_gives_the_nearest_three(talk: Talk, typed: str) -> None:
    await talk.tap("Знайти бібліотеку")
    await talk.say(typed)
    talk.sees("1. Деражнянська міська центральна бібліотека – тут", "2. ", "3. ")
    talk.sees("приблизно", "км")
    talk.misses("4. ")


async def test_a_place_needs_no_menu(talk: Talk) -> None:
    await talk.say("бібліотека в Деражні")
    talk.sees("Деражнянська міська центральна бібліотека")


async def test_open_now_until_when(bare: BareLine) -> None:
    talk = Talk(bare)
    await talk.start("library__oblasna-biblioteka-dlia-molodi")  # Monday noon in Kyiv
    talk.sees("Зараз відчинено, до 19:00.")
    bare.now = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)  # 19:30 in Kyiv
    await talk.start("library__oblasna-biblioteka-dlia-molodi")
    talk.sees("Зараз зачинено. Відчиниться: вт, 24 листопада, 09:00.")
    bare.now = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 07:00
    await talk.start("library__oblasna-biblioteka-dlia-molodi")
    talk.sees("Зараз зачинено. Відчиниться сьогодні о 09:00.")


async def test_hours_nobody_knows_are_said_to_be_unknown(talk: Talk) -> None:
    await talk.start("library__derazhnia-tsentralna")
    talk.sees("Години роботи не перевірені.")
    talk.misses("відчинено")


async def test_the_card_has_a_pin_a_route_and_says_what_is_approximate(talk: Talk) -> None:
    await talk.start("library__hounb")
    assert talk.screen[0].pinned
    talk.sees("вул. Героїв Майдану, 28", "0382 79-47-31", "Точка на карті приблизна")
    assert any(
        url.startswith("https://www.openstreetmap.org/directions?to=49.") for url in talk.urls
    )


async def test_my_library_is_saved_and_offered(talk: Talk) -> None:
    await talk.tap("Знайти бібліотеку")
    await talk.say("Деражня")
    await talk.tap(DERAZHNIA)
    await talk.tap("Зберегти як мою")
    talk.sees("Збережено. Ваша бібліотека: Деражнянська")
    await talk.say("меню")
    await talk.tap("Моя бібліотека")
    talk.sees("Деражнянська міська центральна бібліотека")
    assert "Зберегти як мою" not in talk.buttons


async def test_a_name_of_several_places_is_asked_about_once(talk: Talk) -> None:
    await talk.tap("Знайти бібліотеку")
    await talk.say("Іванківці")
    talk.sees("Місць із такою назвою кілька")
    assert "Іванківці, Деражнянська громада" in talk.buttons
    assert len(set(talk.buttons)) == len(talk.buttons) == 7
    await talk.say("Деражнянська громада")
    talk.sees("Іванківці. Найближчі бібліотеки:")


async def test_a_hromada_in_the_text_settles_it(talk: Talk) -> None:
    await talk.tap("Знайти бібліотеку")
    await talk.say("Іванківці Деражнянської громади")
    talk.sees("Іванківці. Найближчі бібліотеки:")


async def test_an_unknown_village_is_asked_again_and_twice_offers_a_person(talk: Talk) -> None:
    await talk.tap("Знайти бібліотеку")
    await talk.say("Кракозябрівка")
    talk.sees("Не знаємо такого села.", "Де ви?")
    await talk.say("Бармаглотівка")
    talk.sees("Допоможе бібліотекар", "Де ви?")
    await talk.tap("Запитати бібліотекаря")
    talk.sees("Напишіть запитання бібліотекарю")


async def test_a_question_instead_of_a_place_is_answered_and_the_place_asked_again(
    talk: Talk,
) -> None:
    await talk.tap("Знайти бібліотеку")
    await talk.say("скільки коштує закордонний паспорт")
    talk.sees("Закордонний паспорт", "Повертаємося: пошук бібліотеки", "Де ви?")
    await talk.say("Деражня")
    talk.sees("Деражнянська міська центральна бібліотека")


@pytest.mark.parametrize("asked_first", [True, False])
async def test_a_shared_location_gives_the_nearest(talk: Talk, asked_first: bool) -> None:
    if asked_first:
        await talk.tap("Знайти бібліотеку")
        assert talk.screen[-1].wants == ("text", "point")
    await talk.share(49.27, 27.43)
    talk.sees("Поруч із вами:", "1. Деражнянська міська центральна бібліотека – приблизно")


async def test_a_location_is_not_kept(bare: BareLine) -> None:
    talk = Talk(bare)
    await talk.start()
    await talk.tap("Знайти бібліотеку")
    await talk.share(49.271234, 27.431234)
    assert "49.27" not in str(bare.state)


@pytest.mark.parametrize(
    ("lat", "lon"), [(44.0, 33.0), (52.23, 21.01), (-33.9, 151.2), (90.0, 0.0), (0.0, -180.0)]
)
async def test_the_sea_and_abroad_are_told_honestly(talk: Talk, lat: float, lon: float) -> None:
    await talk.share(lat, lon)
    talk.sees("Звідси до Хмельницької області приблизно", "км")
    talk.misses("1. ")


async def test_just_outside_the_oblast_the_nearest_in_it_are_shown(talk: Talk) -> None:
    await talk.share(49.55, 25.6)  # Ternopil
    talk.sees("Ви за межами області.", "1. ", "км")


async def test_a_card_leads_to_ones_own_library_and_says_what_to_ask_there(talk: Talk) -> None:
    """Few have told what they have: nobody is sent past their own library for that."""
    await talk.start("service__diia-app")
    await talk.tap("Допоможіть із цим")
    talk.sees("Де ви?")
    await talk.say("Деражня")
    talk.sees("1. Деражнянська міська центральна бібліотека – тут")
    talk.sees("Чи є там потрібне (комп’ютери, інтернет), не знаємо: запитайте, перш ніж іти")
    await talk.tap(DERAZHNIA)
    talk.sees("Деражнянська міська центральна бібліотека")


async def test_who_surely_has_it_is_named_within_reach(talk: Talk) -> None:
    await talk.start("help__diia-app")
    await talk.say("Чорний Острів")
    talk.sees("не знаємо: запитайте, перш ніж іти", "Точно є тут: ")


async def test_a_place_told_with_the_question_brings_the_library_to_the_card(talk: Talk) -> None:
    await talk.say("як оформити субсидію, живу в Деражні")
    talk.sees(
        "Житлова субсидія", "Поруч (Деражня): Деражнянська міська центральна бібліотека – тут"
    )
    await talk.tap("Допоможіть із цим")
    talk.misses("Де ви?")


@pytest.mark.parametrize("text", ["хто написав вірш про бабину скриню", "субсидія"])
async def test_without_a_sure_place_no_library_is_called_near(talk: Talk, text: str) -> None:
    await talk.say(text)
    talk.misses("Поруч (")


async def test_nobody_is_sent_far_unasked(talk: Talk) -> None:
    await talk.say("як оформити субсидію, живу в Теофіполі")
    talk.sees("Житлова субсидія")
    talk.misses("Поруч (")


async def test_of_ones_own_town_those_who_have_it_come_first(talk: Talk) -> None:
    await talk.start("help__diia-app")
    await talk.say("Хмельницький")
    talk.sees("1. ", "інтернет")
    talk.misses("Точно є тут")


async def test_a_hromada_without_a_library_in_our_list_is_told_so(talk: Talk) -> None:
    await talk.start("near__UA68020030010035532")
    talk.sees("Гуменці. Бібліотек цієї громади (Гуменецька) у нашому переліку ще немає.")
    talk.sees("Центр громади – Гуменці: запитайте в її раді.", "1. ")


def test_each_centre_is_shown_its_own_library_whatever_is_needed(
    content_index: ContentIndex,
) -> None:
    at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    libraries = content_index.content.access_points
    own = {one.settlement for one in libraries if one.walk_in}
    needs = {frozenset(one.need) for one in content_index.content.catalogue}
    centres = [content_index.gazetteer.get(one.centre_code)
               for one in content_index.gazetteer.hromadas]  # fmt: skip
    with_one = [one for one in centres if one and one.code in own]
    assert len(with_one) > 5
    for centre, need in product(with_one, needs):
        first, *_ = content_index.access_points.ranked(
            centre.point, at=at, need=need, here=centre.code
        )
        assert first.library.settlement == centre.code, (centre.name, need)


async def test_my_library_typed_anywhere_is_one_tap_away(talk: Talk) -> None:
    await talk.start("save_library__hounb")
    await talk.say("моя бібліотека")
    await talk.tap("Моя бібліотека")
    talk.sees("Хмельницька обласна універсальна наукова бібліотека")


async def test_my_library_saves_typing_when_a_card_needs_help(talk: Talk) -> None:
    await talk.start("save_library__hounb")
    await talk.start("help__diia-app")
    await talk.tap("Біля моєї бібліотеки")
    talk.sees("Поруч із вашою бібліотекою:", "інтернет")


@pytest.mark.parametrize("token", ["library__no-such", "near__UA00000000000000000", "library"])
async def test_a_link_to_what_is_gone_is_told(talk: Talk, token: str) -> None:
    await talk.start(token)
    assert talk.screen
    talk.misses("1. ")
    assert talk.buttons or "Де ви?" in talk.text


async def test_a_poster_of_a_village_leads_to_its_libraries(
    talk: Talk, content_index: ContentIndex
) -> None:
    (place,) = content_index.gazetteer.find("Деражня").settlements
    await talk.start(f"near__{place.code}")
    talk.sees("Деражня. Найближчі бібліотеки:")


class Unmapped:
    """A gazetteer that knows the names of places but not where they lie."""

    def __init__(self, known: Any) -> None:
        self._known = known

    def find(self, text: str) -> Any:
        return self._known.find(text)

    def get(self, code: str) -> Any:
        found = self._known.get(code)
        return found and replace(found, point=None)

    def distance_km(self, point: Point) -> float:
        return float(self._known.distance_km(point))


def with_places(bare: BareLine, content_index: ContentIndex, **given: Any) -> Talk:
    """A conversation of a bot that knows other places."""
    bare.services = services_of(content_index, **given)
    return Talk(bare)


async def test_a_place_without_coordinates_shows_the_libraries_of_its_hromada(
    bare: BareLine, content_index: ContentIndex
) -> None:
    unmapped = Unmapped(content_index.gazetteer)
    talk = with_places(bare, content_index, gazetteer=unmapped)
    await talk.start()
    await talk.tap("Знайти бібліотеку")
    await talk.say("Деражня")
    talk.sees("Не знаємо, де це на карті: Деражня.")
    await talk.tap(DERAZHNIA)
    talk.sees("Деражнянська міська центральна бібліотека")


async def test_no_library_at_all_offers_a_person(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = with_places(bare, content_index, access_points=AccessPoints(()))
    await talk.start()
    await talk.tap("Знайти бібліотеку")
    await talk.say("Деражня")
    talk.sees("Не знаємо бібліотеки поруч.")
    assert talk.buttons == ["Запитати бібліотекаря"]


async def test_unknown_hours_are_said_once_for_a_list_and_nobody_is_sent_far(
    talk_here: Talk,
) -> None:
    await talk_here.say("де найближча бібліотека, я в Плужному")
    shown = plain(talk_here.screen[-1].text)
    assert shown.count("Години роботи не перевірені.") == 1
    assert "Шекеринецька" in shown
    assert "36 км" not in shown


async def test_where_none_is_within_reach_the_nearest_are_told(talk_here: Talk) -> None:
    await talk_here.say("де найближча бібліотека, я в Теофіполі")
    talk_here.sees("1. Шекеринецька", "3. Ставчинецька")
