"""The library’s card in a chat: all still right in one tap; phone, hours and place put right."""

import pytest

from bot.libraries.card_changes import CardChange, waiting
from bot.staff.model import Role
from tests.flows.desk_talk import HERE, in_unit, linked
from tests.talk import MONDAY_NOON, BareLine, Talk


async def told(talk: Talk) -> list[CardChange]:
    """What waits to be written into the content, the oldest first."""
    return list(await in_unit(talk, lambda unit: waiting(unit, MONDAY_NOON)))


async def at_her_card(talk: Talk) -> None:
    await linked(talk, "Галина", role=Role.HEAD)
    await talk.tap("Картка бібліотеки")
    talk.sees("Деражнянська міська центральна бібліотека", "Чи все ще так?")


async def head_of(bare: BareLine) -> Talk:
    talk = Talk(bare)
    await at_her_card(talk)
    return talk


async def test_all_is_still_right_in_one_tap(bare: BareLine) -> None:
    talk = await head_of(bare)
    await talk.tap("Усе ще так")
    talk.sees("Дякуємо. Записуємо", "ми напишемо вам сюди")
    (one,) = await told(talk)
    assert (one.library, one.fields) == (HERE, {})


async def test_a_phone_with_a_slip_is_asked_again_and_then_shown(bare: BareLine) -> None:
    talk = await head_of(bare)
    await talk.tap("Інший телефон")
    await talk.say("2-10-10")
    talk.sees("«2-10-10» – не повний номер")
    await talk.say("(03856) 21010, 0671234567")
    talk.sees("Так це побачать читачі", "Телефон: 03856 2-10-10, 067 123-45-67.")
    assert await told(talk) == []
    await talk.tap("Ні, інакше")
    talk.sees("Чи все ще так?")
    await talk.tap("Інший телефон")
    await talk.say("03856 2-11-11")
    await talk.say("так")
    (one,) = await told(talk)
    assert one.fields == {"phone": ["03856 2-11-11"]}


async def test_hours_are_written_as_people_say_them(bare: BareLine) -> None:
    talk = await head_of(bare)
    await talk.tap("Інші години")
    await talk.say("як прийдеться")
    talk.sees("Не впевнені, що зрозуміли ці години")
    await talk.say("пн-пт з 9 до 18, обід 13-14, сб вихідний")
    talk.sees("пн–пт 09:00–18:00, обід 13:00–14:00; сб, нд вихідний")
    await talk.tap("Так, записати")
    (one,) = await told(talk)
    assert one.fields == {"hours": "Mo-Fr 09:00-13:00,14:00-18:00; Sa off"}


async def test_the_place_is_shared_at_the_door(bare: BareLine) -> None:
    talk = await head_of(bare)
    await talk.tap("Інше місце")
    await talk.share(50.45, 30.52)
    talk.sees("поза нашою областю")
    await talk.share(48.68, 26.59)
    talk.sees("км від середини населеного пункту Деражня")
    await talk.share(49.27012, 27.4318)
    await talk.tap("Так, записати")
    (one,) = await told(talk)
    assert one.fields == {"lat": 49.27012, "lon": 27.4318}


async def all_told(talk: Talk) -> None:
    """Nearly all of the card, up to the look at it."""
    await at_her_card(talk)
    await talk.tap("Інша адреса")
    await talk.say("вул. Вигадана, 5")
    talk.sees("Так це побачать читачі", "вул. Вигадана, 5")
    await talk.tap("Змінити ще")
    talk.sees("вул. Вигадана, 5", "Ще нічого не записано")
    await talk.tap("Інша пошта")
    await talk.say("не пошта")
    talk.sees("«не пошта» – не адреса")
    await talk.say("vyhadana@example.org")
    await talk.tap("Змінити ще")
    await talk.tap("Інші мови")
    await talk.say("ельфійська")
    talk.sees("«ельфійська»")
    await talk.say("англійська та польська")
    await talk.tap("Змінити ще")
    await talk.tap("Що є в бібліотеці")
    talk.sees("Є: комп’ютери", "Не знаємо: ")
    await talk.tap("сканування: не знаємо")
    await talk.tap("Немає")
    await talk.tap("Далі")
    await talk.tap("Далі")
    await talk.say("туалет")
    talk.sees("Туалет: чи є це в бібліотеці?")
    await talk.say("є")
    talk.sees("туалет")
    await talk.tap("Це все")
    talk.sees("Так це побачать читачі", "вул. Вигадана, 5", "vyhadana@example.org", "англійська",
              "Немає: сканування")  # fmt: skip
    assert await told(talk) == []


async def test_each_line_can_tell_all_of_the_card(talk: Talk) -> None:
    await all_told(talk)  # and publishes nothing: these lines share the real content
    await talk.tap("Змінити ще")
    await talk.tap("Лишити як було")
    talk.sees("Чи все ще так?")
    talk.misses("вул. Вигадана, 5")


async def test_all_of_the_card_is_published_together(bare: BareLine) -> None:
    talk = Talk(bare)
    await all_told(talk)
    await talk.tap("Так, записати")
    talk.sees("Дякуємо. Записуємо", "Що ще виправити?")
    (one,) = await told(talk)
    assert one.fields == {
        "address": "вул. Вигадана, 5",
        "email": "vyhadana@example.org",
        "languages": ["en", "pl"],
        "has": {"scanning": "no", "toilet": "yes"},
    }


async def test_offers_that_nobody_has_told_are_gone_through_one_by_one(bare: BareLine) -> None:
    talk = await head_of(bare)
    await talk.tap("Що є в бібліотеці")
    await talk.tap("По черзі")
    asked = []
    while "чи є це в бібліотеці?" in talk.text:
        asked.append(talk.text)
        await talk.say(("так", "нема", "не знаю")[len(asked) % 3])
    assert len(asked) == len(set(asked)) > 6
    talk.sees("Пройдіть усе по черзі")
    await talk.tap("Це все")
    await talk.tap("Так, записати")
    (one,) = await told(talk)
    assert [*one.fields] == ["has"]
    assert len(one.fields["has"]) == len(asked) - len(asked) // 3 - (len(asked) % 3 == 2)


async def test_what_is_typed_right_after_is_still_meant_for_the_card(bare: BareLine) -> None:
    talk = await head_of(bare)
    await talk.tap("Інший телефон")
    await talk.say("03856 2-11-11")
    await talk.tap("Так, записати")
    await talk.say("Картка бібліотеки")
    talk.sees("Телефон: 03856 2-11-11", "Чи все ще так?")  # also what is on its way
    await talk.say("усе ще так")
    await talk.say("49.27012, 27.43180")
    talk.sees("Так це побачать читачі")
    await talk.tap("Так, записати")
    await talk.say("інше місце")
    talk.sees("Станьте біля дверей бібліотеки")
    await talk.say("інший телефон")  # another button of the card, typed
    talk.sees("Напишіть телефон")
    await talk.share(49.27112, 27.4328)
    await talk.tap("Так, записати")
    assert [one.fields for one in await told(talk)] == [
        {"phone": ["03856 2-11-11"]}, {}, {"lat": 49.27012, "lon": 27.4318},
        {"lat": 49.27112, "lon": 27.4328},
    ]  # fmt: skip


async def test_a_short_link_of_a_map_is_read_or_told_what_to_send_instead(bare: BareLine) -> None:
    talk = await head_of(bare)
    await talk.tap("Інше місце")
    await talk.say("https://maps.app.goo.gl/Zx9RstaTv3rBBgeq6")
    talk.sees("Це коротке посилання саме не каже місця", "координати")
    await talk.say("https://osm.org/go/0h6BDAb35--")
    talk.sees("Так це побачать читачі")


async def test_a_question_meanwhile_is_answered_and_the_draft_stays(bare: BareLine) -> None:
    talk = await head_of(bare)
    await talk.tap("Інша адреса")
    await talk.say("вул. Вигадана, 5")
    await talk.say("як отримати субсидію?")
    talk.sees("субсиді", "Повертаємося: картка бібліотеки", "вул. Вигадана, 5")
    await talk.tap("Ні, інакше")
    talk.sees("Чи все ще так?")
    assert await told(talk) == []


async def test_what_is_told_is_still_there_when_she_comes_to_the_card_anew(bare: BareLine) -> None:
    talk = await head_of(bare)
    await talk.tap("Інша адреса")
    await talk.say("вул. Вигадана, 5")
    await talk.start("desk_card")  # a button under what a reader has marked
    talk.sees("вул. Вигадана, 5", "Ще нічого не записано")
    await talk.say("стіл")
    talk.sees("ще не надіслано")
    await talk.start("menu")
    await talk.say("як отримати субсидію?")
    await talk.start("desk_card")
    talk.sees("вул. Вигадана, 5", "Ще нічого не записано")
    await talk.tap("Так, записати")
    (one,) = await told(talk)
    assert one.fields == {"address": "вул. Вигадана, 5"}
    await talk.start("desk_card")
    talk.sees("Чи все ще так?")  # what is published is no draft


@pytest.mark.parametrize("no", ["Лишити як було", "Ні, інакше"])
async def test_what_she_drops_comes_back_no_more(bare: BareLine, no: str) -> None:
    talk = await head_of(bare)
    await talk.tap("Інша адреса")
    await talk.say("вул. Вигадана, 5")
    if no == "Лишити як було":
        await talk.tap("Змінити ще")
    await talk.tap(no)
    await talk.start("desk_card")
    talk.sees("Чи все ще так?")
    talk.misses("вул. Вигадана, 5")


async def test_a_pin_far_away_is_doubted_wherever_it_may_be_published(bare: BareLine) -> None:
    talk = await head_of(bare)
    doubt = "Позначка – за"
    await talk.say("49.27012, 27.27180")  # a dozen km from Derazhnia
    talk.sees(doubt, "Це та бібліотека?")
    await talk.start("desk_card")  # a button of a notice that came between
    talk.sees("Ще нічого не записано", doubt, "Це та бібліотека?")
    await talk.tap("Лишити як було")
    talk.misses(doubt)


async def test_what_is_no_more_is_taken_away(bare: BareLine) -> None:
    talk = await head_of(bare)
    await talk.tap("Інший телефон")
    talk.misses("Уже немає")  # we know of none
    await talk.say("03856 2-11-11")
    await talk.tap("Так, записати")
    await talk.tap("Інший телефон")
    await talk.tap("Уже немає")
    talk.misses("03856 2-11-11")
    await talk.tap("Так, записати")
    assert [one.fields for one in await told(talk)] == [
        {"phone": ["03856 2-11-11"]}, {"phone": None}
    ]  # fmt: skip


async def test_a_photo_is_added_in_the_browser_at_its_own_page(bare: BareLine) -> None:
    talk = await head_of(bare)
    await talk.tap("Фото")
    talk.sees("Фото бібліотеки додають у браузері", "один раз", "?next=/desk/library/card/photo")
    assert await told(talk) == []


async def test_a_librarian_sees_the_card_and_whom_to_tell(bare: BareLine) -> None:
    talk = Talk(bare)
    await linked(talk, "Ірина")
    await talk.tap("Картка бібліотеки")
    talk.sees("Картку змінює завідувачка бібліотеки")
    talk.misses("Чи все ще так?")
