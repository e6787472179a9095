"""Danger as it is told, in no line of the content: seen, with the right number first."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from bot.app import told_danger
from bot.app.content_index import ContentIndex
from bot.app.told_danger import lessons
from bot.understanding import DangerFinder, DangerPatterns, UnusableFileError, find_danger
from bot.understanding.danger.finder import no_model, shape
from bot.understanding.danger.prepared import SHIPPED, prepared_told
from bot.understanding.danger.told import load_judges
from bot.understanding.index.line_reader import LineReader

TOLD = {
    "7333": """
        син приїхав з фронту, роздав товаришам усі речі і попрощався з кожним
        не хочу більше прокидатися зранку
        подруга подарила мені всі свої сукні, написала прощай і вимкнула телефон
        """,
    "101": """
        хлопчик провалився на ставку, видно тільки рукавичку
        викопали щось залізне з хвостиком, дід поніс у хлів
        провід обірвало, лежить на стежці біля хати й іскрить
        із-за дверей сусідки дим і пахне паленим, вона не відповідає
        бабуся третій день не відчиняє, двері замкнені зсередини
        """,
    "102": """
        він стояв над моїм ліжком із сокирою
        чоловік забрав паспорт і не випускає мене з квартири
        he locks me in the flat and took my passport
        мама з деменцією вийшла вночі з дому і досі не повернулась
        дорослий чоловік просить у моєї доньки фото без одягу
        хтось лізе у вікно, я вдома сама
        дзвонять із банку і просять продиктувати код з смс
        просять cvv з мого телефону
        паспорт у посередника, каже відроби триста євро за дорогу
        чоловік забирає телефон і картку, без нього з хати не виходжу
        ніхто не дзвонив, прийшла смс, я ввела код і гроші пішли
        скинула інтимне фото, тепер вимагає п'ять тисяч, інакше розішле на роботу
        дитина зникла, телефон вимкнений
        my little daughter is missing
        """,
    "103": """
        у тата перекосило лице і рука не слухається
        не можу добудитись сестри, поруч порожні пачки від таблеток
        у дружини відійшли води, а до лікарні сорок кілометрів
        світло вимкнули, а мама на кисневому концентраторі
        інсулін нагрівся без світла, у сина цукор тридцять і він блює
        """,
}
INNOCENT = """
    світла нема третій день, холодильник тече
    другий день сидимо без світла, м'ясо пропало
    без світла третя доба, телефон сідає
    нема світла, вода не йде, насос не качає
    вбила б його за ті двійки, де знайти репетитора
    горять терміни подачі звіту
    згоріла хата торік, як відновити документи
    батькова рушниця лишилась, куди її здати
    отрута для мишей, хто її розкладає в під’їзді
    є у вас роман про самогубство
    свідоцтво про смерть чоловіка після інсульту
    курси домедичної допомоги
    історія Голодомору в нашому районі
    паспорт забрали на обмін, коли віддадуть
    кредит списали двічі, кому писати
    колектори дзвонять щодня через старий борг
    після розлучення чоловік не віддає дітей, як визначити місце проживання
    одинадцять років йому, дражнять у класі, як дати раду зі школою
    викопали на городі старий плуг, де приймають метал
    посередник на роботу до Польщі, як перевірити ліцензію
    мене не буде в середу
    у п’ятницю мене не буде
    меня не будет в среду
    """

# As people answer a bot: none of these tells of danger.
SHORT_REPLIES = """
    облиште, сам розберуся
    дайте подумати
    прийшов сусід, потім допишу
    ой дякую, а то я вже плакала
    сама живу, звикла
    та щоб воно сказилось
    усе пропало, що я писала
    знищіть мої дані
    дзвонила, не беруть трубку
    він в магазин пішов, скоро буде
    вона обідчива, пройде
    надоїло ждати, піду сама
    нет, это не мне
    я не вмираю, мені довідку
    оставьте меня в покое
    ne toi, insha
    bilshe ne pyshit
    I give up
    leave me alone
    wrong chat, sorry
    """
SHORTLY_TOLD = """
    не хочу більше жити
    він мене б'є
    таблеток напилась, сестра
    хтось лізе у вікно
    сусідка не відчиняє третій день
    I want to die
    ne hochu zhyty
    мужа бьёт током
    """


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.fixture(scope="module")
def danger(content_index: ContentIndex) -> DangerFinder:
    return content_index.danger


@pytest.mark.parametrize(
    ("number", "text"), [(number, line) for number, text in TOLD.items() for line in lines(text)]
)
def test_told_danger_is_seen(
    danger: DangerFinder, content_index: ContentIndex, number: str, text: str
) -> None:
    kind = danger.find(text)
    assert kind is not None
    known = content_index.content.emergency.of(kind)
    assert known is not None
    assert known.lines[0].number == number


@pytest.mark.parametrize("text", lines(INNOCENT))
def test_innocent_neighbours_are_not_danger(danger: DangerFinder, text: str) -> None:
    assert danger.find(text) is None


@pytest.mark.parametrize("text", lines(SHORT_REPLIES))
def test_short_replies_are_not_danger(danger: DangerFinder, text: str) -> None:
    assert danger.find(text) is None


@pytest.mark.parametrize("text", lines(SHORTLY_TOLD))
def test_danger_told_as_shortly_is_seen(danger: DangerFinder, text: str) -> None:
    assert danger.find(text) is not None


def test_danger_in_the_midst_of_a_long_story_is_seen(danger: DangerFinder) -> None:
    calm = "Добрий день, я хотіла спитати про субсидію, бо пенсія мала, а газ дорогий. "
    text = 3 * calm + "А чоловік зараз стоїть у дверях із сокирою і каже, що заріже. " + 3 * calm
    assert danger.find(text) is not None
    assert danger.find(6 * calm) is None


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("101", "А сусідка третій день не відчиняє, двері замкнені зсередини."),
        ("103", "Тато посеред обіду перекосив рот і не може говорити."),
        ("7333", "Син роздав усі свої речі, попрощався і поклав пістолет на стіл."),
        ("102", "Вітчим душив маму, зараз ходить по хаті з ножем."),
    ],
)
def test_one_sentence_of_a_story_is_heard_with_its_own_number(
    danger: DangerFinder, content_index: ContentIndex, number: str, sentence: str
) -> None:
    calm = "Добрий день, я пенсіонерка з Полонного. Хотіла подати на субсидію, бо газ дорогий."
    kind = content_index.understanding.understand(f"{calm} {sentence} І про дрова підкажіть.")
    assert kind.danger is not None
    known = content_index.content.emergency.of(kind.danger)
    assert known is not None
    assert known.lines[0].number == number
    assert danger.find(f"{calm} І про дрова підкажіть.") is None


def test_what_is_shipped_was_learnt_from_this_content(content_index: ContentIndex) -> None:
    content = content_index.content
    taught = lessons(content, DangerPatterns(content.emergency.dangers))
    assert load_judges(SHIPPED).key == taught.key, "run make sentences"


def test_without_the_sentence_model_words_are_left(content_index: ContentIndex) -> None:
    content = content_index.content
    patterns = DangerPatterns(content.emergency.dangers)
    reader = LineReader(content_index.understanding.index)
    told = prepared_told(lessons(content, patterns), reader, cache=None, sentences=no_model)
    finder = DangerFinder(patterns, told)
    shouted = "пожежа, горить хата"
    assert finder.find(shouted) == find_danger(shouted, patterns)
    assert finder.find("тримають силою, паспорт забрали, не випускають з ферми") == "captivity"
    assert finder.find("як отримати паспорт") is None


def test_a_model_that_fails_leaves_words(danger: DangerFinder) -> None:
    class Broken:
        def vector(self, text: str) -> object:
            raise RuntimeError("no memory")

    told = danger.told
    assert told is not None
    broken = DangerFinder(danger.patterns, told.by(Broken()))  # type: ignore[arg-type]
    assert broken.find("пожежа, горить хата") == "fire"


def test_a_damaged_file_of_judges_is_named(tmp_path: Path) -> None:
    (tmp_path / "judges").write_bytes(SHIPPED.read_bytes()[:1000])
    with pytest.raises(UnusableFileError):
        load_judges(tmp_path / "judges")


def test_who_turns_the_model_off_has_it_never_loaded(
    content_index: ContentIndex, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither for messages nor to learn lines that changed."""
    monkeypatch.setattr(told_danger, "load_model", lambda: pytest.fail("it is loaded"))
    content, emergency = content_index.content, content_index.content.emergency
    changed = replace(
        content,
        # More would only take longer.
        emergency=replace(
            emergency,
            told={kind: lines[:60] for kind, lines in emergency.told.items()},
            innocent=emergency.innocent[::16],
        ),
        examples=dict(islice(content.examples.items(), 20)),
        route_examples={},
    )
    reader = LineReader(content_index.understanding.index)
    finder = told_danger.danger_finder(changed, reader, cache=tmp_path, sentences=False)
    assert finder.find("тримають силою, паспорт забрали, не випускають з ферми") == "captivity"


def test_a_question_at_the_end_tells_of_safety_unless_it_is_what_to_do() -> None:
    story = "Сусід зайшов до хати з ножем і тягне мене в сіни."
    assert shape(f"{story} Де у вас бібліотека?") < shape(story)
    assert shape(f"{story} Що мені робити?") >= shape(story)
    assert shape(f"{story} Куди дзвонити?") >= shape(story)
