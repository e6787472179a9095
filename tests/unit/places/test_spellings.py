"""One name written in many ways: apostrophes, letters, scripts, keyboard layouts, slips."""

import pytest

from bot.places.gazetteer import Gazetteer
from tests.unit.places.conftest import Where


@pytest.mark.parametrize("sign", [*"'’ʼ`´‘‛′\"*ʹ", "", "'’"])
def test_any_apostrophe_or_none(where: Where, sign: str) -> None:
    assert where(f"з Білогір{sign}я") == "Білогір’я"
    assert where(f"у П{sign}ятничанах") == "П’ятничани"
    assert where(f"кам{sign}янець-подільський") == "Кам’янець-Подільський"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # As it comes from a phone.
        ("ВОЛОЧИСЬК", "Волочиськ"),
        ("  нетішин  ", "Нетішин"),
        ("Летичів!!!", "Летичів"),
        ("🏠 Полонне", "Полонне"),
        ("Дера\u0301жня", "Деражня"),  # a stress mark
        ("Меджи\u00adбіж", "Меджибіж"),  # a soft hyphen
        ("Ста\u200bра Уши\u200bця", "Стара Ушиця"),  # zero-width spaces
        ("Крупець\u0000", "Крупець"),
        ("Баглаи\u0308", "Баглаї"),  # ї in two pieces
        # Letters that people mix up, and Latin ones that look alike.
        ("Ізяслав", "Ізяслав"),
        ("Изяслав", "Ізяслав"),
        ("Iзяслав", "Ізяслав"),
        ("Cлавута", "Славута"),
        ("Хмєльницький", "Хмельницький"),
        ("красилів", "Красилів"),
        ("красилив", "Красилів"),
        # Spaces, hyphens and pieces.
        ("Стара-Синява", "Стара Синява"),
        ("Слобідка Смотрицька", "Слобідка-Смотрицька"),
        ("кам янець подільський", "Кам’янець-Подільський"),
        ("Старо Костянтинів", "Старокостянтинів"),
        ("Старо-Костянтинів", "Старокостянтинів"),
        ("у старо костянтинові", "Старокостянтинів"),
        ("новаушиця", "Нова Ушиця"),
        ("чорнийострів", "Чорний Острів"),
        ("Новоушиця", "Нова Ушиця"),
        ("Синява Стара", "Стара Синява"),
        ("Острів Чорний", "Чорний Острів"),
        ("вКрасилові", "Красилів"),
        ("Вел. Мацевичі", "Великі Мацевичі"),
        ("Мал. Мацевичі", "Малі Мацевичі"),
        ("Ст. Ушиця", "Стара Ушиця"),
        ("Н.Ушиця", "Нова Ушиця"),
        ("вел мацевичі", "Великі Мацевичі"),
        ("Кам-Подільський", "Кам’янець-Подільський"),
        ("Кам.-Подільський", "Кам’янець-Подільський"),
    ],
)
def test_as_it_comes(where: Where, text: str, name: str) -> None:
    assert where(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Хмельницкий", "Хмельницький"),
        ("живу в Хмельницком", "Хмельницький"),
        ("из Каменца-Подольского", "Кам’янець-Подільський"),
        ("в Нетешине", "Нетішин"),
        ("мы из Красилова", "Красилів"),
        ("в Полонном", "Полонне"),
        ("в Городке", "Городок"),
        ("в Летичеве", "Летичів"),
        ("из Дунаевец", "Дунаївці"),
        ("в Дунаевцах", "Дунаївці"),
        ("в Чемеровцах", "Чемерівці"),
        ("возле Волочиска", "Волочиськ"),
        ("под Белогорьем", "Білогір’я"),
        ("в Чёрном Острове", "Чорний Острів"),
        ("в Новой Ушице", "Нова Ушиця"),
        ("с Наркевичей", "Наркевичі"),
        ("в Понинке", "Понінка"),
        ("в Великих Юначках", "Великі Юначки"),
        ("в Красилове Хмельницкой области", "Красилів"),
    ],
)
def test_russian(where: Where, text: str, name: str) -> None:
    assert where(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Khmelnytskyi", "Хмельницький"),
        ("Khmelnitsky", "Хмельницький"),
        ("u Hmelnickomu", "Хмельницький"),
        ("Kamianets-Podilskyi", "Кам’янець-Подільський"),
        ("Kamenets Podolsky", "Кам’янець-Подільський"),
        ("z Kamyantsya-Podilskoho", "Кам’янець-Подільський"),
        ("v Shepetivtsi", "Шепетівка"),
        ("v Shepetovke", "Шепетівка"),
        ("Iziaslav", "Ізяслав"),
        ("Izyaslav", "Ізяслав"),
        ("zhyvu v Dunaivtsiakh", "Дунаївці"),
        ("ja z Polonnoho", "Полонне"),
        ("Chornyi Ostriv", "Чорний Острів"),
        ("4emerivci", "Чемерівці"),
        ("z 4emerivciv", "Чемерівці"),
        ("Medzhybizh", "Меджибіж"),
        ("u Medzybozi", "Меджибіж"),
        ("Volochysk", "Волочиськ"),
        ("Szarówka", "Шарівка"),
        ("I live in the village of Antoniny", "Антоніни"),
        ("Is there a library in Stara Syniava?", "Стара Синява"),
        ("bilohiria", "Білогір’я"),
        ("Starokonstantinov", "Старокостянтинів"),
        ("v Krasylowi", "Красилів"),
    ],
)
def test_latin_letters_of_any_scheme(where: Where, text: str, name: str) -> None:
    assert where(text) == name


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ("ltht;yz", "Деражня"),
        ("[vtkmybwmrbq", "Хмельницький"),
        (";bde d djkjxbcmre", "Волочиськ"),
        ("e Gjkjyyjve", "Полонне"),
        ("Rfv'zytwm-Gjlskmcmrbq", "Кам’янець-Подільський"),
        ("Yjdf Eibwz", "Нова Ушиця"),
        ("Where is the library?", ""),
    ],
)
def test_the_wrong_keyboard_layout(where: Where, keys: str, name: str) -> None:
    assert where(keys) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Шепетвка", "Шепетівка"),  # a letter left out
        ("Шепетіівка", "Шепетівка"),  # twice
        ("Шептеівка", "Шепетівка"),  # in another order
        ("Шипитівка", "Шепетівка"),
        ("у Старокстянтиніві", "Старокостянтинів"),
        ("Деражння", "Деражня"),
        ("в Дунаївцахх", "Дунаївці"),
        ("Яромлинці", "Ярмолинці"),
        ("Красилов", "Красилів"),
        ("летичев", "Летичів"),
        ("у Теофіполю", "Теофіполь"),
        ("Віньковці", "Віньківці"),
        ("Волочиск", "Волочиськ"),
        ("Стара Сынява", "Стара Синява"),
        ("Нова Ушиця", "Нова Ушиця"),
        ("Нова Ушіца", "Нова Ушиця"),
        ("Камянець-Подільск", "Кам’янець-Подільський"),
        ("Хмельницьк", "Хмельницький"),
        ("село Купен", "Купин"),
        ("у Славуте", "Славута"),
    ],
)
def test_slips_are_mended(where: Where, text: str, name: str) -> None:
    assert where(text) == name


@pytest.mark.parametrize("text", ["Бетехтинка", "Дрезден", "Арктика", "Шалімівка", "Вапетівка"])
def test_what_is_too_far_from_any_name_is_none(where: Where, text: str) -> None:
    assert where(text) == ""


def test_every_settlement_is_found_by_its_name(gazetteer: Gazetteer) -> None:
    """As it is, in small and in capital letters; of a town and a village, the town."""
    lost = [
        (written, one.hromada)
        for one in gazetteer.settlements
        for written in (one.name, one.name.lower(), one.name.upper())
        if one not in (found := gazetteer.find(written).settlements)
        and not any(other.category == "M" and other.name == one.name for other in found)
    ]
    assert lost == []


def test_no_bare_name_finds_a_place_of_another_name(gazetteer: Gazetteer) -> None:
    found = {one.name: gazetteer.find(one.name).settlements for one in gazetteer.settlements}
    named = {name: {other.name for other in others} for name, others in found.items()}
    assert {name: others for name, others in named.items() if others != {name}} == {}


@pytest.mark.parametrize("text", ["живу в Деражні", "Dunaivtsi", "у Кам’янці-Подільському"])
def test_written_forms_are_found_without_repair(gazetteer: Gazetteer, text: str) -> None:
    found = gazetteer.find(text, loose=False)
    assert found.settlements
    assert found == gazetteer.find(text)


@pytest.mark.parametrize("text", ["живу в Дераржні", "Вел. Карабчіїв", "Деражнянсская громада"])
def test_without_repair_only_written_forms_are_found(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text).settlements
    assert not gazetteer.find(text, loose=False).settlements
