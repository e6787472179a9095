"""What is meant for a person reaches that person; what is no words of the sender is labelled."""

from dataclasses import replace

import pytest

from bot.engine.turn import Label, Labelled, Point, TurnKind
from bot.requests.model import Said, State
from tests.flows.desk_talk import asked, linked, seen_by
from tests.flows.librarian import ASKED, Librarian, ask
from tests.talk import BareLine, Talk

FORWARD = Labelled(Label.FORWARDED, "Іван Петренко")
QUOTE = Labelled(Label.QUOTED, "Яка губернія?")
VENUE = Labelled(Label.VENUE, "Архів, вул. Грушевського")
PASSPORT = "скільки коштує закордонний паспорт"
ANSWER = "Метрика лежить у фонді 315, опис 1."


async def last_words(oksana: Librarian, number: str) -> str:
    _, entries = await oksana.sees(number)
    return entries[-1].words


# The reader's side


async def test_a_place_goes_to_the_person_who_asked_where(talk: Talk) -> None:
    from tests.flows.librarian import librarian_of

    oksana = await librarian_of(talk)
    number = await ask(talk)
    await talk.share(49.27, 27.43)
    talk.misses("Передали до звернення")  # nobody has taken it yet: the nearest libraries
    await oksana.take(number)
    await oksana.ask(number, "Де саме лежить книга?")
    await talk.share(49.271234, 27.431234)
    talk.sees(f"Передали до звернення № {number}.")
    words = await last_words(oksana, number)
    assert words.startswith("Місце на карті: https://www.openstreetmap.org/?mlat=49.27123")
    assert (await oksana.sees(number))[0].state is State.TAKEN  # it is the reply


async def test_who_asked_last_gets_the_answer(talk_here: Talk, oksana: Librarian) -> None:
    number = await ask(talk_here)
    await oksana.take(number)
    await talk_here.say("бібліотека")
    talk_here.sees("Де ви?")
    await oksana.ask(number, "Де саме лежить книга?")
    await talk_here.share(49.271234, 27.431234)
    talk_here.sees(f"Передали до звернення № {number}.", "Повертаємося")
    assert (await last_words(oksana, number)).startswith("Місце на карті: ")
    await talk_here.say("Деражня")  # and now what the bot asks again
    talk_here.sees("Деражня. Найближчі")


async def test_a_place_about_something_else_finds_a_library(
    talk_here: Talk, oksana: Librarian
) -> None:
    number = await ask(talk_here)
    await oksana.take(number)
    await talk_here.share(49.271234, 27.431234)
    await talk_here.tap("Це про інше")
    talk_here.sees("Поруч")


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        (TurnKind.TEXT, {"text": "Ходімо", "labelled": (FORWARD,)},
         "Переслано від Іван Петренко:\nХодімо"),
        (TurnKind.TEXT, {"text": "Подільська", "labelled": (QUOTE,)},
         "У відповідь на «Яка губернія?»:\nПодільська"),
        (TurnKind.TEXT,
         {"text": "+380501234567",
          "labelled": (Labelled(Label.CONTACT, "Іван, +380501234567"),)},
         "Контакт: Іван, +380501234567"),
        (TurnKind.POINT,
         {"point": Point(49.2, 27.4), "labelled": (VENUE,)},
         "Місце: Архів, вул. Грушевського\nМісце на карті: https://"),
        (TurnKind.OTHER, {"labelled": (Labelled(Label.STICKER, "👍"),)}, "Наліпка: 👍"),
        (TurnKind.OTHER, {"labelled": (Labelled(Label.POLL, "Коли? (вт / ср)"),)},
         "Опитування: Коли? (вт / ср)"),
        (TurnKind.OTHER, {"labelled": (Labelled(Label.UNSEEN, "story"),)},
         "Надіслано те, чого тут не показати (story)."),
    ],
)  # fmt: skip
async def test_every_kind_of_content_passes_labelled(
    bare: BareLine, talk_here: Talk, oksana: Librarian, kind: TurnKind, given: dict, words: str
) -> None:
    number = await ask(talk_here)
    await oksana.take(number)
    talk_here.receive(await bare.labelled(kind, **given))
    talk_here.sees(f"Передали до звернення № {number}.")
    assert (await last_words(oksana, number)).startswith(words)


async def test_a_sticker_for_nobody_is_told_what_works(bare: BareLine, talk_here: Talk) -> None:
    sticker = (Labelled(Label.STICKER, "👍"),)
    talk_here.receive(await bare.labelled(TurnKind.OTHER, labelled=sticker))
    talk_here.sees("Розумію тільки текст.")


async def test_a_contact_and_a_place_in_the_form_join_the_question(
    bare: BareLine, talk_here: Talk
) -> None:
    await talk_here.say("людина")
    await talk_here.say(ASKED)
    await talk_here.say("Будь-яка")
    contact = (Labelled(Label.CONTACT, "Іван, +380501234567"),)
    talk_here.receive(await bare.labelled(TurnKind.TEXT, text="+380501234567", labelled=contact))
    talk_here.receive(await bare.labelled(TurnKind.POINT, point=Point(49.2, 27.4)))
    talk_here.sees(f"{ASKED}\nКонтакт: Іван, +380501234567\nМісце на карті: https://")
    assert "Надіслати" in talk_here.buttons


async def test_a_reply_to_what_was_told_of_a_question_joins_it(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    number = await ask(talk_here)
    about = {"about": f"Надіслано. Номер звернення: {number}."}
    talk_here.receive(await bare.labelled(TurnKind.TEXT, text="Це Подільська губернія", **about))
    talk_here.sees(f"Передали до звернення № {number}.")
    assert await last_words(oksana, number) == "Це Подільська губернія"
    await oksana.take(number)
    await oksana.answer(number, ANSWER)
    about = {"about": talk_here.text}
    talk_here.receive(await bare.labelled(TurnKind.TEXT, text="щиро дякую", **about))
    assert (await oksana.sees(number))[0].state is State.ANSWERED  # thanks open nothing again
    talk_here.receive(await bare.labelled(TurnKind.TEXT, text="А де цей фонд лежить?", **about))
    assert (await oksana.sees(number))[0].state is State.NEW


async def test_a_reply_to_anothers_number_is_an_ordinary_text(
    bare: BareLine, talk_here: Talk
) -> None:
    number = await ask(talk_here)
    other = Talk(replace(bare, peer="petro"))
    await other.start()
    about = {"about": f"№ {number}"}
    other.receive(await other.line.labelled(TurnKind.TEXT, text=PASSPORT, **about))
    other.sees("Закордонний паспорт")


# The librarian's side


async def test_what_is_typed_right_after_taking_is_the_draft_of_the_answer(talk: Talk) -> None:
    iryna = await linked(talk)
    number = await asked(talk)
    await talk.start(f"desk_do__{number}__take")
    await talk.say(ANSWER)
    talk.sees(ANSWER, number)
    assert "Надіслати" in talk.buttons
    await talk.say("Копію зробимо за день.")
    talk.sees(f"{ANSWER}\nКопію зробимо за день.")
    await talk.tap("Надіслати")
    opened = await seen_by(talk, iryna, number)
    assert opened.request.state is State.ANSWERED
    assert opened.entries[-1].words == f"{ANSWER}\nКопію зробимо за день."


async def test_it_may_be_a_question_or_a_note_instead(talk_here: Talk) -> None:
    iryna = await linked(talk_here)
    number = await asked(talk_here)
    await talk_here.press(f"desk_do__{number}__take")
    await talk_here.say("Яка саме губернія?")
    await talk_here.tap("Це запитання читачеві")
    opened = await seen_by(talk_here, iryna, number)
    assert (opened.request.state, opened.entries[-1].said) == (State.ASKING, Said.QUESTION)
    await talk_here.say("спитати в архіві")
    await talk_here.tap("Це нотатка для колег")
    opened = await seen_by(talk_here, iryna, number)
    assert opened.entries[-1].said is Said.NOTE


async def test_a_reply_to_a_notice_opens_its_request_with_the_words(
    bare: BareLine, talk_here: Talk
) -> None:
    iryna = await linked(talk_here)
    number = await asked(talk_here)
    await talk_here.say("послуги")  # wherever one is
    about = {"about": f"Нове звернення, № {number}. Відповідь – до ср, 25 листопада."}
    talk_here.receive(await bare.labelled(TurnKind.TEXT, text=ANSWER, **about))
    talk_here.sees(ANSWER, number)
    opened = await seen_by(talk_here, iryna, number)
    assert opened.request.state is State.NEW  # nothing is sent before it is confirmed
    await talk_here.tap("Надіслати")
    opened = await seen_by(talk_here, iryna, number)
    assert (opened.request.state, opened.request.owner_id) == (State.ANSWERED, iryna.id)
    assert opened.entries[-1].words == ANSWER


async def test_words_of_danger_in_a_reply_are_about_somebody_else(
    bare: BareLine, talk_here: Talk
) -> None:
    await linked(talk_here)
    number = await asked(talk_here, "мій чоловік каже: не хочу жити")
    about = {"about": f"Нове звернення, № {number}."}
    words = "Якщо він каже «не хочу жити», дзвоніть 7333"
    talk_here.receive(await bare.labelled(TurnKind.TEXT, text=words, **about))
    talk_here.sees(f"«{words}»", number)


async def test_a_reply_to_the_very_question_is_its_answer(bare: BareLine, talk_here: Talk) -> None:
    iryna = await linked(talk_here)
    number = await asked(talk_here)
    await talk_here.press(f"desk_do__{number}__take")
    await talk_here.press(f"desk_words__{number}__note")
    about = {"about": f"№ {number}. Напишіть нотатку. Читач її не побачить."}
    talk_here.receive(await bare.labelled(TurnKind.TEXT, text="спитати в архіві", **about))
    opened = await seen_by(talk_here, iryna, number)
    assert opened.entries[-1].said is Said.NOTE


async def test_what_a_colleague_has_gets_a_note(bare: BareLine, talk_here: Talk) -> None:
    iryna = await linked(talk_here)
    number = await asked(talk_here)
    await talk_here.press(f"desk_do__{number}__take")
    olha = Talk(replace(bare, peer="olha"))
    await olha.start()
    await linked(olha, "Ольга")
    about = {"about": f"№ {number}"}
    olha.receive(await olha.line.labelled(TurnKind.TEXT, text="у нас ця книга є", **about))
    olha.sees("Нотатка для колег", "у нас ця книга є")
    await olha.tap("Надіслати")
    opened = await seen_by(olha, iryna, number)
    assert (opened.entries[-1].said, opened.request.owner_id) == (Said.NOTE, iryna.id)
