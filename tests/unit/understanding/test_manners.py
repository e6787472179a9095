"""In which way a danger comes about decides what is advised."""

import pytest

from bot.app.content_index import ContentIndex
from bot.understanding.danger.manners import ANY, Manners


@pytest.fixture(scope="module")
def manners(content_index: ContentIndex) -> Manners:
    return Manners(content_index.content.emergency.manners)


@pytest.mark.parametrize(
    ("kind", "text", "manner"),
    [
        ("scam", "дзвонять із банку і просять код", "on-the-phone"),
        ("scam", "подзвонили з банку, пенсію заблокують, якщо не назву код", "on-the-phone"),
        ("scam", "позвонили якобы из полиции", "on-the-phone"),
        ("scam", "дзвонили з банку, я сказала код з смс", "card-given"),
        ("scam", "ніхто не дзвонив, прийшло смс і я ввела код", "card-given"),
        ("scam", "с карты уже сняли три тысячи", "card-given"),
        ("scam", "I typed the code and now my money is gone", "card-given"),
        ("scam", "прийшов лист, що треба заплатити за спадок", None),
        ("scam", "вимагає гроші, інакше розішле мої фото", "blackmail"),
        ("grooming", "шантажує доньку фотографіями", "blackmail"),
        ("rescue", "дід провалився під лід", "ice"),
        ("rescue", "обірвало провід, лежить на дорозі", "wire"),
        ("rescue", "провод лежит в луже", "wire"),
        ("fire", "a power line fell and the grass is smoking", "wire"),
        ("rescue", "хлопчик тоне в річці", None),
        ("medical", "чоловіка б’є струмом, не може відпустити", "shock"),
        ("medical", "got an electric shock, not breathing", "shock"),
        ("medical", "мама не дихає", None),
        (ANY, "я в Польщі, чоловік не дихає", "abroad"),
        (ANY, "мы в Германии, горит кухня", "abroad"),
        (ANY, "I am in Germany and he beats me", "abroad"),
        (ANY, "ya v Ispanii, cholovik ne dykhaye", "abroad"),
        (ANY, "у Волочиську горить хата", None),
        ("suicide", "не хочу жити", None),
    ],
)
def test_the_way_of_a_danger_is_told_by_words(
    manners: Manners, kind: str, text: str, manner: str | None
) -> None:
    assert manners.find(kind, text) == manner


def test_every_manner_is_of_known_dangers_and_has_its_number(content_index: ContentIndex) -> None:
    emergency = content_index.content.emergency
    assert {"abroad", "wire", "card-given"} <= {one.id for one in emergency.manners}
    for manner in emergency.manners:
        assert all(emergency.of(kind) for kind in manner.of)
        assert manner.advice.in_("en") != manner.advice.in_("uk")
    abroad = emergency.manner("abroad")
    assert abroad is not None
    assert abroad.first is not None
    assert abroad.first.number == "112"
