"""The library’s card in a chat: all still right in one tap; phone, hours and place put right."""

from bot.libraries.card_changes import CardChange, waiting
from bot.staff.model import Role
from tests.flows.desk_talk import HERE, in_unit, linked
from tests.talk import MONDAY_NOON, BareLine, Talk


async def told(talk: Talk) -> list[CardChange]:
    """What waits to be written into the content, the oldest first."""
    return list(await in_unit(talk, lambda unit: waiting(unit, MONDAY_NOON)))


async def head_of(bare: BareLine) -> Talk:
    talk = Talk(bare)
    await linked(talk, "Галина", role=Role.HEAD)
    await talk.tap("Картка бібліотеки")
    talk.sees("Деражнянська міська центральна бібліотека", "Чи все ще так?")
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
    talk.sees("Так це побачать читачі: Телефон: 03856 2-10-10, 067 123-45-67.")
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
