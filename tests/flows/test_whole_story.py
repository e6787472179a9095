"""A question handed to a librarian out of a talk holds all that was said of the matter."""

from datetime import timedelta

from tests.talk import BareLine, Talk


async def test_from_a_card_all_that_was_asked_of_it_is_filled_in(talk: Talk) -> None:
    await talk.say("у нас в Полонному є якісь курси для пенсіонерів на компютер")
    await talk.say("а сайт мені нашо, я мишку тримати не вмію")
    await talk.tap("Запитати бібліотекаря")
    talk.sees(
        "«у нас в Полонному є якісь курси для пенсіонерів на компютер\n"
        "а сайт мені нашо, я мишку тримати не вмію»",
        "Полонської",
    )
    assert "Надіслати" in talk.buttons


async def test_none_of_the_choice_passes_on_the_story_and_not_the_press(talk: Talk) -> None:
    told = ["моя хата стара зовсім", "хочу продать але не знаю як правильно"]
    for said in told:
        await talk.say(said)
    await talk.tap("Не те")
    talk.sees("«" + "\n".join(told) + "»")
    await talk.tap("Передати")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("«" + "\n".join(told) + "»")
    await talk.tap("Без останніх слів")
    talk.sees(f"«{told[0]}»")


async def test_a_village_named_in_the_talk_is_not_asked_again(talk: Talk) -> None:
    await talk.say("корову продати хочу а покупець каже треба паспорт на корову")
    await talk.say("село Зіньків, бірка у вусі є, паспорта нема")
    await talk.tap("Запитати бібліотекаря")
    talk.misses("З якого ви села чи міста?")
    talk.sees("корову продати хочу", "бірка у вусі є")
    assert "Надіслати" in talk.buttons


async def test_what_shall_be_copied_keeps_its_journal_and_year(talk: Talk) -> None:
    await talk.say("Подскажите где взять копию статьи из журнала Вопросы истории 1987")
    await talk.say("автор Скрынников, про Ивана Грозного, а сколько это стоит?")
    await talk.tap("Запитати бібліотекаря")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("Вопросы истории 1987\nавтор Скрынников")


async def test_an_order_of_a_copy_holds_what_was_said_before_it(talk_here: Talk) -> None:
    await talk_here.say("de zrobyty kopiyu statti z gazety za 1975 rik")
    await talk_here.tap("Замовити копію")
    await talk_here.say("gazeta Radianske Podillia, pro selo Makiv")
    await talk_here.say("для навчання")
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.sees("z gazety za 1975 rik\ngazeta Radianske Podillia")


async def test_another_matter_begins_another_story(talk: Talk) -> None:
    await talk.say("як оформити субсидію")
    await talk.say("а якщо в мене борг за газ")
    await talk.say("є у вас Тигролови? на завтра задали")
    talk.sees("«є у вас Тигролови? на завтра задали»")
    talk.misses("субсидію", "борг")


async def test_what_led_to_a_card_that_was_left_stays_behind(talk_here: Talk) -> None:
    await talk_here.say("загубив паспорт")
    await talk_here.say("як оформити субсидію")
    await talk_here.say("а якщо в мене борг за газ")
    await talk_here.tap("Запитати бібліотекаря")
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.sees("«як оформити субсидію\nа якщо в мене борг за газ")
    talk_here.misses("загубив паспорт")


async def test_thanks_and_words_said_twice_are_no_part_of_it(talk_here: Talk) -> None:
    await talk_here.say("корову продати хочу а покупець каже треба паспорт на корову")
    for said in ("дякую", "а бірка в неї є у вусі", "дуже дякую", "а бірка в неї є у вусі"):
        await talk_here.say(said)
    await talk_here.tap("Запитати бібліотекаря")
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.sees(
        "«корову продати хочу а покупець каже треба паспорт на корову\nа бірка в неї є у вусі»"
    )


async def test_of_a_long_story_the_beginning_and_the_end_stay(talk_here: Talk) -> None:
    await talk_here.say("корову продати хочу а покупець каже треба паспорт на корову")
    for age in range(2, 10):
        await talk_here.say(f"а якщо їй {age} років")
    await talk_here.tap("Запитати бібліотекаря")
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.sees("корову продати хочу", "5 років", "9 років")
    talk_here.misses("2 років", "4 років")


async def test_what_is_typed_to_a_librarian_goes_on_with_the_story(talk_here: Talk) -> None:
    await talk_here.say("корову продати хочу а покупець каже треба паспорт на корову")
    await talk_here.say("запитати бібліотекаря")
    await talk_here.say("а якщо бірка у вусі є, то дадуть новий?")
    talk_here.sees("З якого ви села чи міста?")
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.sees("корову продати хочу", "бірка у вусі є")
    await talk_here.tap("Змінити слова")
    await talk_here.say("чи треба паспорт на корову")
    talk_here.sees("«чи треба паспорт на корову»")


async def test_once_it_is_sent_another_story_begins(talk_here: Talk) -> None:
    await talk_here.say("є у вас Тигролови? на завтра задали")
    await talk_here.tap("Передати")
    await talk_here.tap("Будь-яка бібліотека")
    await talk_here.tap("Надіслати")
    await talk_here.say("запитати бібліотекаря")
    assert "Передати написане вище" not in talk_here.buttons


async def test_it_survives_a_restart_and_ends_after_hours(bare: BareLine) -> None:
    talk = Talk(bare)
    await talk.say("корову продати хочу а покупець каже треба паспорт на корову")
    bare.restart()
    await talk.say("а бірка в неї є у вусі")
    await talk.tap("Запитати бібліотекаря")
    talk.sees("З якого ви села чи міста?")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("корову продати хочу", "бірка в неї є у вусі")
    await talk.tap("Не надсилати")
    bare.now += timedelta(hours=3)
    await talk.say("запитати бібліотекаря")
    assert "Передати написане вище" not in talk.buttons


async def test_a_password_is_masked_in_the_story_too(talk_here: Talk) -> None:
    await talk_here.say("не можу зайти в електронний кабінет пенсійного")
    await talk_here.say("а якщо пароль: ganna1953 не підходить")
    await talk_here.tap("Запитати бібліотекаря")
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.sees("не можу зайти", "пароль")
    talk_here.misses("ganna1953")


async def test_a_button_typed_where_it_is_no_longer_shown_passes_the_story_on(talk: Talk) -> None:
    await talk.say("хочу книжку про бджіл найти, для діда, Деражня")
    await talk.say("субсидія на газ теж треба")
    await talk.say("Передати")
    talk.sees("субсидія на газ теж треба", "Деражнянська")
    talk.misses("Передати")


async def test_a_title_typed_shows_its_card_and_is_no_part_of_the_story(talk_here: Talk) -> None:
    await talk_here.say("хочу здати книжки дідові, багато радянських, візьмете?")
    await talk_here.say("Подарувати книги бібліотеці")
    assert talk_here.screen[-1].text.startswith("Подарувати книги бібліотеці")
    await talk_here.tap("Запитати бібліотекаря")
    await talk_here.say("передати написане вище")
    talk_here.misses("Додали до вашого запитання.")
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.sees("«хочу здати книжки дідові, багато радянських, візьмете?»")


async def test_a_place_said_where_none_was_asked_is_kept_and_no_word_of_the_order(
    talk_here: Talk,
) -> None:
    await talk_here.say("замовить копию")
    await talk_here.say("автор Скрынников, про Ивана Грозного, журнал Вопросы истории")
    await talk_here.say("Деражня")
    talk_here.sees("Деражня – запам’ятали.", "Для чого копія?")
    await talk_here.say("для навчання")
    talk_here.sees("«автор Скрынников", "Ближчі бібліотеки не відповідять")
    talk_here.misses("З якого ви села", "«Деражня»")
