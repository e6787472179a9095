"""What was talked about stays: labels, numbers, «так», the place named once."""

import pytest

from tests.talk import Talk


async def test_a_button_below_a_card_can_be_typed(talk: Talk) -> None:
    await talk.say("де взяти довідку про несудимість")
    await talk.say("допоможіть із цим")
    talk.sees("Де ви?")
    await talk.say("Деражня")
    talk.sees("Деражня. Найближчі бібліотеки:")


async def test_yes_takes_what_a_card_offers_first(talk: Talk) -> None:
    await talk.say("де взяти довідку про несудимість")
    await talk.say("так")
    talk.sees("Де ви?")


async def test_one_of_a_list_is_named_by_its_place_in_it(talk: Talk) -> None:
    await talk.say("бібліотека в Деражні")
    second = talk.buttons[1]
    await talk.say("друга")
    talk.sees(second.rstrip("…")[:20])
    talk.misses("Найближчі бібліотеки:")


async def test_a_choice_is_named_by_its_place_too(talk: Talk) -> None:
    await talk.say("лікар")
    first = talk.buttons[0]
    await talk.say("перше")
    talk.sees(first.rstrip("…"), "Надає:")
    await talk.say("лікар")
    await talk.say("останнє")
    talk.sees("Тоді допоможе бібліотекар.")


async def test_a_place_named_once_is_not_asked_again(talk: Talk) -> None:
    await talk.say("бібліотека в Деражні")
    await talk.say("де взяти довідку про несудимість")
    await talk.tap("Допоможіть із цим")
    talk.sees("Деражня. Найближчі бібліотеки:")
    await talk.tap("Інше місце")
    talk.sees("Де ви?")


async def test_what_was_offered_before_danger_is_not_taken_up_by_yes(talk: Talk) -> None:
    await talk.say("де взяти довідку про несудимість")
    await talk.say("не хочу жити")
    talk.sees("7333")
    await talk.say("так")
    talk.misses("Де ви?")


@pytest.mark.parametrize(
    "asked",
    [
        "а які папери треба",
        "шо з собою брати",
        "какие документы",
        "а документи які?",
        "yaki papery",
    ],
)
async def test_one_thing_about_the_card_is_asked_in_many_ways(talk: Talk, asked: str) -> None:
    await talk.say("як оформити субсидію")
    await talk.say(asked)
    talk.sees("Житлова субсидія", "Візьміть із собою:")


async def test_what_a_card_does_not_tell_is_said_so(talk: Talk) -> None:
    await talk.say("як оформити субсидію")
    await talk.say("а скільки це коштує?")
    talk.sees("Житлова субсидія", "У картці цього немає.")
    assert "Запитати бібліотекаря" in talk.buttons


async def test_another_circumstance_stays_with_the_card_and_keeps_both_questions(
    talk: Talk,
) -> None:
    await talk.say("загубив паспорт")
    await talk.say("а якщо я на пенсії")
    talk.sees("Втрата або викрадення паспорта")
    await talk.tap("Запитати бібліотекаря")
    talk.sees("З якого ви села чи міста?")
    await talk.say("Деражня")
    talk.sees("«загубив паспорт\nа якщо я на пенсії»")


async def test_who_denies_the_card_is_shown_others(talk: Talk) -> None:
    await talk.say("загубив паспорт")
    await talk.say("ні, закордонний")
    assert any("Закордонний паспорт" in one for one in [*talk.buttons, talk.text])


async def test_the_library_shown_last_is_what_a_sequel_asks_about(talk: Talk) -> None:
    await talk.say("бібліотека в Деражні")
    shown = talk.buttons[0]
    for asked in ("а в неділю працюєте", "а телефон який", "в них є комп'ютер?", "а адреса?"):
        await talk.say(asked)
        assert talk.text.startswith(shown.rstrip("…")[:15]), asked
        talk.misses("Де ви?")


async def test_a_place_after_a_card_is_where_help_is_wanted(talk: Talk) -> None:
    await talk.say("де взяти довідку про несудимість")
    await talk.say("я з Деражні")
    talk.sees("Деражня. Найближчі бібліотеки:")


async def test_a_new_matter_is_no_sequel(talk: Talk) -> None:
    await talk.say("як оформити субсидію")
    for asked, card in (
        ("а де взяти довідку про несудимість", "Довідка про несудимість"),
        ("скільки коштує закордонний паспорт", "Закордонний паспорт"),
        ("дякую", "Будь ласка."),
    ):
        await talk.say(asked)
        talk.sees(card)


async def test_an_unclear_new_matter_is_no_sequel_either(talk: Talk) -> None:
    await talk.say("як оформити субсидію")
    await talk.say("як записатись до лікаря")
    talk.misses("Житлова субсидія", "У картці цього немає.")


async def test_a_sequel_to_three_cards_is_about_the_likeliest(talk: Talk) -> None:
    await talk.say("лікар")
    first = talk.buttons[0]
    await talk.say("а куди йти?")
    talk.sees(first.rstrip("…"))


async def test_politeness_does_not_swallow_the_question(talk: Talk) -> None:
    await talk.say("Добрий день! Дякую за вашу роботу. Скажіть, як отримати убд")
    talk.sees("Статус учасника бойових дій")


async def test_an_english_sequel(talk: Talk) -> None:
    await talk.say("how do I get a housing subsidy")
    await talk.say("what papers do I bring")
    talk.sees("Take with you:")
    await talk.say("I live in Derazhnia")
    talk.sees("Деражня", "nearest")


@pytest.mark.parametrize(
    "asked", ["а що з собою брати", "а что с собой брать", "спасибі, а документи які?",
              "dyakuyu a yaki dokumenty"],
)  # fmt: skip
async def test_a_question_where_a_place_is_asked_is_answered(talk: Talk, asked: str) -> None:
    await talk.say("помогите с субсидией")
    await talk.say("так")
    talk.sees("Де ви?")
    await talk.say(asked)
    talk.sees("Візьміть із собою:", "Повертаємося:", "Де ви?")
    talk.misses("Не знаємо такого села")


async def test_an_unknown_village_is_not_told_the_same_twice(talk: Talk) -> None:
    await talk.say("знайти бібліотеку")
    await talk.say("Хтознаківка")
    talk.sees("Не знаємо такого села.")
    await talk.say("Казнаденці")
    talk.misses("Не знаємо такого села.")
    talk.sees("найближче місто")


async def test_who_helps_on_the_spot_is_the_library_of_the_place_named_before(talk: Talk) -> None:
    await talk.say("бібліотека в Деражні")
    await talk.say("как оформить субсидию")
    await talk.say("а кто мне с этим поможет на месте")
    talk.sees("Деражня. Найближчі бібліотеки:")


async def test_how_to_write_is_a_sequel_and_nothing_of_privacy(talk: Talk) -> None:
    await talk.say("в нас свєта на улиці нема, куди жаліцця")
    await talk.say("а як писать?")
    talk.sees("Дороги, освітлення, вода, сміття")
    talk.misses("Особисті дані")


async def test_another_circumstance_with_a_word_of_an_aspect_is_still_one(talk: Talk) -> None:
    await talk.say("як оформити субсидію")
    await talk.say("а якщо нема документів на хату від діда")
    talk.misses("Візьміть із собою:")


async def test_what_only_a_person_knows_shows_its_card_too(talk: Talk) -> None:
    await talk.say("є у вас Тигролови? на завтра задали")
    talk.sees("На це краще відповість бібліотекар.")
    assert any("Каталог" in one for one in talk.buttons)


async def test_a_place_in_the_question_who_helps_is_used(talk: Talk) -> None:
    await talk.say("як оформити субсидію")
    await talk.say("хто мені допоможе в Деражні")
    talk.sees("Деражня. Найближчі бібліотеки:")


async def test_where_one_is_is_not_asked_again_once_it_was_told_on_the_way(talk: Talk) -> None:
    await talk.say("де найближча бібліотека")
    await talk.say("а паспорт туди брати?")
    await talk.say("Деражня")
    talk.sees("Деражня. Найближчі бібліотеки:")
    talk.misses("Повертаємося:")


async def test_where_one_is_leaves_the_choice_of_cards_as_it_stands(talk: Talk) -> None:
    await talk.say("а паспорт туди брати?")
    await talk.say("ми з Деражні")
    talk.sees("Деражня – запам’ятали.", "Що з паспортом України?")
    await talk.tap("Загубили чи вкрали")
    talk.sees("Поруч (Деражня): Деражнянська міська центральна бібліотека – тут")
    await talk.say("а в Летичеві?")
    talk.sees("Летичів. Найближчі бібліотеки:")


async def test_a_card_on_screen_is_not_shown_again_as_an_answer(talk: Talk) -> None:
    await talk.say("пільги на комуналку")
    talk.sees("Пільги на житлово-комунальні послуги", "Що зробити зараз:")
    await talk.say("в мене пільги вдови чорнобильця")
    talk.sees("Пільги на житлово-комунальні послуги")
    talk.misses("Що зробити зараз:")
    await talk.tap("Запитати бібліотекаря")
    talk.sees("З якого ви села чи міста?")


async def test_who_asks_for_the_same_card_gets_it(talk: Talk) -> None:
    await talk.say("пільги на комуналку")
    await talk.say("пільги на комуналку")
    talk.sees("Пільги на житлово-комунальні послуги", "Що зробити зараз:")


@pytest.mark.parametrize("asked", ["а де зробити", "а у нас інтернета нема. де можна?"])
async def test_where_is_a_library_near(talk: Talk, asked: str) -> None:
    await talk.say("що таке дія підпис, я з Деражні")
    await talk.say(asked)
    talk.sees("Дія.Підпис", "Поруч (Деражня): Деражнянська міська центральна бібліотека – тут")
    talk.misses("У картці цього немає")


async def test_where_without_a_known_place_is_a_tap_away(talk: Talk) -> None:
    await talk.say("що таке дія підпис")
    await talk.say("а де зробити")
    talk.sees("У бібліотеці поруч допоможуть: натисніть «Допоможіть із цим».")
    await talk.tap("Допоможіть із цим")
    talk.sees("Де ви?")


async def test_a_word_of_its_own_is_no_aspect(talk: Talk) -> None:
    await talk.say("у меня украли кошелек с паспортом")
    await talk.say("а карту как заблокировать")
    talk.misses("Надає: Державна міграційна служба")


async def test_thanks_in_latin_letters_are_thanks(talk: Talk) -> None:
    await talk.say("dyakuyu")
    talk.sees("Будь ласка.")


async def test_the_first_of_one_card_is_what_to_do_first(talk: Talk) -> None:
    await talk.say("як подати на аліменти")
    await talk.say("перше")
    talk.sees("Аліменти", "Що зробити зараз:")


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("житлова субсидія як подати", "ну добре а де подати, я в Нетішині", "Пенсійний фонд"),
        ("як оформити спадщину", "ясно, а де подавати заяву", "нотаріусові"),
        ("як оформити спадщину", "ага а строк який", "шести місяців"),
        ("загубила паспорт", "ладно, сколько ждать", "20 робочих днів"),
        ("загубила паспорт", "dobre a skilky koshtuie", "618 грн"),
        ("how do I get a foreign passport", "ok and how much is it", "1,147"),
    ],
)
async def test_a_word_that_it_was_heard_swallows_no_question(
    talk_here: Talk, first: str, then: str, told: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    talk_here.sees(told)


@pytest.mark.parametrize("heard", ["ясно", "ну добре", "ага", "добре, зрозуміло"])
async def test_a_word_that_it_was_heard_alone_asks_nothing(talk_here: Talk, heard: str) -> None:
    await talk_here.say("як оформити спадщину")
    await talk_here.say(heard)
    talk_here.misses("Чим допомогти?", "Спадщину приймають")
