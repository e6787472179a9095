"""A library of the oblast is called by a word, anywhere in the talk; the request goes to it."""

import pytest

from tests.talk import Talk

MAIN = "Хмельницька обласна універсальна наукова бібліотека"
CHILDREN = "Хмельницька обласна бібліотека для дітей імені Т. Г. Шевченка"


async def test_what_is_asked_of_the_oblasts_goes_to_it_and_not_to_the_one_before(
    talk: Talk,
) -> None:
    await talk.say("скіко коштує роздрукувати 10 сторінок")
    await talk.tap("Знайти бібліотеку")
    await talk.say("Летичів")
    await talk.say("а в обласній почім сторінка чорно-біла")
    talk.sees(MAIN, "деякі послуги платні", "Зателефонуйте й запитайте: 0382 79-47-31")
    await talk.tap("Запитати бібліотекаря")
    await talk.tap("Передати написане вище")
    talk.sees("роздрукувати 10 сторінок\nа в обласній почім", f"{MAIN} (як ви просили)")
    await talk.tap("Інша бібліотека")
    talk.sees("З якого ви села чи міста?")


@pytest.mark.parametrize(
    ("said", "whose"),
    [
        ("та не в Летичів, в обласну ж я питаю", MAIN),
        ("в ОУНБ передайте", MAIN),
        ("нет, в областную", MAIN),
        ("v oblasnu", MAIN),
        ("в дитячу обласну", CHILDREN),
        ("не в Летичів, а в Деражню", "Деражнянська міська центральна бібліотека"),
    ],
)
async def test_at_a_draft_another_library_gets_it_and_no_words_are_added(
    talk_here: Talk, said: str, whose: str
) -> None:
    await talk_here.say("є у вас Тигролови? ми в Летичеві")
    await talk_here.tap("Передати")
    talk_here.sees("Летичівська бібліотека")
    await talk_here.say(said)
    talk_here.sees("«є у вас Тигролови? ми в Летичеві»", whose)
    talk_here.misses("Додали до вашого запитання.")
    await talk_here.tap("Надіслати")
    talk_here.sees("Надіслано.", whose)


async def test_where_a_village_is_asked_a_library_may_be_named(talk: Talk) -> None:
    await talk.say("є у вас Тигролови?")
    await talk.tap("Передати")
    await talk.say("в обласну")
    talk.sees(f"{MAIN} (як ви просили)", "«є у вас Тигролови?»")


async def test_to_the_offer_too(talk_here: Talk) -> None:
    await talk_here.say("є у вас Тигролови? на завтра задали")
    await talk_here.say("передайте в обласну для дітей")
    talk_here.sees(CHILDREN, "«є у вас Тигролови? на завтра задали»")


@pytest.mark.parametrize(
    ("asked", "whose", "told"),
    [
        ("та дитячу обласну де вона", CHILDREN, "Її адреси не знаємо."),
        ("а в обласній телефон який", MAIN, "0382 79-47-31"),
        ("а детская областная?", CHILDREN, "для дітей"),
        ("ОУНБ де", MAIN, "вул. Героїв Майдану, 28"),
    ],
)
async def test_after_a_matter_of_libraries_few_words_name_one(
    talk_here: Talk, asked: str, whose: str, told: str
) -> None:
    await talk_here.say("дитині 4 роки чи є у вас якісь казки читання по суботах")
    await talk_here.say(asked)
    talk_here.sees(whose, told)


async def test_another_matter_goes_to_the_nearest_again(talk_here: Talk) -> None:
    await talk_here.say("бібліотека в Летичеві")
    await talk_here.say("а в обласній телефон який")
    await talk_here.say("корову продати хочу а покупець каже треба паспорт на корову")
    await talk_here.say("а бірка в неї є у вусі")
    await talk_here.tap("Запитати бібліотекаря")
    talk_here.sees("Летичівська бібліотека")


@pytest.mark.parametrize("asked", ["обласна лікарня телефон", "а в обласній раді хто головний"])
async def test_other_things_of_the_oblast_are_no_libraries(talk_here: Talk, asked: str) -> None:
    await talk_here.say("бібліотека в Летичеві")
    await talk_here.say(asked)
    assert not talk_here.screen[-1].text.startswith(MAIN)


async def test_a_question_that_names_it_goes_to_it(talk: Talk) -> None:
    await talk.say("запитати бібліотекаря")
    await talk.say("в обласну бібліотеку: чи є у вас газета Прапор Жовтня за 1970")
    talk.sees(f"{MAIN} (як ви просили)", "Прапор Жовтня")


async def test_a_book_that_is_asked_of_it_is_passed_on_to_it(talk_here: Talk) -> None:
    await talk_here.say("чи є в обласній бібліотеці Тигролови")
    await talk_here.tap("Передати")
    talk_here.sees(f"{MAIN} (як ви просили)", "«чи є в обласній бібліотеці Тигролови»")


async def test_its_price_is_told_by_the_card_and_asked_by_phone(talk_here: Talk) -> None:
    await talk_here.say("скільки коштує роздрукувати в обласній")
    talk_here.sees(MAIN, "деякі послуги платні", "0382 79-47-31")
