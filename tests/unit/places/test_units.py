"""Hromadas and raions are adjectives; alone they mean their centre."""

import pytest

from tests.unit.places.conftest import Where


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Полонська громада", "Полонне"),
        ("живу в Красилівській громаді", "Красилів"),
        ("бібліотеки Віньковецької територіальної громади", "Віньківці"),
        ("Ямпільська селищна територіальна громада", "Ямпіль"),
        ("Шепетівська міська рада не відповідає", "Шепетівка"),
        ("рішення Смотрицької селищної ради", "Смотрич"),
        ("громада Староушицька", "Стара Ушиця"),
        ("Чорноострівська ТГ", "Чорний Острів"),
        ("Лісовогринівецька ОТГ", "Лісові Гринівці"),
        ("Михайлюцька тергромада", "Михайлючка"),
        ("Новодунаєвецька громада", "Дунаївці"),
        ("Кам’янець-Подільська громада", "Кам’янець-Подільський"),
        ("у Слобідсько-Кульчієвецькій громаді", "Слобідка-Кульчієвецька"),
        ("Понинковская громада", "Понінка"),
        ("Volochyska hromada", "Волочиськ"),
        ("Kamianets-Podilska hromada", "Кам’янець-Подільський"),
        ("Dunaivtsi community", "Дунаївці"),
    ],
)
def test_a_hromada_means_its_centre(where: Where, text: str, name: str) -> None:
    assert where(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Кам’янець-Подільський район", "Кам’янець-Подільський"),
        ("у Хмельницькому районі", "Хмельницький"),
        ("Теофіпольський р-н", "Теофіполь"),  # a raion until 2020
        ("Старосинявський рн", "Стара Синява"),
        ("з колишнього Чемеровецького району", "Чемерівці"),
        ("в Славутском районе", "Славута"),
        ("район Білогірський", "Білогір’я"),
        ("Krasylivskyi raion", "Красилів"),
        ("Летич. р-н", "Летичів"),
        ("Кам.-Под. район", "Кам’янець-Подільський"),
    ],
)
def test_a_raion_of_today_or_before_means_its_town(where: Where, text: str, name: str) -> None:
    assert where(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ізяславська центральна бібліотека", "Ізяслав"),
        ("телефон Летичівського цнапу", "Летичів"),
        ("у Нетішинській лікарні", "Нетішин"),
        ("Полонский суд", "Полонне"),
    ],
)
def test_an_office_is_where_its_adjective_says(where: Where, text: str, name: str) -> None:
    assert where(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Красілівська громада", "Красилів"),
        ("Летечівська громада", "Летичів"),
        ("Старокостянтинівска громада", "Старокостянтинів"),
    ],
)
def test_misspelt(where: Where, text: str, name: str) -> None:
    assert where(text) == name


def test_a_settlement_beside_its_unit_is_meant(where: Where) -> None:
    assert where("Хмельницький район, Летичівська громада, село Голосків") == "Голосків"
    assert where("с. Терешівці, Хмельницький р-н") == "Терешівці"
    assert where("Старосинявський район, Пилява") == "Пилява"


def test_of_a_raion_and_a_hromada_the_smaller_is_meant(where: Where) -> None:
    assert where("Хмельницький район, Деражнянська громада") == "Деражня"


@pytest.mark.parametrize(
    "text",
    ["українська громада", "наша громада", "сільська рада", "Барський район", "районна рада"],
)
def test_other_units_are_no_place_of_ours(where: Where, text: str) -> None:
    assert where(text) == ""
