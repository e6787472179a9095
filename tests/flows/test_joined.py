"""One act comes as several messages, and what belongs to a form stays with it: nothing is lost."""

import pytest
from sqlalchemy import select

from bot.requests.model import FILES, WORDS
from bot.storage.schema import metadata
from tests.flows.desk_talk import in_unit
from tests.flows.librarian import ASKED, Librarian, ask, number_in
from tests.talk import BareLine, Talk

NO_SUCH_VILLAGE = "Не знаємо такого села"
FURTHER = "Прадід народився в тому ж повіті"
requests = metadata.tables["requests"]
entries = metadata.tables["request_entries"]


async def sent(talk: Talk) -> tuple[str, list[str]]:
    """The words and the names of the files of the only request there is."""

    async def use(unit):
        row = await unit.first(select(requests).order_by(requests.c.id.desc()))
        entry = await unit.first(select(entries).where(entries.c.request_id == row.id))
        words = unit.vault.open(entry.words, column=WORDS, row=row.number) if entry.words else ""
        files = (
            unit.vault.open_json(entry.files, column=FILES, row=row.number) if entry.files else []
        )
        return words, [one["name"] for one in files]

    return await in_unit(talk, use)


# Greetings, questions and places in messages of their own


async def test_a_greeting_is_answered_and_never_becomes_the_question(talk: Talk) -> None:
    await talk.say("людина")
    await talk.say("Добрий день!")
    talk.sees("Добрий день.", "Напишіть запитання бібліотекарю")
    await talk.say(ASKED)
    await talk.say("Деражня")
    talk.sees(f"«{ASKED}»", "Деражнянська")
    await talk.tap("Надіслати")
    assert await sent(talk) == (ASKED, [])


async def test_a_sentence_at_the_place_joins_the_question(talk: Talk) -> None:
    await talk.say("людина")
    await talk.say("Шукаю документи про родину")
    await talk.say("треба розшукати метрику мого прадіда по батькові")
    talk.sees("Додали до вашого запитання", "метрику мого прадіда", "З якого ви села чи міста?")
    talk.misses(NO_SUCH_VILLAGE)
    await talk.say("Деражня")
    talk.sees("документи про родину\nтреба розшукати метрику")
    assert "Надіслати" in talk.buttons


async def test_a_place_with_a_question_is_both(talk: Talk) -> None:
    await talk.say("людина")
    await talk.say(ASKED)
    await talk.say("Деражня, і скажіть ще, чи можна прийти разом із дитиною")
    talk.sees("Деражнянська", f"{ASKED}\nДеражня, і скажіть ще")


@pytest.mark.parametrize("village", ["Кукурузяндія", "село Кукурузяндія", "я з Кукурузяндії"])
async def test_an_unknown_village_is_still_told(talk_here: Talk, village: str) -> None:
    await talk_here.say("людина")
    await talk_here.say(ASKED)
    await talk_here.say(village)
    talk_here.sees(NO_SUCH_VILLAGE)
    await talk_here.say(village)
    assert "Запитати бібліотекаря" not in talk_here.buttons  # one is being asked
    await talk_here.say("Деражня")
    talk_here.sees(f"«{ASKED}»")


async def test_words_at_the_last_look_join_and_it_comes_back_with_its_button(talk: Talk) -> None:
    await talk.say("людина")
    await talk.say(ASKED)
    await talk.say("Деражня")
    await talk.say(FURTHER)
    talk.sees(f"«{ASKED}\n{FURTHER}»")
    assert "Надіслати" in talk.buttons
    await talk.say("дякую")
    talk.sees("Будь ласка.", f"«{ASKED}\n{FURTHER}»")
    await talk.tap("Надіслати")
    assert await sent(talk) == (f"{ASKED}\n{FURTHER}", [])


async def test_a_long_name_is_no_name(talk: Talk) -> None:
    await talk.say("людина")
    await talk.say(ASKED)
    await talk.say("Деражня")
    await talk.tap("Додати ім’я")
    await talk.say("а ще скажіть, скільки коштує закордонний паспорт для дитини?")
    talk.misses("ваше ім’я")
    talk.sees("Як до вас звертатися?")
    await talk.say("Оксана Мельник")
    talk.sees("Оксана Мельник", "закордонний паспорт")


async def test_words_at_the_purpose_of_a_copy_join_the_order(talk: Talk) -> None:
    await talk.say("копія")
    await talk.say("Стаття з «Поділля» № 3 за 1995 рік")
    await talk.say("сторінки з десятої по двадцяту, автор Прокопчук")
    talk.sees("Для чого копія?", "Додали")
    await talk.tap("Для науки")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("№ 3 за 1995 рік\nсторінки з десятої")


async def test_what_was_written_can_be_returned_to(talk: Talk) -> None:
    await talk.say("людина")
    await talk.say(ASKED)
    await talk.say("Деражня")
    await talk.say("послуги")
    talk.sees("Написане ще не надіслано", "«назад»")
    await talk.say("назад")
    talk.sees(f"«{ASKED}»")
    await talk.say("дякую")
    talk.sees("Будь ласка", f"«{ASKED}»")
    await talk.tap("Надіслати")
    await talk.say("назад")
    talk.misses(ASKED)  # it is sent: not a second time


async def test_words_just_after_it_was_sent_join_it(talk: Talk) -> None:
    number = await ask(talk)
    await talk.say("абракадабра трумбурум шурумбурум")
    talk.sees(f"Додали до звернення № {number}.")


async def test_what_was_written_before_a_person_was_asked_for_is_not_lost(talk: Talk) -> None:
    await talk.say("абракадабра трумбурум почерк")
    await talk.say("людина")
    talk.sees("Напишіть запитання бібліотекарю")
    await talk.tap("Передати написане вище")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("«абракадабра трумбурум почерк»")


async def test_a_greeting_before_it_is_nothing_to_pass_on(talk_here: Talk) -> None:
    await talk_here.say("добрий день")
    await talk_here.say("людина")
    assert talk_here.buttons == []


# Files


async def test_a_photo_then_its_words(talk: Talk) -> None:
    await talk.send_file("лист.jpg")
    await talk.say("Шановні, прочитайте цей почерк абракадабра")
    talk.sees("«Шановні, прочитайте цей почерк абракадабра»", "Файл отримали: лист.jpg")
    await talk.tap("Надіслати бібліотекарю")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("прочитайте цей почерк", "Разом із 1 файлом.")


async def test_words_then_photos(talk: Talk) -> None:
    await talk.say("абракадабра трумбурум почерк")
    await talk.send_file("1.jpg")
    await talk.send_file("2.jpg")
    talk.sees("«абракадабра трумбурум почерк»", "Файли отримали.")
    await talk.tap("Надіслати бібліотекарю")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("трумбурум", "Разом із 2 файлами.")
    await talk.tap("Надіслати")
    words, files = await sent(talk)
    assert words == "абракадабра трумбурум почерк"
    assert len(files) == 2


@pytest.mark.parametrize("steps", range(4))
async def test_a_file_at_any_step_of_the_form_stays_with_it(talk_here: Talk, steps: int) -> None:
    way = ["людина", ASKED, "Іванківці", "Деражнянська громада"]
    for said in way[: steps + 1]:
        await talk_here.say(said)
    await talk_here.send_file("лист.jpg")
    for said in way[1:] if steps == 0 else way[2:]:
        await talk_here.say(said)
    talk_here.sees("Разом із 1 файлом.")
    await talk_here.tap("Надіслати")
    words, files = await sent(talk_here)
    assert (words.splitlines()[0], files) == (ASKED, ["лист.jpg"])


async def album(bare: BareLine, talk: Talk, *captions: str, id: str = "7") -> list[int]:
    """Parts of an album; how many messages each was answered with."""
    answers = []
    for number, caption in enumerate(captions):
        seen = await bare.part(f"{number}.jpg", caption, album=id)
        if seen:
            talk.receive(seen)
        answers.append(len(seen))
    return answers


async def test_an_album_is_answered_once_and_none_of_it_is_lost(
    bare: BareLine, talk_here: Talk
) -> None:
    assert await album(bare, talk_here, "Що тут написано?", "", "") == [1, 0, 0]
    talk_here.sees("Файли отримали.", "«Що тут написано?»")
    await talk_here.tap("Надіслати бібліотекарю")
    assert await album(bare, talk_here, "") == [0]  # however late it comes
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.sees("Разом із 4 файлами.")
    await talk_here.tap("Надіслати")
    assert await sent(talk_here) == (
        "Що тут написано?", ["0.jpg", "1.jpg", "2.jpg", "0.jpg"]
    )  # fmt: skip


async def test_the_caption_of_an_album_may_come_with_any_part(
    bare: BareLine, talk_here: Talk
) -> None:
    await talk_here.say("людина")
    assert await album(bare, talk_here, "", "Що тут написано?", "") == [1, 1, 0]
    talk_here.sees("З якого ви села чи міста?")
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.sees("«Що тут написано?»", "Разом із 3 файлами.")


async def test_an_album_at_the_last_look_and_after_it(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    await talk_here.say("людина")
    await talk_here.say(ASKED)
    await talk_here.say("Будь-яка")
    await album(bare, talk_here, "")
    await talk_here.tap("Надіслати")
    number = talk_here.text.split("звернення: ")[1][:9]
    assert await album(bare, talk_here, "", "") == [0, 0]
    await oksana.take(number)
    assert await album(bare, talk_here, "", "", "", id="8") == [1, 0, 0]
    _, entries = await oksana.sees(number)
    assert sum(len(one.files) for one in entries) == 6


# A text that was too long for one message


async def test_the_rest_of_a_long_text_joins_it(bare: BareLine, talk_here: Talk) -> None:
    first, rest = "Довга історія про метрику. " * 150, "Деражня була повітом тоді"
    await talk_here.say("людина")
    talk_here.receive(await bare.long(first))
    await talk_here.say(rest)
    talk_here.sees("Додали", "З якого ви села чи міста?")
    await talk_here.tap("Будь-яка бібліотека")
    await talk_here.tap("Надіслати")
    words, _ = await sent(talk_here)
    assert words == f"{first.strip()}\n{rest}"


async def test_the_rest_of_a_long_text_out_of_nowhere_joins_it(
    bare: BareLine, talk_here: Talk
) -> None:
    first, rest = "абракадабра трумбурум " * 180, "шурумбурум наприкінці"
    talk_here.receive(await bare.long(first))
    await talk_here.say(rest)
    for label in ("Не те", "Передати"):
        if label in talk_here.buttons:
            await talk_here.tap(label)
    await talk_here.tap("Будь-яка бібліотека")
    await talk_here.tap("Надіслати")
    words, _ = await sent(talk_here)
    assert words == f"{first.strip()}\n{rest}"


async def test_a_text_in_many_messages_is_one_question(bare: BareLine, talk_here: Talk) -> None:
    parts = [f"{word} трумбурум " * 220 for word in ("перше", "друге", "третє")]
    for part in parts:
        talk_here.receive(await bare.long(part))
    await talk_here.say("і кінець")
    await talk_here.say("людина")
    await talk_here.tap("Передати написане вище")
    await talk_here.tap("Будь-яка бібліотека")
    await talk_here.tap("Надіслати")
    words, _ = await sent(talk_here)
    assert words == "\n".join((*map(str.strip, parts), "і кінець"))


async def test_a_photo_after_a_long_text_comes_with_all_of_it(
    bare: BareLine, talk_here: Talk
) -> None:
    first, rest = "абракадабра трумбурум " * 180, "шурумбурум наприкінці"
    talk_here.receive(await bare.long(first))
    await talk_here.say(rest)
    await talk_here.send_file("scan.jpg")
    await talk_here.tap("Надіслати бібліотекарю")
    await talk_here.tap("Будь-яка бібліотека")
    await talk_here.tap("Надіслати")
    words, _ = await sent(talk_here)
    assert words == f"{first.strip()}\n{rest}"


# Changed messages


async def test_a_changed_message_of_a_draft_changes_the_draft(
    bare: BareLine, talk_here: Talk
) -> None:
    await talk_here.say("людина")
    await talk_here.say(ASKED)
    await talk_here.say("Деражня")
    await talk_here.tap("Додати ім’я")
    talk_here.receive(await bare.edit("Де метрика за 1914 рік?", ago=1))
    talk_here.sees("Виправили", "Як до вас звертатися?")
    await talk_here.say("Оксана")
    talk_here.sees("«Де метрика за 1914 рік?»", "Оксана")
    await talk_here.say(FURTHER)
    talk_here.receive(await bare.edit("Прадід звався Іван"))
    talk_here.sees("«Де метрика за 1914 рік?\nПрадід звався Іван»")
    assert "Надіслати" in talk_here.buttons
    await talk_here.tap("Надіслати")
    assert (await sent(talk_here))[0] == "Де метрика за 1914 рік?\nПрадід звався Іван"


@pytest.mark.parametrize("steps", range(1, 4))
async def test_a_change_answers_no_open_question(
    bare: BareLine, talk_here: Talk, steps: int
) -> None:
    for said in ("людина", ASKED, "Іванківці", "Деражнянська громада")[: steps + 1]:
        await talk_here.say(said)
    talk_here.receive(await bare.edit("Деражня чи Летичів за 1914 рік", ago=steps - 1))
    talk_here.sees("Виправили")
    step = bare.state["now"]["at"]
    assert step == ["", "hand_over/place@1", "hand_over/which@1", "hand_over/confirm@1"][steps]


async def test_a_mistyped_answer_can_be_mended(bare: BareLine, talk_here: Talk) -> None:
    await talk_here.say("людина")
    await talk_here.say(ASKED)
    await talk_here.say("Кукурузяндія")
    talk_here.sees(NO_SUCH_VILLAGE)
    talk_here.receive(await bare.edit("Деражня"))
    talk_here.sees(f"«{ASKED}»", "Деражнянська")


async def test_each_message_of_a_sent_question_can_be_changed(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    await talk_here.say("людина")
    await talk_here.say(ASKED)
    await talk_here.say("Будь-яка")
    await talk_here.say(FURTHER)
    await talk_here.tap("Надіслати")
    number = number_in(talk_here)
    for ago, words, expected in (
        (0, "Прадід звався Іван", f"{ASKED}\nПрадід звався Іван"),
        (2, "Де метрика за 1914 рік?", "Де метрика за 1914 рік?\nПрадід звався Іван"),
        (0, "Прадід звався Петро", "Де метрика за 1914 рік?\nПрадід звався Петро"),
    ):
        talk_here.receive(await bare.edit(words, ago=ago))
        talk_here.sees(f"Бібліотекар бачить вашу правку у зверненні № {number}.")
        _, entries = await oksana.sees(number)
        assert entries[-1].words == expected
        assert entries[-1].replaces == entries[-2].id


async def test_a_changed_order_of_a_copy_keeps_its_purpose(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    await talk_here.say("копія")
    await talk_here.say("Стаття з «Поділля» № 3 за 1995 рік")
    await talk_here.tap("Для науки")
    await talk_here.tap("Будь-яка бібліотека")
    await talk_here.tap("Надіслати")
    number = number_in(talk_here)
    talk_here.receive(await bare.edit("Стаття з «Поділля» № 4 за 1995 рік"))
    _, entries = await oksana.sees(number)
    assert entries[-1].words.splitlines() == ["Стаття з «Поділля» № 4 за 1995 рік", "Для науки."]
