"""A bot for the page's tests: it shows every kind of message and repeats what it is told."""

from bot.engine.model import Key, Message, Pin
from bot.engine.turn import Point, Turn, TurnKind

MENU = Message(
    "Я допоможу знайти бібліотеку, державну послугу чи консультацію юриста."
    "\n\nНапишіть своїми словами, що вам потрібно.",
    title="Добрий день",
    rows=(
        (Key("Знайти бібліотеку", token="find"),),
        (Key("Послуги", token="services"), Key("Юрист", token="lawyer")),
        (Key("Сайт Дії", url="https://diia.gov.ua"),),
    ),
)
WHERE = Message(
    "Де ви зараз? Надішліть своє місце або напишіть назву села чи міста.",
    rows=((Key("Назад", token="back"),),),
    wants=("text", "point"),
)
NEAREST = Message(
    "Зараз відчинено, до 18:00. Приблизно 600 м від вас.",
    title="Зразкова бібліотека",
    rows=((Key("Це моя бібліотека", token="mine"),), (Key("Інша", token="other"),)),
    pin=Pin(Point(49.4216, 26.9965), "Зразкова бібліотека", "вул. Зразкова, 1", approximate=True),
)
PRICES = Message(
    "Довідка про несудимість (витяг з реєстру).\n\nЩо потрібно: паспорт і РНОКПП.\n"
    "Скільки коштує: безоплатно.\nДетальніше: https://vytiah.mvs.gov.ua/ (портал МВС).\n"
    "Безоплатна правнича допомога: 0 800 213 103.",
    title="Довідка про несудимість",
    rows=((Key("Допоможіть мені з цим", token="help"),), (Key("Не те", token="no"),)),
)


def answer(turn: Turn) -> list[Message]:
    """What the bot says to one turn."""
    match turn.kind:
        case TurnKind.START:
            return [Message(f"Відкрито: {turn.token}")] if turn.token else [MENU]
        case TurnKind.POINT:
            return [NEAREST]
        case TurnKind.PRESS:
            return _pressed(turn)
        case _ if "довідк" in turn.text:
            return [PRICES]
        case _ if "де" in turn.text:
            return [WHERE]
        case _:
            return [Message(f"Ви написали: {turn.text}")]


def _pressed(turn: Turn) -> list[Message]:
    if turn.token == "services":
        rows = ((Key("Назад", token="back"),),)
        return [Message("Які послуги?", title="Послуги", rows=rows, replace=turn.message)]
    return [WHERE] if turn.token == "find" else [Message(f"Натиснуто: {turn.token}")]
