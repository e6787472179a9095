"""A broken file is named by file:line:column and says what to do; the rest still loads."""

import pytest

from bot.content import load
from bot.content.region import RegionIn
from tests.unit.content.small import FILES, broken, small_content
from tests.unit.content.small import SERVICES as SERVICES_TEXT

SERVICES = "services/identity.yaml"
LIBRARIES = "libraries/all.yaml"
MANNER = """\
manners:
  - id: wire
    of: {of}
    words: [дріт]
    advice: {{uk: Відійдіть}}
    first: {first}
    source: https://example.com/wire
    checked: 2026-11-23
dangers:"""

ENTRY = [
    pytest.param(
        broken(SERVICES, "    kind: eservice\n", "    kind: eservise\n"),
        "content/services/identity.yaml:4:11: невідоме значення «eservise». "
        "Можна лише: 'eservice', 'info', 'legal', 'library'.",
        id="unknown-kind",
    ),
    pytest.param(
        broken(SERVICES, "    source: https", "    sourse: https"),
        "content/services/identity.yaml:14:5: невідоме поле «sourse». Може, «source»?",
        id="unknown-field",
    ),
    pytest.param(
        broken(SERVICES, "    asks:\n", "    asks_ua: []\n    asks:\n"),
        "content/services/identity.yaml:12:5: невідоме поле «asks_ua». Може, «asks»?",
        id="no-language",
    ),
    pytest.param(
        broken(SERVICES, "      uk: Паспорт\n", ""),
        "content/services/identity.yaml:7:7: немає поля «uk». Додайте його.",
        id="no-ukrainian",
    ),
    pytest.param(
        broken(SERVICES, "      uk: Паспорт громадянина.\n", "      uk: ''\n"),
        "content/services/identity.yaml:10:11: тут порожньо. Напишіть текст або приберіть поле.",
        id="empty-text",
    ),
    pytest.param(
        broken(SERVICES, "2026-11-23", "23.11.2026"),
        "content/services/identity.yaml:15:14: «23.11.2026» не дата. "
        "Пишіть рік-місяць-день: 2026-11-23.",
        id="date",
    ),
    pytest.param(
        broken(SERVICES, "    source: https://dmsu.gov.ua\n", "    cost: {uk: 100 грн}\n"),
        "content/services/identity.yaml:3:5: «cost» без джерела. "
        "Додайте source або приберіть ці поля.",
        id="fact-without-source",
    ),
    pytest.param(
        broken(SERVICES, "https://dmsu.gov.ua", "dmsu.gov.ua"),
        "content/services/identity.yaml:14:13: «dmsu.gov.ua» не адреса сторінки. "
        "Вона починається з https://.",
        id="url",
    ),
    pytest.param(
        broken(SERVICES, "https://dmsu.gov.ua", "{url: https://dmsu.gov.ua, supports: [whom]}"),
        "content/services/identity.yaml:14:51: невідоме значення «whom». Можна лише: 'what', "
        "'now', 'call', 'provider', 'who', 'steps', 'documents', 'cost', 'term', 'note', 'law'.",
        id="supports-nothing-known",
    ),
    pytest.param(
        broken(SERVICES, "https://dmsu.gov.ua", "[https://dmsu.gov.ua]"),
        "content/services/identity.yaml:14:13: тут має бути адреса сторінки або url: і supports:.",
        id="pages-in-a-list",
    ),
    pytest.param(
        broken(LIBRARIES, "['03856 2-12-34']", "[0385621234]"),
        "content/libraries/all.yaml:6:13: це прочитано як число 385621234, нуль на початку міг "
        "зникнути. Візьміть значення в лапки: '0382 12-34-56'.",
        id="phone-as-number",
    ),
    pytest.param(
        broken(LIBRARIES, "Mo-Fr 09:00-18:00", "щодня 9-18"),
        "content/libraries/all.yaml:7:12: графік «щодня 9-18» не зрозумілий. "
        "Зразок: Mo-Fr 09:00-18:00; Sa 10:00-15:00; Su off.",
        id="hours",
    ),
    pytest.param(
        broken(
            LIBRARIES, "    kind: hromada_central\n", "    kind: hromada_central\n    lat: 49.2\n"
        ),
        "content/libraries/all.yaml:2:5: lat і lon пишуть разом. "
        "Додайте друге число або приберіть обидва.",
        id="half-a-point",
    ),
    pytest.param(
        broken("calendar.yaml", "[sat, sun]", "[sat, неділя]"),
        "content/calendar.yaml:1:16: невідоме значення «неділя». "
        "Можна лише: 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'.",
        id="weekday",
    ),
]
SYNTAX = [
    pytest.param(
        broken(SERVICES, "    route: service\n", "    route: service\n    route: legal_aid\n"),
        "content/services/identity.yaml:6:5: поле «route» стоїть двічі. Залиште одне.",
        id="duplicate-key",
    ),
    pytest.param(
        broken(SERVICES, "    kind: eservice\n", "\tkind: eservice\n"),
        "content/services/identity.yaml:4:1: тут стоїть табуляція. Замініть її пробілами.",
        id="tab",
    ),
    pytest.param(
        broken(SERVICES, "      en: Passport\n", "      en: 'Passport\n"),
        "content/services/identity.yaml:8:11: лапки відкрито, але не закрито. Закрийте їх.",
        id="open-quote",
    ),
    pytest.param(
        broken(SERVICES, "      uk: Паспорт\n", "      uk: Увага: паспорт\n"),
        "content/services/identity.yaml:7:16: зайва двокрапка. Якщо вона є в тексті, "
        "візьміть увесь текст у лапки.",
        id="colon",
    ),
    pytest.param(
        broken(SERVICES, "    route: service\n", "   route: service\n"),
        "content/services/identity.yaml:5:4: відступ не той. "
        "Поля одного запису мають стояти рівно одне під одним.",
        id="indent",
    ),
    pytest.param(
        broken(SERVICES, "[passport-lost]", "[passport-lost"),
        "content/services/identity.yaml:11:14: квадратну дужку не закрито або бракує коми.",
        id="open-bracket",
    ),
    pytest.param(
        {SERVICES: ""},
        "content/services/identity.yaml:1:1: файл порожній або почато не з назви поля. "
        "Порівняйте зі зразком.",
        id="empty-file",
    ),
]
AGAIN = """
  - id: id-card
    kind: info
    route: service
    title: {uk: Ще раз}
    what: {uk: Ще раз.}
"""
REFERENCE = [
    pytest.param(
        {SERVICES: SERVICES_TEXT + AGAIN},
        "content/services/identity.yaml:23:9: код «id-card» вже є в "
        "content/services/identity.yaml:3. Давній запис не чіпайте: дайте інший код новому.",
        id="duplicate-id",
    ),
    pytest.param(
        broken(SERVICES, "life_event: identity", "life_event: identiti"),
        "content/services/identity.yaml:1:13: немає такої життєвої події: «identiti». "
        "Додайте її в life_events.yaml.",
        id="life-event",
    ),
    pytest.param(
        broken(SERVICES, "[passport-lost]", "[passport-stolen]"),
        "content/services/identity.yaml:11:15: немає запису «passport-stolen». "
        "Виправте код або приберіть рядок.",
        id="related",
    ),
    pytest.param(
        broken(
            SERVICES,
            "    related: [passport-lost]\n",
            "    not_this_if: [{when: {uk: вкрали}, see: passport-stolen}]\n",
        ),
        "content/services/identity.yaml:11:45: немає запису «passport-stolen». "
        "Виправте код або приберіть рядок.",
        id="not-this-if",
    ),
    pytest.param(
        broken(LIBRARIES, "UA68040150010024820", "UA68040150010024821"),
        "content/libraries/all.yaml:5:17: немає населеного пункту з кодом "
        "«UA68040150010024821». Знайдіть код у places/settlements.csv.",
        id="settlement",
    ),
    pytest.param(
        broken("emergency.yaml", "    lines: ['112']", "    lines: ['112', '101']"),
        "content/emergency.yaml:8:20: номера «101» немає в списку lines. "
        "Додайте його туди з джерелом.",
        id="danger-line",
    ),
    pytest.param(
        broken("emergency.yaml", "    lines: ['112']", "    lines: ['112']\n    see: [nowhere]"),
        "content/emergency.yaml:9:11: немає запису «nowhere». Виправте код або приберіть рядок.",
        id="danger-entry",
    ),
    pytest.param(
        broken("emergency.yaml", "dangers:", MANNER.format(of="[flood]", first="'112'")),
        "content/emergency.yaml:8:10: небезпеки «flood» немає в списку dangers. Виправте код.",
        id="manner-danger",
    ),
    pytest.param(
        broken("emergency.yaml", "dangers:", MANNER.format(of="[fire]", first="'101'")),
        "content/emergency.yaml:11:12: номера «101» немає в списку lines. "
        "Додайте його туди з джерелом.",
        id="manner-line",
    ),
    pytest.param(
        broken(
            "emergency.yaml",
            "dangers:",
            MANNER.format(of="[fire]", first="'112'").replace("дріт", "<дріт>"),
        ),
        "content/emergency.yaml:9:13: групи «дріт» немає в списку word_groups. Додайте її туди.",
        id="manner-group",
    ),
    pytest.param(
        broken(
            "service.yaml",
            "credits: []",
            "credits: []\nrefusals: [{topic: wether, text: {uk: Ні}}]",
        ),
        "content/service.yaml:10:20: немає файла routes/out_of_scope.wether.txt. Виправте тему.",
        id="refusal-topic",
    ),
    pytest.param(
        broken("region.yaml", "library: central", "library: hounb"),
        "content/region.yaml:7:10: немає бібліотеки «hounb». "
        "Впишіть код обласної бібліотеки з libraries/.",
        id="oblast-library",
    ),
    pytest.param(
        broken("region.yaml", "UA68000000000099709", "UA68"),
        "content/region.yaml:1:7: «UA68» не код КАТОТТГ. Він має UA і 17 цифр.",
        id="oblast-code",
    ),
    pytest.param(
        broken("legal_aid.yaml", "offices: []", "ofices: []"),
        "content/legal_aid.yaml:7:1: невідоме поле «ofices». Може, «offices»?",
        id="unknown-list",
    ),
    pytest.param(
        {"examples/id-kard.txt": "загубив картку\n"},
        "content/examples/id-kard.txt:1:1: немає послуги «id-kard». "
        "Назва файла має бути кодом послуги.",
        id="examples",
    ),
    pytest.param(
        {"routes/wheather.txt": "дощ\n"},
        "content/routes/wheather.txt:1:1: назва файла має починатися з напрямку (service, "
        "legal_aid, access_point, document_delivery, librarian, event, out_of_scope, greeting, "
        "emergency): out_of_scope.weather.txt.",
        id="route",
    ),
    pytest.param(
        {"language/lexicon.tsv": "# слова\nсправк довідк\n"},
        "content/language/lexicon.tsv:2:1: потрібні два слова, а між ними табуляція.",
        id="lexicon",
    ),
]


@pytest.mark.parametrize(("changed", "problem"), ENTRY + SYNTAX + REFERENCE)
def test_a_problem_is_named_where_it_stands(tmp_path, changed, problem):
    loaded = load(small_content(tmp_path, **changed))
    assert problem in [str(found) for found in loaded.problems]


@pytest.mark.parametrize(
    ("changed", "problem"), [row for row in ENTRY if "services" in row.values[1]]
)
def test_a_broken_entry_leaves_the_others(tmp_path, changed, problem):
    content = load(small_content(tmp_path, **changed)).content
    assert len(content.catalogue) == 1
    assert len(content.access_points) == 1


@pytest.mark.parametrize(("changed", "problem"), SYNTAX)
def test_a_broken_file_leaves_the_others(tmp_path, changed, problem):
    content = load(small_content(tmp_path, **changed)).content
    assert len(content.catalogue) == 0
    assert len(content.access_points) == 1
    assert content.emergency.of("fire").always == ("пожежа",)


@pytest.mark.parametrize(
    "text",
    [
        "services: 5\n",
        "services:\n  - 5\n  - [a]\n  - {1: 2}\n",
        "? [a, b]\n: c\n",
        "a: &x [*x]\n",
        "!!python/object:os.system x\n",
        "services:\n  - !!set {a}\n",
        "a: !!binary aGk=\n",
        "- a\n",
        "a: 1\n---\nb: 2\n",
        "services:\n  - {id: [1], related: 5, checked: 5, title: 5, kind: {a: b}, route: no}\n",
        "a: \x00\n",
    ],
)
@pytest.mark.parametrize("name", FILES)
def test_nonsense_is_named_and_never_stops_the_start(tmp_path, name, text):
    cache = tmp_path / "cache.json"
    folder = small_content(tmp_path, **{name: text})
    for _ in range(2):  # the second time from the cache
        loaded = load(folder, cache=cache)
        named = {problem.file for problem in loaded.problems}
        assert name.endswith(".txt") or f"content/{name}" in named


def test_every_file_missing_still_loads(tmp_path):
    folder = tmp_path / "content"
    folder.mkdir()
    loaded = load(folder)
    assert len(loaded.content.catalogue) == 0
    assert loaded.content.about.name.main == "Місток"
    assert {problem.file for problem in loaded.problems} >= {
        "content/life_events.yaml",
        "content/emergency.yaml",
        "content/calendar.yaml",
        "content/service.yaml",
        "content/region.yaml",
        "content/legal_aid.yaml",
    }


def test_a_folder_of_before_is_told_to_name_its_oblast(tmp_path):
    folder = small_content(tmp_path)
    (folder / "region.yaml").unlink()
    loaded = load(folder)
    (problem,) = map(str, loaded.problems)
    assert problem.startswith(
        "content/region.yaml:1:1: файла з даними області немає. Створіть його"
    )
    wanted = [name for name, field in RegionIn.model_fields.items() if field.is_required()]
    for field in wanted:
        assert f"{field}:" in problem
    assert loaded.content.region.genitive.main == "нашої області"


def test_without_its_own_the_first_oblast_library_that_can_be_offered_answers(tmp_path):
    libraries = FILES[LIBRARIES].replace("hromada_central", "oblast")
    closed = libraries.replace("id: central", "id: closed") + "    walk_in: false\n"
    open_ = libraries.removeprefix("libraries:\n")
    folder = small_content(tmp_path, **{LIBRARIES: closed + open_})
    assert load(folder).content.region.library == "central"
    (folder / "region.yaml").unlink()
    assert load(folder).content.region.library == "central"


def test_a_file_in_another_encoding_is_named(tmp_path):
    folder = small_content(tmp_path)
    (folder / "service.yaml").write_bytes("name:\n  uk: Місток\n".encode("cp1251"))
    assert "content/service.yaml:2:1: файл не в кодуванні UTF-8. Збережіть його як UTF-8." in [
        str(problem) for problem in load(folder).problems
    ]


@pytest.mark.parametrize(("changed", "problem"), ENTRY + SYNTAX + REFERENCE)
def test_one_mistake_gives_one_message(tmp_path, changed, problem):
    loaded = load(small_content(tmp_path, **changed))
    assert [str(found) for found in loaded.problems] == [problem]


def test_sound_content_has_no_problems(tmp_path):
    loaded = load(small_content(tmp_path))
    assert loaded.problems == ()
    assert loaded.content.examples["id-card"] == ("де зробити паспорт", "загубив картку")
    assert loaded.content.route_examples == {
        "greeting": ("привіт",),
        "out_of_scope.weather": ("яка погода",),
    }
    assert loaded.content.lexicon == {"справк": "довідк"}


def test_a_library_without_coordinates_stands_at_its_settlement(tmp_path):
    (library,) = load(small_content(tmp_path)).content.access_points
    assert (library.lat, library.lon, library.approximate) == (49.26872, 27.43352, True)


def test_a_library_with_coordinates_stands_there(tmp_path):
    changed = broken(LIBRARIES, "    phone:", "    lat: 49.27\n    lon: 27.44\n    phone:")
    (library,) = load(small_content(tmp_path, **changed)).content.access_points
    assert (library.lat, library.lon, library.approximate) == (49.27, 27.44, False)


def test_a_settlement_taken_from_the_name_is_said(tmp_path):
    changed = broken(LIBRARIES, "    phone:", "    settlement_by_name: true\n    phone:")
    (library,) = load(small_content(tmp_path, **changed)).content.access_points
    assert library.note.main == "Населений пункт визначено за назвою бібліотеки."
