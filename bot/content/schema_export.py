"""JSON Schemas for editors' programs: `python -m bot.content.schema_export content`."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from bot.content import schema, schema_appointments, schema_desk, schema_playbooks
from bot.content.region import RegionIn
from bot.content.schema_calendar import CalendarIn
from bot.content.schema_emergency import EmergencyIn
from bot.content.schema_legal_aid import LegalAidIn
from bot.content.schema_offices import OfficesFile
from bot.contracts.section import Section

FILES: Final[Mapping[str, type[BaseModel]]] = {
    "services": schema.ServicesFile,
    "life_events": schema.LifeEventsFile,
    "siblings": schema.SiblingsFile,
    "libraries": schema.LibrariesFile,
    "legal_aid": LegalAidIn,
    "offices": OfficesFile,
    "emergency": EmergencyIn,
    "calendar": CalendarIn,
    "service": schema.AboutIn,
    "region": RegionIn,
    "desk": schema_desk.DeskFileIn,
    "ready_answers": schema_desk.ReadyAnswersFile,
    "practice": schema_desk.PracticeFile,
    "document_delivery": schema_desk.DeliveryFile,
    "appointments": schema_appointments.AppointmentsFile,
    "commonest": schema.CommonestFile,
    "troubles": schema_playbooks.TroublesFile,
    "playbooks": schema_playbooks.PlaybooksFile,
}
_HELP: Final[Mapping[str, str]] = {
    "id": "Код запису: малі латинські букви й цифри через дефіс. Не міняйте його.",
    "title": "Назва: коротко, як скаже людина.",
    "what": "Що це, двома-трьома простими реченнями.",
    "now": "Що зробити найперше: одна-дві дії, куди подзвонити чи прийти. Лише зі слів джерела.",
    "who": "Хто має право. Лише зі слів джерела.",
    "steps": "Що робити, крок за кроком. Лише зі слів джерела.",
    "documents": "Що взяти із собою. Лише зі слів джерела.",
    "cost": "Скільки коштує. Лише зі слів джерела.",
    "term": "Коли буде відповідь або доки діє. Лише зі слів джерела.",
    "source": "Сторінка, де це сказано.",
    "url": "Адреса сторінки.",
    "supports": "Які поля запису каже ця сторінка: who, steps, documents, cost, term, what…",
    "checked": "День, коли запис звірили з джерелом: 2026-11-23.",
    "seen": "Дата, яку називає сама сторінка.",
    "asks": "Як про це питають люди: їхніми словами.",
    "related": "Коди записів, з якими цей плутають.",
    "not_this_if": "Коли людині потрібен інший запис: за якої умови (when) і який (see).",
    "question": "Одне запитання, відповідь на яке каже, що саме потрібно.",
    "answers": "Що людина на це скаже (label, до 24 літер) і який запис тоді потрібен (see).",
    "when": "Умова, як у реченні «якщо …»: малою літерою, без крапки.",
    "see": "Код запису, де про це сказано.",
    "sought": "true – просять знайти книжку чи факт: запитання одразу йде бібліотекарю.",
    "need": "Що має бути в бібліотеці, щоб там допомогли.",
    "capabilities": "Що є в бібліотеці.",
    "lacks": "Чого в бібліотеці точно немає. Чого не знаєте, не пишіть ні тут, ні там.",
    "languages": "Мови, якими там говорять, крім української: коди з двох літер, як-от en, pl.",
    "phone": "Телефон у лапках, як його набирають: '0382 79-47-31'.",
    "hours": "Графік: Mo-Fr 09:00-18:00; Sa 10:00-15:00; Su off.",
    "phones_more": "Інші телефони, у лапках.",
    "nearest": "Початок рядка на картці: «Найближчий ЦНАП».",
    "card_words": "Слова, за якими картка каже, що йти треба туди.",
    "asked_as": "Як цю установу називають люди, коли питають, де вона.",
    "in_each_hromada": "true – така установа є в кожній громаді, навіть якщо ми її не знаємо.",
    "is_government": "false – це підприємство, а не орган влади.",
    "serves": "Кому служить: hromada – своїй громаді, raion – району, oblast – усій області.",
    "settlement": "Код КАТОТТГ із places/settlements.csv.",
    "walk_in": "false – сюди не запрошуємо приходити.",
    "code": "Код КАТОТТГ: UA і 17 цифр.",
    "iso": "Код області за ISO 3166-2: UA і дві цифри через дефіс.",
    "genitive": "Назва після слова «до»: «… області».",
    "adjective": "Назва області без слова «область», як у КАТОТТГ.",
    "adjective_ru": "Та сама назва російською: так пишуть в адресах.",
    "begins": "Як починаються написання назви, кирилицею й латинкою.",
    "library": "Код бібліотеки із libraries/.",
    "licence": "На яких умовах інші можуть брати дані: назва, адреса, кого назвати (by).",
    "passwords": "Слова, які тут беруть за пароль насамперед: їх не приймаємо.",
    "always": "Слова, після яких бот завжди показує номери.",
    "unless": "Слова, з якими це не небезпека.",
    "slot_minutes": "Скільки хвилин триває один прийом.",
    "capacity": "Скількох людей приймають водночас.",
    "walk_ins": "Скільки місць дня лишаємо тим, хто прийде чи зателефонує сам.",
    "modes": "Як приймають: особисто, телефоном, відеозв’язком.",
    "days_off": "Дні, коли прийому немає: 2026-12-25.",
    "changed_days": "Дні з іншими годинами.",
    "bring": "Що взяти із собою.",
    "days_ahead": "На скільки днів наперед можна записатися.",
    "lead_minutes": "За скільки хвилин до початку запис у чаті закінчується.",
}


def schemas(sections: Iterable[Section[Any, Any]] = ()) -> dict[str, str]:
    """Return file names with the text of their schemas; `sections` are files of features."""
    own = {Path(section.file).stem: section.model for section in sections}
    return {f"{name}.json": _dumped(model) for name, model in {**FILES, **own}.items()}


def export(folder: Path, sections: Iterable[Section[Any, Any]] = ()) -> None:
    """Write the schemas into `folder`/schema."""
    target = folder / "schema"
    target.mkdir(parents=True, exist_ok=True)
    for name, text in schemas(sections).items():
        (target / name).write_text(text, encoding="utf-8")


def _dumped(model: type[BaseModel]) -> str:
    found = model.model_json_schema()
    _explain(found)
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _explain(node: Any) -> None:
    """Put Ukrainian help in place of titles and docstrings, which are for programmers."""
    if isinstance(node, list):
        for item in node:
            _explain(item)
    if not isinstance(node, dict):
        return
    if "properties" in node:
        node.pop("description", None)
        node.pop("title", None)
    for name, field in node.get("properties", {}).items():
        field.pop("title", None)
        if name in _HELP:
            field["description"] = _HELP[name]
    for value in node.values():
        _explain(value)


if __name__ == "__main__":
    from importlib import import_module

    export(Path(sys.argv[1]), import_module("bot.app.features").FEATURES.sections)
