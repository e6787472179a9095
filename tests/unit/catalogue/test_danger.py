"""The danger words that ship: danger is heard, a novel about it is not danger."""

from pathlib import Path

import pytest

from bot.content import load
from bot.understanding import DangerPatterns, find_danger

FOLDER = Path(__file__).parents[3] / "content"


@pytest.fixture(scope="module")
def emergency():
    return load(FOLDER).content.emergency


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
def test_danger_is_recognised(emergency, text, kind):
    found = find_danger(text, DangerPatterns(emergency.dangers))
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
def test_near_misses_stay_normal(emergency, text):
    assert find_danger(text, DangerPatterns(emergency.dangers)) is None
