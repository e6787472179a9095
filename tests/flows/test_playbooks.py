"""«Не прийшло», «відмовили», «відключили»: whom to ask first, one question, what to take along."""

import pytest

from bot.app.content_index import ContentIndex
from tests.talk import Talk, plain

FUND = "0 800 503 753"


async def test_a_pension_that_has_not_come_ends_in_words_to_say(talk: Talk) -> None:
    await talk.say("пенсія не прийшла")
    talk.sees("Пенсія не прийшла", f"Телефонуйте: {FUND} – Пенсійний фонд.", "Що вам відповіли?")
    talk.misses("Сайт", "[місяць]")
    await talk.tap("Нараховано, але не прийшло")
    talk.sees("до банку чи на пошту", "Перевірено 29 листопада 2026")
    last = plain(talk.screen[-1].text)
    assert last.startswith("Добрий день. Пенсійний фонд каже, що мою пенсію за [місяць]")
    assert last.endswith("[прізвище, ім’я, по батькові].")


async def test_the_other_branch_ends_in_a_letter(talk: Talk) -> None:
    await talk.say("пенсию не принесли")
    await talk.tap("Не нараховано")
    talk.sees("Спитайте причину")
    assert plain(talk.screen[-1].text).startswith("До Пенсійного фонду України\nВід: [прізвище")


async def test_it_is_reached_from_its_card_and_leads_back(talk_here: Talk) -> None:
    await talk_here.start("service__idp-payments")
    await talk_here.tap("Відмовили")
    talk_here.sees("Пенсійний фонд відмовив")
    await talk_here.tap("Вони помилилися")
    talk_here.sees("30 календарних днів", "Скарга")
    await talk_here.tap("Уся картка")
    talk_here.sees("Допомога на проживання переселенцям (ВПО)")


async def test_a_sequel_about_the_card_leads_there_too(talk_here: Talk) -> None:
    await talk_here.start("service__housing-subsidy")
    await talk_here.say("а якщо відмовили?")
    talk_here.sees("Відмовили в субсидії чи припинили її")


async def test_a_playbook_without_a_question_says_all_at_once(talk_here: Talk) -> None:
    await talk_here.say("відмовили в прописці")
    talk_here.sees("Що зробити зараз:", "Лист – скопіюйте", "До [ЦНАП або рада]")


async def test_a_link_of_last_year_opens_what_there_is(talk_here: Talk) -> None:
    await talk_here.start("trouble__gone__housing-subsidy")
    talk_here.sees("Про що йдеться?")
    await talk_here.start("trouble_end__pension-not-come__pension-payment__9")
    talk_here.sees("Що вам відповіли?")


TOLD = {
    "субсидія не прийшла": "Субсидія чи пільга не прийшла",
    "мені відмовили в субсидії": "Відмовили в субсидії чи припинили її",
    "не прийшли дитячі гроші": "Виплата на дитину не прийшла",
    "впо не прийшла виплата": "Виплата переселенцям не прийшла",
    "чому зняли субсидію": "Відмовили в субсидії чи припинили її",
    "муж не платит алименты": "Аліменти не платять",
    "не выплачивают зарплату второй месяц": "Не платять зарплату",
    "відключили світло за борг": "Відключили світло, газ чи воду",
    "написав скаргу, а мені не відповідають": "Не відповіли на звернення",
    "лікар відмовив у прийомі": "Відмовили в лікарні",
    "перестали давати переселенські": "Виплата переселенцям не прийшла",
    "терапевт не хоче мене брати, бо я не прописана": "Відмовили в лікарні",
    "на біржі виплату відказали": "Влада відмовила",
    "пішла в пенсійний за виплатою на малого, а там завернули": "Пенсійний фонд відмовив",
    "сільрада вже місяць мовчить на мою скаргу": "Не відповіли на звернення",
    "прислали борг за газ, а я стільки не палила": "Рахунок неправильний",
    "чоловік на дітей не дає ні копійки": "Аліменти не платять",
    "на фермі 2 місяці зарплату не дають": "Не платять зарплату",
    "комісія зняла з мами другу групу, вона ж не ходить": "Не дали групу чи дали не ту",
    "соцробітниця субсидії не дала бо онук прописаний": "Відмовили в субсидії чи припинили її",
    "дитячі вже два місяці не капають на карту": "Виплата на дитину не прийшла",
}


@pytest.mark.parametrize(("said", "title"), TOLD.items())
async def test_the_commonest_troubles_are_heard(talk_here: Talk, said: str, title: str) -> None:
    await talk_here.say(said)
    talk_here.sees(title, "Що зробити зараз:")


@pytest.mark.parametrize(
    "said",
    [
        "хочу відмовитись від субсидії",
        "як поміняти банк для пенсії",
        "бідуємо, троє дітей, зарплати нема, хто допоможе грошима",
        "не дає спати думка, де взяти субсидію на газ",
    ],
)
async def test_who_has_no_trouble_gets_the_card(talk_here: Talk, said: str) -> None:
    await talk_here.say(said)
    talk_here.misses("Що вам відповіли?", "Яка причина?")


async def test_money_that_was_taken_is_no_payment_that_was_stopped(talk_here: Talk) -> None:
    await talk_here.say("зняли гроші з картки за чужий борг виконавці")
    talk_here.sees("Виконавче провадження")
    talk_here.misses("Аліменти не платять")


async def test_every_ending_of_every_playbook_can_be_told(
    talk_here: Talk, content_index: ContentIndex
) -> None:
    playbooks = content_index.content.playbooks
    told = {one.id: one for card in content_index.content.catalogue
            for one in playbooks.about(card.id)}  # fmt: skip
    assert len(told) >= 16
    for one in told.values():
        for number, ending in enumerate(one.endings, 1):
            for card in one.cards:
                await talk_here.start(f"trouble_end__{one.id}__{card}__{number}")
                text = (ending.letter or ending.say or ending.steps[0]).main
                assert text.splitlines()[0] in plain("\n".join(s.text for s in talk_here.screen))
