"""After danger the next words are read in its light, until the person moves on."""

import pytest

from tests.talk import Talk

FIRE, FIGHT, HEART = "у мене горить хата", "мене б’є чоловік", "батько не дихає"
SCAM = "у вайбері кажуть я виграла машину, треба прислати 200 гривень"


@pytest.mark.parametrize(
    ("danger", "said", "number"),
    [
        (FIRE, "їдете вже?", "101"),
        (FIRE, "скільки чекати", "101"),
        (FIRE, "скільки їхатимуть", "101"),
        (FIRE, "за скільки доїдуть до нас", "101"),
        (FIRE, "адреса Миру 5", "101"),
        (FIRE, "Деражня, вулиця Миру 5", "101"),
        (FIRE, "вы едете?", "101"),
        (FIRE, "vy yidete?", "101"),
        (FIRE, "алло", "101"),
        (FIRE, "їде хто небудь?", "101"),
        (FIRE, "ну шо там, скоро?", "101"),
        (FIGHT, "він уже пішов", "102"),
        (FIGHT, "виклич поліцію", "102"),
        (FIGHT, "вызовите полицию пожалуйста", "102"),
        (FIGHT, "що робити?", "102"),
        (HEART, "що мені робити поки їдуть", "103"),
        (HEART, "шо дєлать", "103"),
        (HEART, "викличте поліцію", "102"),
        ("не хочу жити", "мені страшно", "7333"),
        ("не хочу жити", "ви тут?", "7333"),
        # They tell on, and ask nothing, though one word of it stands on some card.
        (HEART, "до міста 40 км", "103"),
        (HEART, "йому 82 роки", "103"),
        (SCAM, "я вже послала", "102"),
        (SCAM, "приватбанк", "102"),
        (SCAM, "перевела дві тисячі", "102"),
        # They speak of the same people, whatever card has such words.
        (FIGHT, "а якщо він повернеться з сокирою", "102"),
        (FIGHT, "він мовчить", "102"),
        (HEART, "їй гірше", "103"),
        (HEART, "его можно двигать?", "103"),
        (HEART, "mozhna jomu vody", "103"),
        ("знайшов снаряд на городі", "а можна я його накрию", "101"),
        ("знайшов снаряд на городі", "дітей куди", "101"),
        ("дід пропав, вийшов зранку і нема", "в чому був одягнений казати?", "102"),
        (FIRE, "пожежні не приїхали", "101"),
    ],
)
async def test_words_after_danger_are_read_in_its_light(
    talk: Talk, danger: str, said: str, number: str
) -> None:
    await talk.say(danger)
    await talk.say(said)
    talk.sees(f"Це програма бібліотеки. Нікого не викликано. Наберіть {number} зараз.")
    talk.misses("Найближчі бібліотеки", "Не зрозуміли")


async def test_english_words_after_danger_are_answered_in_english(talk: Talk) -> None:
    await talk.say(FIRE)
    await talk.say("are you coming")
    talk.sees("This is a library’s program. Nobody has been called. Dial 101 now.")


async def test_what_to_do_until_they_come_is_told_again(talk: Talk) -> None:
    await talk.say("тхне газом у квартирі")
    await talk.say("їдете?")
    talk.sees("Наберіть 104 зараз.", "Відчиніть вікна й вийдіть.")


async def test_it_stays_on_for_several_turns(talk: Talk) -> None:
    await talk.say(FIRE)
    for said in ("їдете?", "Миру 5", "ну довго ще"):
        await talk.say(said)
        talk.sees("Наберіть 101 зараз")


async def test_it_is_not_said_word_for_word_again(talk: Talk) -> None:
    await talk.say(FIRE)
    answers = []
    for said in ("їдете?", "Миру 5", "ну довго ще"):
        await talk.say(said)
        talk.sees("Наберіть 101 зараз", "101 – ", "Нікого не викликано")
        answers.append(talk.text)
    assert len(set(answers)) == len(answers)
    assert "Це програма бібліотеки" not in answers[1] + answers[2]
    await talk.say("горить хата")
    await talk.say("їдете?")
    talk.sees("Це програма бібліотеки. Нікого не викликано. Наберіть 101 зараз.")


@pytest.mark.parametrize(
    "said",
    [
        "103 не беруть трубку",
        "дзвонила, не беруть",
        "позвонила, не берут трубку",
        "подзвонили а ніхто не приїхав",
        "не можу додзвонитись",
        "dzvonyv, nikhto ne vidpovidaie",
        "I called, nobody came",
        "no answer",
    ],
)
async def test_who_gets_no_answer_is_told_whom_to_try(talk: Talk, said: str) -> None:
    await talk.say("батько впав, не дихає")
    await talk.say(said)
    talk.sees("112 – ", "103 – ")
    talk.misses("Добре, що ви подзвонили", "Good that you called", "Нікого не викликано")


async def test_who_called_is_not_praised_again(talk: Talk) -> None:
    await talk.say(FIRE)
    await talk.say("вже подзвонила")
    talk.sees("Добре, що ви подзвонили.")
    await talk.say("я вже подзвонила їм")
    talk.misses("Добре, що ви подзвонили.")
    talk.sees("101 – ")


@pytest.mark.parametrize(
    "over",
    [
        "все добре",
        "помилка",
        "ой, випадково написав",
        "все нормально, погасили",
        "вже все хорошо",
        "vse dobre",
        "false alarm",
        "я не про це",
        "вже приїхали",
        "это ошибка",
        "все вже згасло",
        "його забрали в лікарню",
    ],
)
async def test_a_false_alarm_costs_one_line(talk: Talk, over: str) -> None:
    await talk.say(FIRE)
    await talk.say(over)
    talk.sees("Добре. Якщо є небезпека, наберіть 101.")
    await talk.say("їдете вже?")
    talk.misses("Нікого не викликано")


@pytest.mark.parametrize("thanks", ["дякую", "дякую вам велике", "спасибо большое"])
async def test_thanks_end_it(talk: Talk, thanks: str) -> None:
    await talk.say(FIRE)
    await talk.say(thanks)
    talk.misses("Нікого не викликано")
    await talk.say("скільки чекати")
    talk.misses("Нікого не викликано")


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("як оформити субсидію", "субсиді"),
        ("де взяти довідку про несудимість", "несудимість"),
        ("бібліотека в Деражні", "Найближчі бібліотеки"),
        ("все добре, як оформити субсидію", "субсиді"),
        ("а субсидію їй як оформити", "субсиді"),
    ],
)
async def test_a_clear_new_question_is_answered(talk: Talk, asked: str, seen: str) -> None:
    await talk.say(FIRE)
    await talk.say(asked)
    talk.sees(seen)
    talk.misses("Нікого не викликано")


async def test_the_menu_ends_it(talk: Talk) -> None:
    await talk.say(FIRE)
    await talk.say("меню")
    await talk.say("довго ще?")
    talk.misses("Нікого не викликано")


async def test_not_all_right_is_not_over(talk: Talk) -> None:
    await talk.say(FIRE)
    await talk.say("ні, не все добре")
    talk.sees("Наберіть 101 зараз.")


async def test_without_danger_the_same_words_are_no_emergency(talk: Talk) -> None:
    await talk.say("скільки чекати")
    talk.misses("Нікого не викликано")


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("сусід спалює листя, куди писати?", "Звернення громадян"),
        ("а де той балон поміняти по субсидії", "газ у балонах"),
        ("світло вимкнули, як писати скаргу на обленерго", "Відключили світло"),
        ("куди скаржитись на банк", "Звернення громадян"),
    ],
)
async def test_an_ordinary_matter_ends_it(talk_here: Talk, asked: str, seen: str) -> None:
    await talk_here.say(FIRE)
    await talk_here.say(asked)
    talk_here.misses("Нікого не викликано")
    assert seen in f"{talk_here.text} {talk_here.buttons}"
    await talk_here.say("куди писати")
    talk_here.misses("Нікого не викликано", "101")


@pytest.mark.parametrize(
    ("told", "denied", "number"),
    [
        ("син сказав що не хоче жити", "та ні він не казав нічого такого", "7333"),
        ("чую запах газу", "ні вже не пахне", "104"),
        ("хата горить", "вони приїхали", "101"),
    ],
)
async def test_what_is_taken_back_or_over_ends_it(
    talk_here: Talk, told: str, denied: str, number: str
) -> None:
    await talk_here.say(told)
    talk_here.sees(number)
    await talk_here.say(denied)
    talk_here.sees(f"Добре. Якщо є небезпека, наберіть {number}.")


@pytest.mark.parametrize(
    "said", ["куди писати", "а собаку випустити?", "вийшли всі", "може вже загасили"]
)
async def test_what_is_not_surely_over_is_not(talk_here: Talk, said: str) -> None:
    await talk_here.say(FIRE)
    await talk_here.say(said)
    talk_here.sees("Нікого не викликано", "101")


async def test_what_is_asked_of_the_danger_itself_keeps_its_numbers(talk_here: Talk) -> None:
    await talk_here.say("чоловік мене б’є")
    await talk_here.say("куди я з двома дітьми")
    talk_here.sees("102 – поліція", "Притулок і кризова кімната")
    await talk_here.say("як з ним розлучитись")
    talk_here.sees("Розлучення")
    talk_here.misses("Нікого не викликано")


async def test_whom_to_complain_to_is_not_refused(talk_here: Talk) -> None:
    await talk_here.say("сусід спалює листя, куди писати?")
    talk_here.misses("З цим не допоможемо")
    talk_here.sees("Звернення громадян і урядова гаряча лінія", "1545")


async def test_who_called_is_not_told_again_that_nobody_was(talk: Talk) -> None:
    await talk.say(FIGHT)
    await talk.say("подзвонила, їдуть")
    await talk.say("він мовчить")
    talk.misses("Нікого не викликано")
    talk.sees("102 – поліція")


async def test_who_listens_stays_among_the_numbers(talk: Talk) -> None:
    await talk.say(FIGHT)
    for said in ("що робити?", "мені страшно"):
        await talk.say(said)
        talk.sees("15-47")


async def test_what_to_do_about_stolen_money_comes_with_its_card(talk: Talk) -> None:
    """It was said to hang up once; the card tells the rest, and what is asked then is of it."""
    await talk.say("подзвонили з банку, я сказала код з смс, гроші зняли")
    await talk.say("я вже поклала. гроші як вернути питаю")
    talk.sees("Шахрайство: що робити потерпілому", "заблокуйте")
    talk.misses("Покладіть слухавку")
    await talk.say("а яку заяву писати")
    talk.misses("Покладіть слухавку", "Нікого не викликано")


@pytest.mark.parametrize(
    ("asked", "said", "card"),
    [
        ("хочу приватизувати город 25 соток", "він біля хати, ним ще мама користувалась",
         "Приватизація"),
        ("хочу помінять лікаря", "він на виклик ніколи не їде, а я з паличкою", "лікар"),
    ],
)  # fmt: skip
async def test_words_of_a_talk_that_only_sound_of_danger_go_on_with_it(
    talk_here: Talk, asked: str, said: str, card: str
) -> None:
    await talk_here.say(asked)
    await talk_here.say(said)
    talk_here.misses("112 – єдиний номер")
    assert card in f"{talk_here.text} {talk_here.buttons}"


async def test_danger_told_plainly_in_a_talk_is_heard(talk_here: Talk) -> None:
    await talk_here.say("хочу помінять лікаря")
    await talk_here.say("ой, дід упав і не дихає")
    talk_here.sees("103 – швидка допомога")


async def test_danger_of_another_kind_told_plainly_has_its_own_numbers(talk_here: Talk) -> None:
    await talk_here.say(HEART)
    await talk_here.say("чоловік б’є мене. не швидка, а притулок якийсь")
    assert talk_here.text.startswith("102")
    talk_here.sees("15-47")


@pytest.mark.parametrize(
    "said",
    [
        "мені не швидка треба, де притулок від насильства",
        "Притулок і кризова кімната для постраждалих",
        "швидку не треба, де притулок для жінок з дітьми",
    ],
)
async def test_who_needs_something_else_is_not_sent_to_call_again(
    talk_here: Talk, said: str
) -> None:
    await talk_here.say(HEART)
    await talk_here.say(said)
    talk_here.sees("Притулок і кризова кімната")
    talk_here.misses("Наберіть 103")


async def test_who_has_called_is_not_told_that_nobody_is(talk_here: Talk) -> None:
    await talk_here.say("баба випила таблетки двічі, лежить бліда і не відповідає")
    await talk_here.say("викликали. дякую. чи може хтось приходить доглядать її вдома")
    talk_here.misses("Нікого не викликано")


async def test_who_is_abroad_has_the_number_that_works_there_first(talk: Talk) -> None:
    await talk.say("я в Польщі, чоловік не дихає")
    talk.sees("У країнах Євросоюзу дзвоніть 112")
    assert talk.text.index("112 – єдиний номер") < talk.text.index("103 – швидка")
    await talk.say("що мені робити поки їдуть")
    talk.sees("У країнах Євросоюзу дзвоніть 112", "Наберіть 112 зараз")
    await talk.say("все добре, лікар приїхав, дякую")
    await talk.say("батько не дихає")
    talk.misses("Євросоюзу")


async def test_a_torn_wire_has_no_advice_for_ice(talk: Talk) -> None:
    await talk.say("обірвало провід, лежить на дорозі коло хати, іскрить")
    talk.sees("101 – пожежники", "ближче ніж на 8 метрів")
    talk.misses("На льоду")
    await talk.say("що робити поки їдуть?")
    talk.sees("ближче ніж на 8 метрів")


async def test_who_falls_through_the_ice_has_its_advice(talk: Talk) -> None:
    await talk.say("дід провалився під лід на ставку")
    talk.sees("101 – пожежники", "На льоду лягайте на дошку")


async def test_who_has_told_the_code_is_not_told_to_hang_up(talk: Talk) -> None:
    await talk.say("прийшло смс, перейшла по посиланню і ввела картку, гроші зняли")
    talk.sees("102 – поліція", "подзвоніть у свій банк за номером на картці й заблокуйте її")
    talk.misses("Покладіть слухавку")


@pytest.mark.parametrize(
    ("told", "denied"),
    [
        ("чоловік б’є мене", "та ні ви шо, то сестру його"),
        ("дитина пропала, не прийшла зі школи", "не жертва вона, просто забарилась"),
        ("мене чоловік побив", "102 не треба"),
        ("мене чоловік побив", "нащо мені 102"),
    ],
)
async def test_who_denies_the_danger_is_told_the_number_once_more_and_goes_on(
    talk_here: Talk, told: str, denied: str
) -> None:
    await talk_here.say(told)
    await talk_here.say(denied)
    talk_here.sees("Добре. Якщо є небезпека, наберіть 102.")
    talk_here.misses("Нікого не викликано")
    await talk_here.say("як отримати субсидію")
    talk_here.sees("Житлова субсидія")


async def test_police_that_does_not_come_is_no_denial(talk_here: Talk) -> None:
    await talk_here.say("мене чоловік побив")
    await talk_here.say("поліція не їде")
    talk_here.sees("102")
    talk_here.misses("Добре.")
