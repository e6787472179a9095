"""Half-done and sent requests: what is said beside them is answered, and nothing is lost."""

import pytest

from tests.talk import Talk


async def _sent(talk: Talk) -> None:
    await talk.say("запитати бібліотекаря")
    await talk.say("шукаю статтю про моє село в газеті за 1975 рік")
    await talk.say("будь-яка")
    await talk.tap("Надіслати")


async def test_a_question_at_the_purpose_of_a_copy_is_answered_and_the_order_returns(
    talk: Talk,
) -> None:
    await talk.say("замовити копію")
    await talk.say("Грушевський, Історія України-Руси, том 1, с. 10-20")
    await talk.say("а це платно?")
    talk.sees("Копія документа з іншої бібліотеки", "Повертаємося:", "Для чого копія?")
    await talk.say("для навчання")
    await talk.say("будь-яка")
    talk.sees("Грушевський, Історія України-Руси")


async def test_more_page_numbers_join_the_order(talk: Talk) -> None:
    await talk.say("замовити копію")
    await talk.say("Грушевський, Історія України-Руси, том 1, с. 10-20")
    await talk.say("і ще сторінки 30-40")
    talk.sees("Додали до вашого запитання.", "Для чого копія?")


@pytest.mark.parametrize("said", ["ні, передумала, не треба", "відкличте", "не надо уже", "скасуй"])
async def test_who_changes_their_mind_just_after_is_offered_to_withdraw(
    talk: Talk, said: str
) -> None:
    await _sent(talk)
    await talk.say(said)
    talk.sees("Відкликати звернення №")
    await talk.tap("Відкликати")
    talk.sees("відкликано")


@pytest.mark.parametrize("said", ["і ще спитайте про пенсію за віком", "допишіть що я з Деражні"])
async def test_what_says_that_it_is_more_joins_though_it_has_a_card(talk: Talk, said: str) -> None:
    await _sent(talk)
    await talk.say(said)
    talk.sees("Додали до звернення №")


async def test_cancel_with_nothing_sent_still_shows_the_menu(talk_here: Talk) -> None:
    await talk_here.say("скасувати")
    talk_here.sees("Чим допомогти?")


async def test_a_place_named_before_is_not_asked_again_and_can_be_changed(talk: Talk) -> None:
    await talk.say("бібліотека в Деражні")
    await talk.say("запитати бібліотекаря")
    await talk.say("чи є у вас підручник з бджільництва для початківців")
    talk.misses("З якого ви села чи міста?")
    await talk.tap("Інша бібліотека")
    talk.sees("З якого ви села чи міста?")


async def test_a_question_to_the_librarian_that_a_card_answers_is_answered_and_stays(
    talk: Talk,
) -> None:
    await talk.say("хай мені хтось живий подзвонить я не вмію тут писати")
    await talk.say("скажіть як мені записатись до лікаря онкомаркери здати")
    talk.sees("Запис на прийом до лікаря", "З якого ви села чи міста?")
    await talk.say("як оформити субсидію")
    talk.sees("Житлова субсидія", "Повертаємося:", "З якого ви села чи міста?")
    await talk.say("Шепетівка")
    talk.sees("як мені записатись до лікаря", "Шепетівська центральна бібліотека")


@pytest.mark.parametrize("asked", ["где взять справку о несудимости", "yak oformyty subsydiyu"])
async def test_another_question_while_the_phone_is_asked_is_answered(
    talk_here: Talk, asked: str
) -> None:
    await talk_here.say("є у вас Тигролови?")
    await talk_here.tap("Передати")
    await talk_here.say("Деражня")
    await talk_here.tap("Передзвоніть мені")
    await talk_here.say(asked)
    talk_here.sees("Повертаємося:", "На який номер")
    await talk_here.say("067 123 45 67")
    talk_here.sees("«є у вас Тигролови?»", "067 123-45-67")


async def test_what_is_asked_of_the_library_that_gets_it_is_answered(talk_here: Talk) -> None:
    await talk_here.say("запитати бібліотекаря")
    await talk_here.say("чи можна у вас сканувати паспорт")
    await talk_here.say("Деражня")
    await talk_here.say("а до котрої там працюють?")
    talk_here.sees("Деражнянська міська центральна бібліотека", "Повертаємося:")
    talk_here.sees("«чи можна у вас сканувати паспорт")
