"""What is asked of the service itself is answered straight: who answers, for money or not."""

import pytest

from tests.flows.librarian import ask
from tests.talk import Talk

PROGRAM = "Це програма публічних бібліотек, а не людина."
FREE = "Це безплатно: грошей не беремо."
NONE_YET = "Ви ще не запитували бібліотекаря в цьому чаті."


@pytest.mark.parametrize(
    "asked",
    [
        "ти людина чи робот",
        "та я питаю з ким я говорю, жива людина там є?",
        "а хто вас придумав",
        "с кем я разговариваю, это бот?",
        "chy vy zhyva lyudyna chy robot",
        "сидить там хто живий чи машина відповідає",
    ],
)
async def test_who_answers_is_told_and_how_to_reach_a_person(talk_here: Talk, asked: str) -> None:
    await talk_here.say(asked)
    talk_here.sees(PROGRAM, "Жива людина відповість", "0382 79-47-31")
    assert "Запитати бібліотекаря" in talk_here.buttons


@pytest.mark.parametrize("asked", ["ви робот? дайте людину", "хочу говорити з людиною, не з ботом"])
async def test_who_wants_a_person_is_led_to_one(talk_here: Talk, asked: str) -> None:
    await talk_here.say(asked)
    talk_here.sees("Жива людина відповість телефоном або тут, письмово.")


@pytest.mark.parametrize(
    "asked",
    [
        "а це безплатно? з мене гроші за це не знімуть",
        "чи платний цей чат, в мене інтернет дорогий",
        "за переписку з вами гроші знімають?",
        "a skilky koshtuye pysaty vam",
        "это бесплатно?",
    ],
)
async def test_that_it_takes_no_money_is_told(talk_here: Talk, asked: str) -> None:
    await talk_here.say(asked)
    talk_here.sees(FREE, "платите своєму операторові")


async def test_one_question_after_another_stays_with_us(talk: Talk) -> None:
    await talk.say("ти людина чи робот")
    await talk.say("а сколько стоит у вас спрашивать")
    talk.sees(FREE)
    await talk.say("гроші я питаю знімуть чи ні")
    talk.sees(FREE)
    await talk.say("як оформити субсидію")
    talk.sees("Житлова субсидія")


async def test_the_price_of_a_card_on_screen_is_the_cards(talk_here: Talk) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say("а це безплатно")
    talk_here.sees("Житлова субсидія")
    talk_here.misses(FREE)


@pytest.mark.parametrize(
    "asked",
    [
        "я вже третій раз пишу і ніхто не відповів",
        "та не криза в мене! я питала у вас за книжку позавчора, обіцяли відповісти",
        "то ви мені скажете чи моє питання пропало?",
        "вопрос мой дошел? жду ответ третий день",
        "ya pysala vam i nihto ne vidpoviv",
        "чого мовчите, я ж питала про книжку",
    ],
)
async def test_who_misses_an_answer_is_shown_their_requests(talk_here: Talk, asked: str) -> None:
    await talk_here.say(asked)
    talk_here.sees(NONE_YET, "за номером і ключем")
    assert "Знайти за номером" in talk_here.buttons


async def test_a_request_without_an_answer_is_shown_with_its_state(talk: Talk) -> None:
    number = await ask(talk)
    await talk.say("субсидія")
    await talk.say("я вас питала, а ніхто не відповів")
    talk.sees(f"№ {number}")


@pytest.mark.parametrize(
    "asked",
    [
        "написала скаргу в сільраду і ніхто не відповідає",
        "дзвонила в пенсійний ніхто не відповідає",
        "подала заяву на допомогу, де моя відповідь",
    ],
)
async def test_who_waits_for_another_office_is_not_shown_theirs(
    talk_here: Talk, asked: str
) -> None:
    await talk_here.say(asked)
    talk_here.misses(NONE_YET)


@pytest.mark.parametrize(
    "asked",
    [
        "гроші на дитину",
        "не платити податки поки в декреті",
        "скажіть з мене гроші знімуть якщо я не заплачу штраф",
        "а з пенсии деньги снимут за долг",
    ],
)
async def test_money_for_a_matter_is_none_of_ours(talk_here: Talk, asked: str) -> None:
    for first in ("ти людина чи робот", ""):
        if first:
            await talk_here.say(first)
        await talk_here.say(asked)
        talk_here.misses(FREE)
