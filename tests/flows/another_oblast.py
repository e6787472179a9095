"""A small content folder of an oblast that is on no map, and a conversation over it."""

from pathlib import Path

from tests.unit.content.small import FILES, small_content

REGION = """\
code: UA99000000000000001
iso: UA-99
name: {uk: Заріцька область, en: Zaritska oblast}
genitive: {uk: Заріцької області}
adjective: Заріцька
adjective_ru: Зарицкая
begins: [заріц, зариц, zarits, zaryts]
library: zaritska
passwords: [заріччя]
source: https://example.com/codes
"""
LIBRARIES = """\
libraries:
  - id: zaritska
    name: {uk: Заріцька обласна бібліотека, en: Zaritska Oblast Library}
    kind: oblast
    settlement: UA99020010010000001
    source: https://example.com/library
    checked: 2026-11-23
  - id: children
    name: {uk: Обласна бібліотека для дітей}
    kind: oblast
    settlement: UA99020010010000001
    hours: Mo-Su 09:00-18:00
    checked: 2026-11-23
    source: https://example.com/library
  - id: brid
    name: {uk: Бібліотека Тихого Броду, en: Tykhyi Brid Library}
    kind: village
    settlement: UA99020010020000002
    source: https://example.com/library
"""
SETTLEMENTS = """\
katottg,category,name_uk,hromada_code,hromada,raion_code,raion,raion_old,lat,lon,aliases,name_ru,name_en
UA99020010010000001,M,Зарічани,UA99020010000000009,Зарічанська,UA99020000000000010,Зарічанський,,47.1,33.1,,Заричаны,
UA99020010020000002,C,Тихий Брід,UA99020010000000009,Зарічанська,UA99020000000000010,Зарічанський,,47.2,33.1,,Тихий Брод,
"""  # noqa: E501
HROMADAS = """\
code,name,type,centre,centre_code,raion_code,raion,lat,lon,population,area_km2,settlements_count
UA99020010000000009,Зарічанська,міська,Зарічани,UA99020010010000001,UA99020000000000010,Зарічанський,47.1,33.1,,,2
"""
SERVICES = """\
life_event: identity
services:
  - id: library-near
    kind: library
    route: access_point
    title: {uk: Знайти бібліотеку}
    what: {uk: Де найближча.}
    asks: [де бібліотека, адреса бібліотеки, знайти бібліотеку]
"""
CHANGED = {
    "services/library.yaml": SERVICES,
    "region.yaml": REGION,
    "libraries/all.yaml": LIBRARIES,
    "places/settlements.csv": SETTLEMENTS,
    "places/hromadas.csv": HROMADAS,
    "places/nicknames.csv": "mention,code,note\nЗаріччя,UA99020010010000001,розмовне\n",
    "places/elsewhere.csv": "name_uk,name_ru,name_en,where\n",
    "places/ordinary.txt": "",
    "places/given_names.txt": "",
    "document_delivery.yaml": FILES["document_delivery.yaml"].replace("central", "zaritska"),
}
MIDDLE = (47.1, 33.1)


def content_of_another(folder: Path) -> Path:
    """Write the folder."""
    return small_content(folder, **CHANGED)
