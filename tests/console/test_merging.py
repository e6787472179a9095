"""Asked twice: the page of the request that stays shows both, and the double can be parted."""

from tests.console.served_desk import ServedDesk


async def test_the_doubles_words_are_on_the_page_and_it_can_be_undone(served: ServedDesk) -> None:
    stays = await served.ask("Чи є у вас «Тигролови»?")
    double = await served.ask("Чи можна забронювати «Тигролови»?")
    oksana = await served.librarian()
    page, other = f"/desk/requests/{double.number}", f"/desk/requests/{stays.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/merge", into=stays.number)
    oksana.sees(f"Звернення № {double.number} об’єднано.")
    await oksana.open(other)
    oksana.sees("забронювати «Тигролови»", f"№ {double.number}: те саме запитання")
    await oksana.open(page)
    oksana.sees("Об’єднане", "Не те саме: роз’єднати")
    await oksana.post(f"{page}/part")
    oksana.sees("іде окремо", "Чекає")
    await oksana.open(other)
    assert oksana.page
    assert '<p class="pre">Чи можна забронювати' not in oksana.page.text  # in what was said here
    told = await served.told()
    assert "прийде своя відповідь" in told[-1]


async def test_another_chat_only_with_a_promise_that_it_is_one_person(served: ServedDesk) -> None:
    stays = await served.ask("Чи є у вас «Тигролови»?")
    double = await served.ask("Чи можна забронювати «Тигролови»?", peer="olena-phone")
    oksana = await served.librarian()
    page = f"/desk/requests/{double.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    typed = stays.number.replace("-", " ")
    await oksana.post(f"{page}/merge", into=typed)
    oksana.sees("Те звернення – іншого читача.")
    assert oksana.page
    assert f'value="{typed}"' in oksana.page.text
    await oksana.post(f"{page}/merge", into=typed, same_person="1")
    oksana.sees("об’єднано")
    there = f"/desk/requests/{stays.number}"
    await oksana.open(there)
    await oksana.post(f"{there}/take")
    await oksana.post(f"{there}/answer", words="Забронювала обом.")
    for peer, number in (("olena", stays.number), ("olena-phone", double.number)):
        answer = (await served.told(peer))[-1]
        assert f"№ {number}" in answer
        assert "Забронювала обом." in answer


async def test_one_question_asked_twice_is_no_other_one(served: ServedDesk) -> None:
    """What is merged stands under «Запитали двічі» and is not counted as asked besides."""
    stays = await served.ask("Чи є у вас «Тигролови»?")
    double = await served.ask("Чи можна забронювати «Тигролови»?", peer="olena-phone")
    other = await served.ask("Коли ви працюєте?", peer="olena-phone")
    oksana = await served.librarian()
    page, into = f"/desk/requests/{double.number}", f"/desk/requests/{stays.number}"
    await oksana.open(page)
    oksana.sees("Що ще запитував цей читач (1)")
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/merge", into=stays.number, same_person="1")
    for one in (page, into):  # from either side only the third question is another one
        await oksana.open(one)
        oksana.sees("Що ще запитував цей читач (1)", other.number)
    await oksana.open(f"/desk/requests/{other.number}")
    oksana.misses("Що ще запитував цей читач", double.number)
    await oksana.open(page)
    await oksana.post(f"{page}/part")
    await oksana.open(f"/desk/requests/{other.number}")
    oksana.sees("Що ще запитував цей читач (1)", double.number)
