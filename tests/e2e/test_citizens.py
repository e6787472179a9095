"""Citizens in Telegram talk to the real process, which polls."""

import asyncio
import re

import pytest

from tests.e2e.deployment import Deployment, told
from tests.fakes.telegram.citizen import Citizen
from tests.waiting import until

MENU = "Чим допомогти?"
ASKED = "Де шукати метричну книгу за 1913 рік?"


async def test_a_poster_leads_to_its_library_with_a_pin(citizen: Citizen) -> None:
    await citizen.starts("library__hounb")
    notice, card, pin = await citizen.hears(3)
    assert "Це Місток" in notice.text
    assert card.title == "Хмельницька обласна універсальна наукова бібліотека"
    assert "Показати дорогу" in card.buttons
    assert pin.pin
    assert pin.pin[2] == card.title
    assert "typing" in citizen.actions


async def test_a_location_brings_the_nearest_and_the_button_goes(citizen: Citizen) -> None:
    await citizen.starts()
    await citizen.hears(2)
    await citizen.taps("Знайти бібліотеку")
    _, menu = await citizen.hears(2)
    assert menu.buttons == ()  # answered: it can't be pressed again
    assert citizen.keyboard == [["Надіслати моє місце"]]
    await citizen.shares(49.27, 27.43)
    near = await told(citizen, "Поруч із вами:\n\n1. Деражнянська міська центральна бібліотека")
    assert citizen.keyboard == []
    await citizen.taps(near.buttons[0])
    card = await told(citizen, "Деражнянська міська центральна бібліотека")
    assert "Зберегти як мою" in card.buttons
    await until(lambda: not citizen.spinning)


async def test_a_tap_turns_the_page_in_place(citizen: Citizen) -> None:
    await citizen.starts()
    _, menu = await citizen.hears(2)
    for label in ("Е-послуги", "Документи, авто", "Паспорт, код, ім’я", "Ще"):
        await citizen.taps(label)
        (page,) = await citizen.hears()
        assert (page.id, page.edited) == (menu.id, True)
    assert "Сторінка 2 з 2" in page.text


async def test_a_question_is_handed_over_with_a_number(
    deployment: Deployment, citizen: Citizen
) -> None:
    await citizen.says("людина")
    await citizen.hears(2)
    await citizen.says(ASKED)
    await citizen.hears()
    await citizen.says("Деражня")
    confirm = await told(citizen, f"«{ASKED}»")
    await citizen.taps("Надіслати")
    sent = await told(citizen, "Номер звернення")
    number = re.search(r"\d{4}-\d{4}", sent.text)
    assert number
    ((holder, words),) = deployment.rows(
        "SELECT holder, words FROM requests JOIN request_entries ON request_id = requests.id"
        " WHERE number = ?",
        number.group(),
    )
    assert holder == "derazhnia-tsentralna"
    assert "метричну".encode() not in words
    await citizen.taps("Надіслати", on=confirm)  # once more, on the old message
    await told(citizen, "Ця кнопка – від попереднього запитання.")
    await citizen.says("мої запитання")
    mine = await told(citizen, "Мої звернення")
    assert mine.text.count("№") == 1
    assert number.group() in mine.text


async def test_the_language_is_switched_in_the_conversation_and_in_the_menu(
    deployment: Deployment, citizen: Citizen
) -> None:
    await citizen.starts()
    await citizen.hears(2)
    await citizen.taps("English")
    said, menu = await citizen.hears(2)
    assert said.text == "From now on we write in English."
    assert "Find a library" in menu.buttons
    shown = {
        params.get("language_code", ""): {
            one["command"]: one["description"] for one in params["commands"]
        }
        for params in deployment.telegram.calls("setMyCommands")
    }
    assert shown["uk"]["library"] == shown[""]["library"] == "Знайти бібліотеку"
    assert shown["en"]["library"] == "Find a library"


async def test_an_english_app_is_met_in_english(deployment: Deployment) -> None:
    john = deployment.telegram.citizen(name="John", lang="en-GB")
    await john.starts()
    _, menu = await john.hears(2)
    assert "How can we help?" in menu.text


async def test_who_blocks_the_bot_is_left_in_peace_and_met_again(
    deployment: Deployment, citizen: Citizen
) -> None:
    await citizen.starts()
    await citizen.hears(2)
    await citizen.blocks()
    await deployment.rests()
    citizen.hears_nothing()
    await citizen.unblocks()
    await deployment.rests()
    citizen.hears_nothing()  # the button that unblocks starts the bot as well: one menu, not two
    await citizen.starts()
    (menu,) = await citizen.hears()
    assert MENU in menu.text


async def test_an_answer_to_somebody_who_has_just_gone_is_given_up(
    deployment: Deployment, citizen: Citizen
) -> None:
    await citizen.starts()
    await citizen.hears(2)
    gone = {"method": "sendMessage", "code": 403, "description": "Forbidden: user is deactivated"}
    deployment.telegram.do("fail", gone)
    await citizen.says("меню")
    await deployment.rests()
    citizen.hears_nothing()
    failed = deployment.rows("SELECT reason FROM outbox WHERE state = 'failed'")
    assert failed == [("403: Forbidden: user is deactivated",)]
    await citizen.says("меню")  # they are back
    await citizen.hears()


async def test_a_file_of_50_megabytes_is_told_kindly(citizen: Citizen) -> None:
    await citizen.sends_file("архів.zip", size=50 * 1024 * 1024)
    await told(citizen, "Файл завеликий")


@pytest.mark.parametrize(
    ("lat", "lon", "said"),
    [
        (44.0, 33.0, "Звідси до Хмельницької області приблизно"),  # at sea
        (52.23, 21.01, "Звідси до Хмельницької області приблизно"),  # Warsaw
        (49.55, 25.6, "Ви за межами області."),  # Ternopil
    ],
)
async def test_a_location_at_sea_or_abroad_is_told_honestly(
    citizen: Citizen, lat: float, lon: float, said: str
) -> None:
    await citizen.shares(lat, lon)
    await told(citizen, said)


async def test_what_telegram_would_never_send_harms_nobody(
    deployment: Deployment, citizen: Citizen
) -> None:
    do = deployment.telegram.do
    odd = {"message": 5}, {"callback_query": {"from": []}}, {"message": {"chat": {"id": "x"}}}
    for update in odd:
        do("push", {"update": update, "check": False})
    await citizen.says("дякую")
    assert "Будь ласка." in (await citizen.hears(2))[1].text
    assert do("received", {})["refusals"] == []


async def test_an_update_is_confirmed_only_after_the_commit(
    deployment: Deployment, citizen: Citizen
) -> None:
    do = deployment.telegram.do
    with deployment.locked():
        update = await citizen.says("меню")
        await asyncio.sleep(0.5)
        assert do("received", {})["pending"] == [update]
        event = deployment.known_as("telegram", update)
        assert deployment.rows("SELECT * FROM inbox WHERE event_id = ?", event) == []
    await told(citizen, MENU)
    assert len(deployment.rows("SELECT * FROM inbox WHERE event_id = ?", event)) == 1
    assert do("received", {})["pending"] == []


async def test_danger_comes_first(deployment: Deployment, citizen: Citizen) -> None:
    await citizen.says("не хочу жити")
    (numbers,) = await citizen.hears()
    assert numbers.text.splitlines()[0].startswith("7333")
    await deployment.rests()
    citizen.hears_nothing()
