"""Places of one name: all are offered, unless something near picks one."""

import pytest

from tests.unit.places.conftest import Where


def test_all_of_one_name_are_offered(where: Where, hromadas: Where) -> None:
    assert where("Іванківці") == where("з Іванківців") == where("Ivankivtsi") == "Іванківці"
    assert hromadas("Іванківці") == hromadas("з Іванківців") == hromadas("у Іванківцях")
    assert hromadas("Іванківці").split(", ") == [
        "Деражнянська", "Дунаєвецька", "Новоушицька", "Розсошанська", "Сатанівська",
        "Старосинявська", "Хмельницька",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "hromada"),
    [
        # by hromada
        ("Іванківці Деражнянської громади", "Деражнянська"),
        ("Деражнянська громада, Іванківці", "Деражнянська"),
        ("с. Іванківці (Сатанівська ТГ)", "Сатанівська"),
        ("в Іванківцях Новоушицької селищної ради", "Новоушицька"),
        ("из Иванковец Дунаевецкой громады", "Дунаєвецька"),
        ("Ivankivtsi, Satanivska hromada", "Сатанівська"),
        # by raion of before 2020
        ("Іванківці Старосинявського району", "Старосинявська"),
        ("Старосинявський р-н, с. Іванківці", "Старосинявська"),
        # by a town that is much nearer to one of them
        ("Іванківці біля Деражні", "Деражнянська, Розсошанська"),  # 14 and 18 km, others 35
        ("Іванківці, що під Сатановом", "Сатанівська"),
        ("Іванківці (Дунаївці)", "Дунаєвецька"),
        ("Іванківці на Дунаєвеччині", "Дунаєвецька"),
    ],
)
def test_what_stands_near_picks_one(hromadas: Where, text: str, hromada: str) -> None:
    assert hromadas(text) == hromada


def test_a_raion_of_today_leaves_those_in_it(hromadas: Where) -> None:
    assert hromadas("Іванківці Кам’янець-Подільського району") == "Дунаєвецька, Новоушицька"


def test_a_town_is_meant_before_a_village_of_its_name(hromadas: Where) -> None:
    assert hromadas("у Дунаївцях") == "Дунаєвецька"
    assert hromadas("місто Славута") == hromadas("я зі Славути") == "Славутська"


def test_unless_the_village_is_named_as_one(hromadas: Where) -> None:
    assert hromadas("село Славута") == hromadas("с. Славута") == "Віньковецька"
    assert hromadas("у селищі Дунаївці") == "Новодунаєвецька"


def test_a_kind_that_none_of_them_is_picks_none(hromadas: Where) -> None:
    assert hromadas("місто Іванківці") == hromadas("Іванківці")


def test_another_place_too_far_away_picks_none(hromadas: Where) -> None:
    assert hromadas("Іванківці, автобус на Ізяслав") == hromadas("Іванківці")


def test_two_of_one_name_in_one_hromada_stay_two(hromadas: Where) -> None:
    assert hromadas("Богданівці Хмельницької громади") == "Хмельницька, Хмельницька"


def test_a_current_name_goes_before_a_former_one(where: Where) -> None:
    assert where("Улянівка") == "Улянівка"
    assert where("Михайлівка") == "Михайлівка"


def test_a_former_name_of_several_offers_them(where: Where) -> None:
    assert len(where("Жовтневе").split(", ")) == 4
