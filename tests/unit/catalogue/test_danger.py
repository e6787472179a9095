"""The danger words that ship: danger is heard, a novel about it is not danger."""

import pytest

from bot.understanding import find_danger


@pytest.fixture(scope="module")
def emergency(content_index):
    return content_index.content.emergency


@pytest.fixture(scope="module")
def patterns(content_index):
    return content_index.danger.patterns


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("не хочу жити", "suicide"),
        ("ЖИТИ НЕ ХОЧУ!!!", "suicide"),
        ("жить больше не могу", "suicide"),
        ("ja hochu pomerty", "suicide"),
        ("I don't want to live anymore", "suicide"),
        ("хочу поме\u200bрти", "suicide"),
        ("у нас пожежа, горить хата", "fire"),
        ("дім горить, допоможіть", "fire"),
        ("запах газу в під’їзді", "gas"),
        ("знайшли на городі якусь міну", "mine"),
        ("чоловік мене б'є", "violence"),
        ("чоловік мене б’є", "violence"),
        ("муж меня бьёт", "violence"),
        ("дід упав і не говорить, рот перекосило", "medical"),
        ("викличте швидку", "medical"),
    ],
)
def test_danger_is_recognised(emergency, patterns, text, kind):
    found = find_danger(text, patterns)
    assert found == kind
    assert emergency.of(found).lines


@pytest.mark.parametrize(
    "text",
    [
        "порадьте роман про самогубство",
        "фільм про пожежу",
        "хочу розлучитися, більше не можу так",
        "пожежа знищила документи, як відновити паспорт",
        "як оформити інвалідність після інсульту",
        "мінімальна пенсія",
        "не горить ліхтар на вулиці",
        "поліція не реагує на заяву",
        "помер чоловік, що робити",
        "як зробити паспорт",
        "",
        "🙂",
    ],
)
def test_near_misses_stay_normal(patterns, text):
    assert find_danger(text, patterns) is None
