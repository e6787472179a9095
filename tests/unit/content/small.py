"""A content folder of two services and one library, to be broken on purpose."""

from pathlib import Path
from textwrap import dedent

LIFE_EVENTS = """\
groups:
  - id: papers
    title: {uk: Документи}
    events:
      - id: identity
        title: {uk: Паспорт}
"""
SERVICES = """\
life_event: identity
services:
  - id: id-card
    kind: eservice
    route: service
    title:
      uk: Паспорт
      en: Passport
    what:
      uk: Паспорт громадянина.
    related: [passport-lost]
    asks:
      - де зробити паспорт
    source: https://dmsu.gov.ua
    checked: 2026-11-23

  - id: passport-lost
    kind: eservice
    route: service
    title: {uk: Загублено паспорт}
    what: {uk: Що робити.}
"""
LIBRARIES = """\
libraries:
  - id: central
    name: {uk: Центральна бібліотека}
    kind: hromada_central
    settlement: UA68040150010024820
    phone: ['03856 2-12-34']
    hours: Mo-Fr 09:00-18:00
    source: https://example.com/library
    checked: 2026-11-23
"""
SETTLEMENTS = """\
katottg,category,name_uk,hromada_code,hromada,lat,lon
UA68040150010024820,M,Деражня,UA68040150000056044,Деражнянська,49.26872,27.43352
"""
LEGAL_AID = """\
contact_centre:
  id: contact-centre
  kind: contact_centre
  name: {uk: Контакт-центр}
  phone: '0 800 213 103'
  source: https://example.com/legal
offices: []
"""
EMERGENCY = """\
lines:
  - number: '112'
    text: {uk: 112 – єдиний номер}
    source: https://example.com/112
    checked: 2026-11-23
dangers:
  - kind: fire
    lines: ['112']
    always: [пожежа]
"""
CALENDAR = """\
weekend: [sat, sun]
holidays: []
holidays_source: https://example.com/holidays
holidays_checked: 2026-11-23
"""
SERVICE = """\
name: {uk: Місток}
tagline: {uk: Помічник}
run_by:
  name: {uk: Бібліотека}
  source: https://example.com
  checked: 2026-11-23
privacy: []
leave: {uk: забудь мене}
credits: []
thresholds: {answer: 0.8, choose: 0.3, refuse: 0.5}
"""
REGION = """\
code: UA68000000000099709
iso: UA-68
name: {uk: Хмельницька область, en: Khmelnytskyi oblast}
genitive: {uk: Хмельницької області}
adjective: Хмельницька
begins: [хмельниц]
library: central
source: https://example.com/codes
"""
DESK = """\
promises:
  - id: reference
    kind: reference
    name: {uk: Довідка}
    answer_within: {working_days: 2}
    take_within: {working_days: 1}
    idle_after: {hours: 4}
    remind_at: ['09:00']
reopen_days: 14
ask_if_helped_days: 21
file_days: 30
keep_days: {reference: 365}
"""
READY_ANSWERS = """\
ready_answers:
  - id: hello
    title: {uk: Вітання}
    text: {uk: 'Добрий день! Строк – {day}.'}
"""
PRACTICE = """\
practice:
  - id: first
    kind: reference
    words: Де книжка
    replies: [Зелена]
"""
DELIVERY = """\
unknown: {uk: Умови не перевірені.}
purposes_source: https://example.com/form
purposes_checked: 2026-11-23
purposes:
  - id: science
    name: {uk: Для науки}
libraries:
  - library: central
    limits: [{uk: До 20 сторінок.}]
    source: https://example.com/rules
    checked: 2026-11-23
"""
FILES = {
    "desk.yaml": DESK,
    "ready_answers.yaml": READY_ANSWERS,
    "practice.yaml": PRACTICE,
    "document_delivery.yaml": DELIVERY,
    "life_events.yaml": LIFE_EVENTS,
    "services/identity.yaml": SERVICES,
    "libraries/all.yaml": LIBRARIES,
    "places/settlements.csv": SETTLEMENTS,
    "legal_aid.yaml": LEGAL_AID,
    "emergency.yaml": EMERGENCY,
    "calendar.yaml": CALENDAR,
    "service.yaml": SERVICE,
    "region.yaml": REGION,
    "language/lexicon.tsv": "справк\tдовідк\n",
    "examples/id-card.txt": "# приклади\nзагубив картку\n",
    "routes/greeting.txt": "привіт\n",
    "routes/out_of_scope.weather.txt": "яка погода\n",
}


def small_content(folder: Path, **changed: str) -> Path:
    """Write the folder; `changed` maps a file of FILES, or a new one, to its text."""
    content = folder / "content"
    for name, text in {**FILES, **changed}.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return content


def broken(name: str, old: str, new: str) -> dict[str, str]:
    """Return the file with one thing changed, as an argument of `small_content`."""
    assert old in FILES[name], f"«{old}» is not in {name}"
    return {name: FILES[name].replace(old, new, 1)}
