"""A lawyer or an hour of help is found, booked, moved, cancelled: over every channel."""

import pytest

from bot.app.content_index import ContentIndex
from tests.flows.appointments.taps import booked, to_times
from tests.talk import Talk

CENTRE = "0 800 213 103"


async def test_a_villager_books_a_lawyer_by_taps(talk: Talk) -> None:
    await talk.tap("Правова допомога")
    await talk.tap("Підібрати допомогу")
    talk.sees("Про що йдеться?")
    assert talk.buttons[0] == "Мені небезпечно"
    await talk.tap("Сім’я й діти")
    talk.sees("Наскільки це терміново?")
    await talk.tap("Можна почекати")
    assert CENTRE in talk.text.splitlines()[0]
    talk.sees("безоплатно отримує кожна людина")
    await talk.tap("Записатися")
    talk.sees("З якого ви села чи міста?")
    await talk.say("Деражня")
    talk.sees("Найближчий вільний час:", "Деражнянська", "– вт, 24 листопада: 10:00, 10:30")
    await talk.tap("вт, 24 листопада, 10:00")
    talk.sees("Тримаємо цей час для вас до 1", "Візьміть", "паспорт", "Ім’я не потрібне")
    await talk.tap("Підтвердити")
    talk.sees("Записали. Номер – ", "вт, 24 листопада, 10:00", "Деражнянська", "без подробиць")
    talk.misses("Сім’я", "юрист")
    assert talk.buttons[:3] == ["Перенести", "Скасувати запис", "Показати дорогу"]
    assert any(seen.pinned for seen in talk.screen)


async def test_a_time_is_held_for_ten_minutes(talk_here: Talk) -> None:
    await to_times(talk_here)
    await talk_here.tap("вт, 24 листопада, 10:00")
    talk_here.sees("Тримаємо цей час для вас до 12:10:")


async def test_a_whole_booking_in_words_alone(talk: Talk) -> None:
    await talk.say("запишіть мене до юриста")
    await talk.say("мене звільнили з роботи")
    talk.sees("Наскільки це терміново?")
    await talk.say("не горить")
    await talk.say("записатися")
    await talk.say("з Деражні")
    await talk.say("в середу зранку")
    talk.sees("– ср, 25 листопада: 10:00, 10:30")
    talk.misses("вт, 24 листопада")
    await talk.say("в середу о 10:30")
    talk.sees("Тримаємо цей час для вас до 1", "ср, 25 листопада, 10:30")
    await talk.say("вказати ім’я")
    await talk.say("Олена")
    talk.sees("Прийде: Олена.")
    await talk.say("так")
    talk.sees("Записали. Номер – ", "ср, 25 листопада, 10:30")
    await talk.say("мої записи")
    talk.sees("На вас чекають:", "ср, 25 листопада, 10:30")


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("треба юрист", "Про що йдеться?"),
        ("хочу на консультацію", "Про що йдеться?"),
        ("як записатися до юриста?", "Про що йдеться?"),
        ("запишіть мене", "Яка допомога потрібна?"),
        ("запишіть мене, будь ласка, на прийом", "Яка допомога потрібна?"),
        ("допоможіть заповнити", "Найближчий вільний час:"),
        ("поможіть заповнити заяву", "Найближчий вільний час:"),
        ("нужен адвокат", "Про що йдеться?"),
        ("запишите меня к юристу на завтра", "Про що йдеться?"),
        ("zapyshit mene do yurysta", "Про що йдеться?"),
        ("I need a lawyer", "What is it about?"),
        ("хочу щоб юрист передзвонив", "Про що йдеться?"),
        ("мені потрібна година допомоги з телефоном", "Найближчий вільний час:"),
    ],
)
async def test_who_asks_for_somebody_is_asked_what_for(
    talk_here: Talk, asked: str, seen: str
) -> None:
    await talk_here.say(asked)
    talk_here.sees(seen)


@pytest.mark.parametrize(
    "asked",
    ["запишіть мене до лікаря", "як записати дитину в садок", "скільки коштує адвокат у суді",
     "записатися в бібліотеку"],
)  # fmt: skip
async def test_what_is_anothers_appointment_is_answered_as_before(
    talk_here: Talk, asked: str
) -> None:
    await talk_here.say(asked)
    talk_here.misses("Про що йдеться?", "Яка допомога потрібна?")


async def test_a_time_told_at_once_is_kept_in_mind(talk_here: Talk) -> None:
    await talk_here.say("запишіть мене до юриста на середу після обіду")
    await talk_here.tap("Спадщина")
    await talk_here.tap("Можна почекати")
    await talk_here.tap("Записатися")
    await talk_here.tap("Будь-де")
    talk_here.sees("– ср, 25 листопада: 13:00")
    talk_here.misses("вт, 24")


async def test_an_hour_of_help_is_booked_from_a_card(talk: Talk) -> None:
    await talk.start("service__housing-subsidy")
    await talk.tap("Година допомоги")
    talk.sees("Найближчий вільний час:", "Деражнянська")
    await talk.tap("вт, 24 листопада, 10:30")
    await talk.tap("Підтвердити")
    talk.sees("Записали. Номер – ")


async def test_who_is_in_danger_has_the_numbers_at_every_step(talk: Talk) -> None:
    await talk.tap("Правова допомога")
    await talk.tap("Підібрати допомогу")
    await talk.tap("Мені небезпечно")
    for tap in ("Записатися", "Будь-де"):
        assert talk.text.splitlines()[0].startswith("102")
        await talk.tap(tap)
    assert talk.text.splitlines()[0].startswith("102")
    await talk.tap(talk.buttons[0])
    assert talk.text.splitlines()[0].startswith("102")
    talk.misses("юрист", "небезпечно")
    await talk.tap("Підтвердити")
    assert talk.text.splitlines()[0].startswith("102")


async def test_danger_now_leads_to_the_numbers_alone(talk: Talk) -> None:
    await talk.say("треба юрист")
    await talk.tap("Сім’я й діти")
    await talk.tap("Мені зараз небезпечно")
    assert talk.text.splitlines()[0].startswith("102")
    talk.misses("Записатися")


async def test_who_has_a_date_is_told_to_call_first(talk_here: Talk) -> None:
    await talk_here.say("треба юрист")
    await talk_here.say("прийшла повістка в суд за кредит")
    talk_here.sees(CENTRE, "телефонуйте зараз")


async def test_the_laws_list_is_told_and_nothing_decided(talk_here: Talk) -> None:
    await talk_here.say("треба юрист")
    await talk_here.tap("Інше")
    await talk_here.tap("Можна почекати")
    await talk_here.tap("Кому адвокат безоплатно")
    talk_here.sees("Переселенці", CENTRE)
    assert talk_here.buttons[0] == "Записатися"


async def test_mine_are_moved_and_cancelled_in_two_taps(talk: Talk) -> None:
    number = await booked(talk)
    await talk.tap("Перенести")
    await talk.tap("вт, 24 листопада, 10:30")
    talk.sees("Перенесли.", number)
    await talk.say("мої записи")
    talk.sees(number)
    await talk.tap("Скасувати запис")
    await talk.tap("Так, скасувати")
    talk.sees("Скасовано:")
    await talk.say("мої записи")
    talk.sees("Записів у вас немає.")
    await talk.tap("Записатися")
    talk.sees("Яка допомога потрібна?")


async def test_the_menu_has_ones_appointments(talk: Talk) -> None:
    assert "Мої записи" not in talk.buttons
    await booked(talk)
    await talk.say("меню")
    assert "Мої записи" in talk.buttons


async def test_one_a_day_but_also_one_for_somebody_else(talk: Talk) -> None:
    await booked(talk)
    await talk.say("записатися")
    await talk.tap("Порада юриста")
    await talk.tap("Сім’я й діти")
    await talk.tap("Можна почекати")
    await talk.tap("Записатися")
    await talk.tap("вт, 24 листопада, 10:30")
    talk.sees("На цей день ви вже записані", "вт, 24 листопада, 10:00")


@pytest.mark.parametrize(
    "typed",
    ["в середу зранку", "v seredu vranci", "завтра після 5", "next week please",
     "мені краще в понеділок, десь після 11", "в среду после обеда", "з самого ранку",
     "я не прийду завтра", "вибачте, не зможу прийти в середу", "не смогу приехать"],
)  # fmt: skip
def test_a_time_alone_alarms_nobody(content_index: ContentIndex, typed: str) -> None:
    assert content_index.danger.find(typed) is None


@pytest.mark.parametrize("typed", ["завтра мене вже не буде, я так вирішила, прощавайте",
                                   "не хочу дожити до середи",
                                   "я більше не прийду додому, прощавайте",
                                   "я вже не зможу так жити"])  # fmt: skip
def test_danger_beside_a_time_does(content_index: ContentIndex, typed: str) -> None:
    assert content_index.danger.find(typed) == "suicide"


@pytest.mark.parametrize(
    ("said", "urgent"),
    [("суд через тиждень", True), ("прийшов виконавець", True), ("так", True), ("ні", False),
     ("не спішу", False), ("може почекати", False), ("ну не знаю", False),
     ("не срочно", False), ("court next week", True)],
)  # fmt: skip
async def test_how_soon_it_is_may_be_said_in_words(
    talk_here: Talk, said: str, urgent: bool
) -> None:
    await talk_here.say("треба юрист")
    await talk_here.tap("Житло й земля")
    await talk_here.say(said)
    talk_here.sees(CENTRE)
    assert ("Коли є строк, телефонуйте зараз" in talk_here.text) is urgent


async def test_what_is_needed_may_be_said_in_words(talk_here: Talk) -> None:
    await talk_here.say("запишіть мене")
    await talk_here.say("ой, навіть не знаю")
    talk_here.sees("Напишіть слово-два", "Яка допомога потрібна?")
    await talk_here.say("розлучення, і суд уже завтра")
    talk_here.sees(CENTRE, "Коли є строк, телефонуйте зараз")


async def test_wishes_add_up_and_are_told_with_the_day(talk_here: Talk) -> None:
    await to_times(talk_here)
    await talk_here.say("завтра після обіду")
    await talk_here.say("а телефоном можна?")
    talk_here.sees("вт, 24 листопада: 13:00", "Хмельницька обласна")
    await talk_here.say("ні")
    talk_here.sees("Пам’ятаємо: вт, 24 листопада, після 13:00, телефоном.")
    await talk_here.tap("Запитати бібліотекаря")
    talk_here.sees("На який номер зателефонувати")
    await talk_here.say("067 123 45 67")
    talk_here.sees("Коли мені зручно: вт, 24 листопада, після 13:00, телефоном.")


async def test_who_is_called_leaves_a_number_for_it(talk_here: Talk) -> None:
    await to_times(talk_here)
    await talk_here.say("завтра о 10, телефоном")
    talk_here.sees("На який номер зателефонувати?")
    await talk_here.say("не скажу")
    talk_here.sees("Це не номер телефону")
    await talk_here.say("067 123 45 67")
    talk_here.sees("Тримаємо цей час", "Зателефонують на 067 123-45-67.")
    await talk_here.tap("Підтвердити")
    talk_here.sees("Записали. Номер – ", "телефоном")
    talk_here.misses("Показати дорогу")


@pytest.mark.parametrize(
    ("said", "seen"),
    [("скасуйте мій запис", "Скасувати запис на вт, 24 листопада, 10:00?"),
     ("не зможу прийти", "Скасувати запис на вт, 24 листопада, 10:00?"),
     ("перенесіть на четвер", "– чт, 26 листопада:"),
     ("хочу перенести запис на п’ятницю о 10", "Перенесли. № "),
     ("коли мій прийом?", "На вас чекають:"),
     ("отмените запись пожалуйста", "Скасувати запис на вт, 24 листопада, 10:00?")],
)  # fmt: skip
async def test_what_is_wanted_with_ones_own_may_be_said_in_words(
    talk_here: Talk, said: str, seen: str
) -> None:
    await booked(talk_here)
    await talk_here.say(said)
    talk_here.sees(seen)


async def test_who_has_none_is_told_so(talk_here: Talk) -> None:
    await talk_here.say("скасуйте мій запис")
    talk_here.sees("Записів у вас немає.")
    await talk_here.say("скасуйте запис до лікаря")
    talk_here.misses("Записів у вас немає.")


async def test_help_to_fill_in_after_a_card_is_an_hour_of_help_with_it(talk_here: Talk) -> None:
    await talk_here.start("service__housing-subsidy")
    await talk_here.say("допоможіть заповнити")
    talk_here.sees("Найближчий вільний час:", "Деражнянська")
    await talk_here.say("давайте перше")
    talk_here.sees("Тримаємо цей час", "вт, 24 листопада, 10:00")
    await talk_here.tap("Підтвердити")
    await talk_here.say("не зможу прийти")
    talk_here.sees("Скасувати запис на вт, 24 листопада, 10:00?")


async def test_a_legal_card_leads_to_the_right_help(talk_here: Talk) -> None:
    await talk_here.start("service__facts-occupied")
    await talk_here.tap("Підібрати допомогу")
    talk_here.sees("Про що йдеться?")


async def test_a_place_told_late_is_as_good(talk_here: Talk) -> None:
    await talk_here.say("допоможіть заповнити")
    await talk_here.say("я з Волочиська")
    talk_here.sees("Найближчий вільний час:", "приблизно")


async def test_a_whole_booking_in_latin_letters(talk_here: Talk) -> None:
    for said in ("zapyshit mene do yurysta", "rozluchennia", "ne gorit", "tak", "Derazhnia"):
        await talk_here.say(said)
    talk_here.sees("Найближчий вільний час:", "Деражнянська")
    await talk_here.say("zavtra o 10")
    await talk_here.say("tak")
    talk_here.sees("Записали.", "вт, 24 листопада, 10:00")
    await talk_here.say("skasuyte miy zapys")
    talk_here.sees("Скасувати запис на вт, 24 листопада, 10:00?")


async def test_another_time_is_no_hour(talk_here: Talk) -> None:
    await to_times(talk_here)
    await talk_here.say("другое время")
    talk_here.sees("Найближчий вільний час:")
    await talk_here.say("первое")
    talk_here.sees("Тримаємо цей час")
    await talk_here.say("скасуйте запис")
    talk_here.sees("нічого не записано")


async def test_a_wished_hour_far_away_is_shown_before_it_is_kept(talk_here: Talk) -> None:
    await to_times(talk_here)
    await talk_here.say("завтра о 15")
    talk_here.sees("Хмельницька обласна", "приблизно 35 км", "15:00")
    talk_here.misses("Тримаємо")


async def test_yes_after_joining_the_list_does_not_leave_it(talk_here: Talk) -> None:
    await to_times(talk_here)
    await talk_here.say("ні")
    await talk_here.say("напишіть мені")
    talk_here.sees("Ви в черзі.")
    await talk_here.say("так")
    talk_here.sees("Ви чекаєте на вільний час.")


@pytest.mark.parametrize("way", [(), ("1",)])
async def test_who_thinks_otherwise_is_let_go(talk_here: Talk, way: tuple[str, ...]) -> None:
    await to_times(talk_here)
    for one in way:
        await talk_here.say(one)
    await talk_here.say("ні, передумала")
    talk_here.sees("нічого не записано")
    await talk_here.say("мої записи")
    talk_here.sees("Записів у вас немає.")


async def test_to_book_in_another_word_keeps_what_was_told(talk_here: Talk) -> None:
    await talk_here.say("треба юрист")
    await talk_here.say("спадщина")
    await talk_here.say("ні")
    await talk_here.tap("Кому адвокат безоплатно")
    await talk_here.say("записатись")
    talk_here.sees("З якого ви села чи міста?")


@pytest.mark.parametrize("said", ["так", "да", "дякую, так"])
async def test_yes_after_a_booking_undoes_nothing(talk_here: Talk, said: str) -> None:
    await booked(talk_here)
    assert talk_here.buttons[0] == "Перенести"
    await talk_here.say(said)
    talk_here.misses("вільний час", "Перенести на", "Скасувати запис")
    await talk_here.say("мої записи")
    talk_here.sees("вт, 24 листопада, 10:00")
