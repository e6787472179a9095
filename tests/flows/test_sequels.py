"""Sequels read with what they go on with: another matter, whom it is about, a day, the second."""

import pytest

from tests.talk import Talk


async def test_another_matter_after_one_more_is_a_matter_of_its_own(talk_here: Talk) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say("а ще як записатись до лікаря")
    assert "Запис на прийом до лікаря" in f"{talk_here.text} {talk_here.buttons}"
    talk_here.misses("Житлова субсидія")
    await talk_here.say("а до субсидії вернемось, які документи")
    talk_here.sees("Житлова субсидія", "Візьміть із собою:")


async def test_where_in_a_named_place_is_the_library_there(talk_here: Talk) -> None:
    await talk_here.say("how do I register as unemployed")
    await talk_here.say("and where in Starokostiantyniv")
    talk_here.sees("Старокостянтинів")


async def test_who_it_is_about_is_a_circumstance_of_the_card(talk_here: Talk) -> None:
    await talk_here.say("де взяти дрова на зиму")
    await talk_here.say("я пенсіонерка, хіба мені не положено більше")
    assert any("Дрова" in one for one in (*talk_here.buttons, talk_here.text))


async def test_a_choice_is_answered_in_words_of_ones_own(talk_here: Talk) -> None:
    await talk_here.say("виплати на дитину")
    assert "Не те" in talk_here.buttons
    await talk_here.say("мені на новонароджену, ще й місяця нема")
    talk_here.sees("Виплати при народженні дитини")


async def test_the_second_library_of_a_list_is_asked_about(talk_here: Talk) -> None:
    await talk_here.say("бібліотека в Летичеві")
    second = talk_here.buttons[1].rstrip("…")[:20]
    await talk_here.say("а друга звідти далеко?")
    talk_here.sees(second, "Летичів", "км")


async def test_who_helps_in_the_library_shown_is_no_list_again(talk_here: Talk) -> None:
    await talk_here.say("бібліотека в Деражні")
    talk_here.sees("Найближчі бібліотеки:")
    await talk_here.say("а там людина допоможе чи самому?")
    talk_here.misses("Найближчі бібліотеки:")


@pytest.mark.parametrize(
    ("asked", "told"),
    [("а в неділю працюєте?", "нд, "), ("а в суботу?", "сб, "), ("a v seredu pracyuyete", "ср, ")],
)
async def test_a_day_that_is_asked_about_has_its_hours(
    talk_here: Talk, asked: str, told: str
) -> None:
    await talk_here.say("бібліотека в Летичеві")
    await talk_here.say("Пироговецька бібліотека-філія № 18")
    await talk_here.say("дитяча бібліотека в Хмельницькому")
    await talk_here.say(asked)
    assert told in talk_here.text or "Зателефонуйте" in talk_here.text


@pytest.mark.parametrize("said", ["так", "ага"])
async def test_yes_to_a_choice_is_the_likeliest(talk_here: Talk, said: str) -> None:
    await talk_here.say("лікар")
    first = talk_here.buttons[0]
    await talk_here.say(said)
    talk_here.misses("Чим допомогти?")
    assert talk_here.text.startswith(first.rstrip("…"))
    assert "Інший випадок" in talk_here.buttons


async def test_a_number_of_no_request_is_no_question(talk_here: Talk) -> None:
    await talk_here.say("моє звернення")
    await talk_here.say("3333-4444")
    talk_here.sees("Звернення з таким номером не знаємо.", "Напишіть номер звернення")


@pytest.mark.parametrize("said", ["ні, я в Летичеві", "ой ні, я в Летичеві"])
async def test_a_place_is_corrected(talk_here: Talk, said: str) -> None:
    await talk_here.say("хто поможе з телефоном у Деражні")
    talk_here.sees("Деражня. Найближчі бібліотеки:")
    await talk_here.say(said)
    talk_here.sees("Летичів. Найближчі бібліотеки:")


async def test_one_word_of_another_card_is_still_a_sequel(talk_here: Talk) -> None:
    await talk_here.say("де взяти ліки безплатно")
    await talk_here.say("спасибі, а хто виписує")
    talk_here.misses("Реєстрація та декларування місця проживання\n")


async def test_what_to_do_next_is_never_not_in_the_card(talk_here: Talk) -> None:
    await talk_here.say("втратила свідоцтво про шлюб")
    await talk_here.say("що далі робити")
    talk_here.sees("Що зробити зараз:")
    talk_here.misses("У картці цього немає.")


async def test_who_is_no_greeting(talk_here: Talk) -> None:
    await talk_here.say("як забронювати книжку")
    await talk_here.say("а хто її привезе")
    talk_here.misses("Вітаємо.")


@pytest.mark.parametrize(
    ("first", "then", "card"),
    [
        ("чоловік пропав на фронті", "хто шукає", "Зниклі безвісти"),
        ("коли прийде субсидія", "вже два місяці нема", "Житлова субсидія"),
        ("треба копію свідоцтва про народження мами", "вона померла", "Повторне свідоцтво"),
    ],
)
async def test_a_few_words_of_somebody_are_of_the_card(
    talk_here: Talk, first: str, then: str, card: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    assert card in f"{talk_here.text} {talk_here.buttons}"
    talk_here.misses("Ви про щось із цього?")


async def test_a_new_matter_in_one_word_is_no_sequel(talk_here: Talk) -> None:
    await talk_here.say("хочу відкрити фоп")
    await talk_here.say("які податки")
    talk_here.misses("Реєстрація ФОП")
    await talk_here.say("паспорт")
    talk_here.sees("Що з паспортом України?")


async def test_two_matters_are_both_offered_by_their_likeliest_card(talk_here: Talk) -> None:
    await talk_here.say("хочу розлучитись і аліменти")
    assert talk_here.buttons[:2] == ["Розлучення (розірвання шлюбу)", "Аліменти"]


async def test_a_question_where_a_place_is_asked_needs_no_mark(talk_here: Talk) -> None:
    await talk_here.tap("Знайти бібліотеку")
    await talk_here.say("чи треба паспорт щоб записатись")
    talk_here.misses("Не знаємо такого села")


async def test_where_to_apply_is_no_money_that_did_not_come(talk_here: Talk) -> None:
    await talk_here.say("дякую, де подати на субсидію")
    talk_here.sees("Житлова субсидія")
    talk_here.misses("не прийшла\n")


async def test_who_helps_in_a_place_is_no_answer_to_the_choice(talk_here: Talk) -> None:
    await talk_here.say("паспорт")
    await talk_here.say("а хто допоможе в Деражні")
    talk_here.sees("Деражня. Найближчі бібліотеки:")


@pytest.mark.parametrize(
    ("first", "then", "card"),
    [
        ("чи дають гроші на корову", "коли давати заяву", "Гроші від держави на корів"),
        ("загубила паспорт", "штраф є?", "Втрата або викрадення паспорта"),
        ("як оформити субсидію", "квартира на маму записана", "Житлова субсидія"),
        ("как оформить субсидию", "надо каждый год ходить?", "Житлова субсидія"),
    ],
)
async def test_words_that_mean_nothing_alone_are_of_the_card_on_screen(
    talk_here: Talk, first: str, then: str, card: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    assert card in f"{talk_here.text} {talk_here.buttons}"
    talk_here.misses("Ви про щось із цього?")


async def test_what_the_card_tells_of_whom_it_is_for_answers_a_circumstance(
    talk_here: Talk,
) -> None:
    await talk_here.say("чи дають гроші на корову")
    await talk_here.say("а якщо в мене тільки одна стара")
    talk_here.sees("від 3 до 100 корів")


async def test_who_can_be_asked_about_a_circumstance_is_a_number(talk_here: Talk) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say("а якщо квартира на маму записана")
    talk_here.sees("0 800 503 753")


async def test_which_papers_to_collect_is_no_question_of_money(talk_here: Talk) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say("які папери збирати")
    talk_here.sees("Візьміть із собою:")


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("як зробити закордонний паспорт", "скільки коштує і чи довго", ("Вартість:", "Строк:")),
        ("I want to divorce my husband", "how much does it cost and how long",
         ("Cost:", "How long it takes:")),
    ],
)  # fmt: skip
async def test_two_things_asked_in_one_breath_are_both_told(
    talk_here: Talk, first: str, then: str, told: tuple[str, ...]
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    talk_here.sees(*told)


async def test_what_to_do_when_it_went_wrong_is_not_told_twice(talk_here: Talk) -> None:
    await talk_here.say("мне отказали в субсидии")
    shown = talk_here.text
    await talk_here.say("а почему могли отказать")
    assert talk_here.text != shown
    talk_here.sees("0 800 503 753")


async def test_a_question_after_an_offer_is_of_its_card(talk_here: Talk) -> None:
    await talk_here.say("треба картку в бібліотеку записати дитину")
    await talk_here.say("скільки років має бути")
    talk_here.sees("Запис до бібліотеки")


async def test_a_new_question_after_a_library_is_its_own(talk_here: Talk) -> None:
    await talk_here.say("library in Khmelnytskyi")
    await talk_here.say("how do I get a housing subsidy")
    talk_here.sees("Housing and utilities subsidy", "What to do now:")


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("потерял паспорт на рынке", "сколько стоит сделать новый", "Вартість:"),
        ("потерял паспорт на рынке", "и сколько дней делают", "Строк:"),
        ("прекратили выплаты переселенцам", "по какому телефону звонить", "0 800 503 753"),
    ],
)
async def test_what_is_asked_of_the_card_is_not_refused(
    talk_here: Talk, first: str, then: str, told: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    talk_here.sees(told)


async def test_what_the_first_of_a_choice_does_not_tell_is_asked_of_none(talk: Talk) -> None:
    await talk.say("прийшов лист")
    talk.sees("Ви про щось із цього?")
    await talk.say("яку довідку")
    talk.sees("Спершу виберіть, про що ви питаєте.", "Ви про щось із цього?")


async def test_to_words_that_only_tell_the_likeliest_is_shown_and_the_others_beside_it(
    talk: Talk,
) -> None:
    await talk.say("за світло й газ прийшло багато")
    talk.sees("Що з оплатою за житло?")
    offered = len(talk.buttons)
    await talk.say("нічого не присилали")
    talk.sees("Мабуть, ви про це.", "Борги та спори за комунальні послуги")
    talk.misses("Спершу виберіть")
    others = [one for one in talk.buttons if one.startswith("Не про це?")]
    assert len(others) == 1
    assert offered > 1
    await talk.tap(others[0])
    talk.misses("Мабуть, ви про це.", "Борги та спори")


async def test_what_a_library_has_is_another_matter_than_the_card(talk: Talk) -> None:
    await talk.say("my passport was stolen")
    await talk.say("where can i print a document today")
    talk.misses("Lost or stolen passport")
    talk.sees("Internet, computers, printing in libraries")


@pytest.mark.parametrize(
    ("first", "place"),
    [
        ("довідка про склад сім’ї", "а хто поможе з нею в Славуті"),
        ("dovidka pro sklad simi", "a khto pomozhe v Slavuti"),
    ],
)
async def test_the_price_is_of_the_card_though_libraries_are_on_screen(
    talk: Talk, first: str, place: str
) -> None:
    await talk.say(first)
    await talk.say(place)
    talk.sees("Славута. Найближчі бібліотеки:")
    await talk.say("скільки коштує")
    talk.sees("Витяг з реєстру територіальної громади")
    await talk.say("а до скількох вони працюють")
    talk.sees("бібліотека")


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("pryvit, yak pominyaty prava, zakinchylys", "a bez medychnoi dovidky?",
         "Медичної довідки під час воєнного стану не вимагають."),
        ("де протези роблять", "а безплатно?", "Безоплатні допоміжні засоби"),
        ("як паї отримати після смерті батька", "6 місяців вже пройшло",
         "Прийняти спадщину – протягом шести місяців."),
        ("як подати на аліменти", "а скільки дають", "1408,50 гривень"),
    ],
)  # fmt: skip
async def test_what_stands_elsewhere_in_the_card_is_told(
    talk_here: Talk, first: str, then: str, told: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    talk_here.sees(told)
    talk_here.misses("У картці цього немає.")


async def test_who_knows_what_the_card_does_not_tell_is_named(talk_here: Talk) -> None:
    await talk_here.say("хочу хату на внука переписати")
    await talk_here.say("а скільки то коштує")
    talk_here.sees("У картці цього немає.", "0 800 213 103")
    await talk_here.start("service__kindergarten")
    await talk_here.say("скільки чекати")
    talk_here.sees("У картці цього немає.", "Спитайте тут: Управління освіти громади.")


@pytest.mark.parametrize(
    ("first", "then", "misread"),
    [
        ("треба зробити паспорт, мені 14 скоро", "з батьками йти?", "У бібліотеці поруч"),
        ("хочу вийти раньше з декрету, дитині рік і 8", "а гроші взять пропадуть?",
         "Візьміть із собою:"),
        ("сколько стажа докупить до пенсии", "а если нет денег", "\nВартість:"),
        ("платити земельний податок ветеран має?", "а на комуналку теж?", "У картці цього немає."),
    ],
)  # fmt: skip
async def test_a_word_that_may_ask_is_no_question_by_itself(
    talk_here: Talk, first: str, then: str, misread: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    talk_here.misses(misread)
    assert "Запитати бібліотекаря" in talk_here.buttons


async def test_what_is_lacking_is_a_circumstance_of_the_card(talk_here: Talk) -> None:
    await talk_here.start("service__housing-disputes")
    await talk_here.say("немає договору")
    talk_here.sees("Житлові спори", "0 800 213 103")
    await talk_here.say("хочу поставити дитину 2 рочки в садок")
    await talk_here.say("без прописки візьмуть?")
    talk_here.sees("Черга до дитячого садка")


@pytest.mark.parametrize(
    ("first", "then", "card"),
    [
        ("переїхали до Понінки, куди йти", "а довідка переселенця", "Довідка переселенця (ВПО)\n"),
        ("В селі помер самотній чоловік, хто його має ховати?", "а гроші на поховання",
         "Допомога на поховання\n"),
    ],
)  # fmt: skip
async def test_what_is_called_by_its_title_is_chosen(
    talk_here: Talk, first: str, then: str, card: str
) -> None:
    await talk_here.say(first)
    assert not talk_here.text.startswith(card)
    await talk_here.say(then)
    assert talk_here.text.startswith(card)
    talk_here.sees("Перевірено")


async def test_who_wants_a_call_is_no_unknown_village(talk_here: Talk) -> None:
    await talk_here.say("де та бібліотека, я в Смотричі")
    talk_here.sees("Яке з них ваше?")
    await talk_here.say("передзвоніть")
    talk_here.misses("Не знаємо такого села")
    talk_here.sees("Жива людина відповість")


async def test_a_village_in_the_question_itself_is_not_asked_again(talk_here: Talk) -> None:
    await talk_here.say("людина")
    await talk_here.say("Прошу провести урок для пенсіонерів, с. Купіль")
    talk_here.misses("З якого ви села чи міста?")
    assert "Надіслати" in talk_here.buttons


async def test_where_to_print_is_no_letter_to_a_librarian(talk_here: Talk) -> None:
    await talk_here.say("де роздрукувати документ")
    talk_here.sees("Інтернет, комп’ютер, друк і сканування в бібліотеці")
    await talk_here.say("ми в Деражні")
    talk_here.sees("Деражня. Найближчі бібліотеки:")
    await talk_here.say("де роздрукувати документ")
    talk_here.sees("Деражнянська міська центральна бібліотека")


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("борг за світло, рахують пеню", "платити нема чим", "Борги та спори за комунальні"),
        ("вчителька дитину обзиває", "директор покриває", "Булінг у закладі освіти"),
        ("вчителька дитину обзиває", "а анонімно можна?", "Булінг у закладі освіти"),
        ("де зробити закордонний паспорт", "а довіреність треба?", "Дитині – свідоцтво"),
        ("як отримати субсидію", "у вінниці", "0 800 503 753"),
        ("де отримати довідку впо", "a v vykhidni pratsyuyut?", "Орган соціального захисту"),
        ("де отримати довідку впо", "а через інтернет можна?", "Подайте заяву в застосунку"),
        ("як записати дитину в садок", "ni, do shkoly", "Зарахування та переведення до школи"),
    ],
)
async def test_words_that_alone_are_nothing_or_another_matter_are_of_the_card(
    talk_here: Talk, first: str, then: str, told: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    talk_here.sees(told)
    talk_here.misses("Не зрозуміли", "Розкладів руху", "Ви про щось із цього?")


async def test_letters_of_no_language_after_a_card_are_not_of_it(talk_here: Talk) -> None:
    await talk_here.say("як отримати субсидію")
    await talk_here.say("фівапр олдж")
    talk_here.sees("Не зрозуміли.")


async def test_where_to_call_is_a_number_though_the_card_has_none(talk_here: Talk) -> None:
    await talk_here.say("вступ до університету")
    await talk_here.say("а подзвонити куди")
    talk_here.sees("0382 79-47-31")


async def test_how_much_is_given_is_told_of_a_card_without_a_price(talk_here: Talk) -> None:
    await talk_here.start("service__alimony")
    await talk_here.say("а скільки")
    talk_here.sees("1408,50 гривень")


async def test_the_rest_of_a_story_joins_what_is_offered_to_a_librarian(talk_here: Talk) -> None:
    await talk_here.say("де знайти книжку про наше село, бо дід там жив")
    talk_here.sees("Передати ваше запитання?")
    await talk_here.say("він ще до війни мав там млин і пасіку")
    talk_here.sees("Додали до вашого запитання.", "Передати ваше запитання?", "пасіку")
    await talk_here.tap("Передати")
    talk_here.sees("З якого ви села чи міста?")


@pytest.mark.parametrize(
    ("asked", "card"),
    [
        ("прийшла повістка а я студент денної", "Відстрочка від призову"),
        ("зп не дають 2 місяці", "Не платять зарплату"),
        ("хочу підробляти влітку, мені 15", "Пошук роботи"),
        ("не платити податки поки в декреті, я фоп", "Податкова консультація"),
        ("сімейний лікар звільнився", "Декларація із сімейним лікарем"),
    ],
)
async def test_what_people_say_has_its_card_first(talk_here: Talk, asked: str, card: str) -> None:
    await talk_here.say(asked)
    assert f"{talk_here.text} {talk_here.buttons[0]}".count(card)


@pytest.mark.parametrize(
    ("card", "told"),
    [
        ("missing-persons", "Подайте заяву на розшук у найближчому відділі поліції"),
        ("large-family", "Подайте заяву в ЦНАП"),
        ("social-home-care", "Попросіть у центрі соціальних послуг"),
    ],
)
async def test_what_to_do_now_is_more_than_a_page(talk_here: Talk, card: str, told: str) -> None:
    await talk_here.start(f"service__{card}")
    text = talk_here.text
    assert told in text[text.index("Що зробити зараз:") :]
    assert text.count(told) == 1


async def test_an_aside_about_oneself_is_of_the_card_and_offers_the_other(talk: Talk) -> None:
    """«А мені 67» is likest to another card, which it doesn't call."""
    await talk.say("як знайти працю сторожем")
    await talk.say("а мені 67, мене візьмуть?")
    assert talk.text.startswith("Пошук роботи і вакансії")
    assert talk.buttons[0] == "Допомога тим, хто не має права на пенсію"


@pytest.mark.parametrize("said", ["а скільки коштує", "а скільки за листок"])
async def test_a_price_after_a_library_is_its_own(talk: Talk, said: str) -> None:
    await talk.say("бібліотека в Деражні")
    await talk.say("там друкують?")
    await talk.say(said)
    assert talk.text.startswith("Деражнянська міська центральна бібліотека")


async def test_what_is_not_given_yet_was_not_refused(talk: Talk) -> None:
    await talk.say("допомога дитині з інвалідністю, скільки платять")
    await talk.say("групу ще не дали")
    assert "відмовив" not in talk.text
    await talk.say("не дали групу")
    assert "відмовив" in talk.text


@pytest.mark.parametrize(
    ("first", "then", "card"),
    [
        ("у мене арешт на рахунку за борг", "а безплатний адвокат де", "Безоплатна правнича"),
        ("хату розбило ракетою", "а документи всі згоріли", "Втрата або викрадення паспорта"),
    ],
)
async def test_what_asks_for_itself_is_no_aside(
    talk: Talk, first: str, then: str, card: str
) -> None:
    await talk.say(first)
    await talk.say(then)
    assert card in f"{talk.text} {talk.buttons}"
