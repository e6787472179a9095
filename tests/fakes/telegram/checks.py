"""What the Bot API refuses: parameters by aiogram's models, limits by its documentation."""

import json
import typing
from html.parser import HTMLParser
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

from tests.fakes.telegram.models import (
    BufferedInputFile,
    MessageEntityType,
    TelegramMethod,
    method_model,
)

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
CALLBACK_BYTES = 64
TAGS = frozenset(
    "b strong i em u ins s strike del span a code pre tg-spoiler tg-emoji blockquote".split()  # noqa: SIM905
)


class RefusedError(Exception):
    """An answer with ok=false."""

    def __init__(self, code: int, description: str, *, retry_after: int = 0) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, object]:
        body: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad(description: str) -> RefusedError:
    return RefusedError(400, f"Bad Request: {description}")


def read_params(method: str, given: dict[str, object]) -> dict[str, object]:
    """The parameters as JSON values, validated by aiogram's model of the method.

    Files stay as they are, a name and bytes.
    """
    model = method_model(method)
    params = {name: _decode(model, name, value) for name, value in given.items()}
    try:
        checked = model.model_validate({name: _file(value) for name, value in params.items()})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise bad(f"{method}: {place}: {first['msg']}") from None
    if extra := extras(checked):
        raise bad(f"{method}: unknown parameters {', '.join(extra)}")
    return params


def _file(value: object) -> object:
    """An uploaded file as aiogram's model knows one."""
    return BufferedInputFile(value[1], value[0]) if isinstance(value, tuple) else value


def _decode(model: type[TelegramMethod], name: str, value: object) -> object:
    """A form carries everything but text as JSON."""
    known = model.model_fields.get(name)
    if not isinstance(value, str) or known is None:
        return value
    kinds = typing.get_args(known.annotation) or (known.annotation,)
    if str in kinds and int not in kinds:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def extras(model: BaseModel, path: str = "") -> list[str]:
    """Names the model doesn't know, at any depth."""
    found = [path + name for name in model.model_extra or {}]
    for name in type(model).model_fields:
        value = getattr(model, name)
        for item in value if isinstance(value, list) else [value]:
            for inner in item if isinstance(item, list) else [item]:
                if isinstance(inner, BaseModel):
                    found += extras(inner, f"{path}{name}.")
    return found


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def check_text(params: dict[str, typing.Any]) -> tuple[str, list[dict]]:
    """The text as Telegram keeps it, and its entities."""
    text, entities = params.get("text", ""), params.get("entities") or []
    return _check_words(params, text, entities, TEXT_UNITS, "message is too long")


def check_caption(params: dict[str, typing.Any]) -> dict[str, typing.Any]:
    """The caption as Telegram keeps it, and its entities; nothing when there is none."""
    if not params.get("caption", "").strip():
        return {}
    text, entities = _check_words(
        params,
        params["caption"],
        params.get("caption_entities") or [],
        CAPTION_UNITS,
        "message caption is too long",
    )
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def _check_words(
    params: dict[str, typing.Any], text: str, entities: list[dict], most: int, too_long: str
) -> tuple[str, list[dict]]:
    mode = str(params.get("parse_mode") or "").casefold()
    if mode == "html":
        text = _parse_html(text)
    elif mode not in {"", "markdown", "markdownv2"}:
        raise bad("unsupported parse_mode")
    if not text.strip():
        raise bad("message text is empty")
    if units(text) > most:
        raise bad(too_long)
    for entity in entities:
        if entity["type"] not in set(MessageEntityType):
            raise bad(f"can't parse entities: unknown entity type {entity['type']}")
        if entity["offset"] < 0 or entity["offset"] + entity["length"] > units(text):
            raise bad("can't parse entities: entity is out of the text")
    return text.strip(), entities


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad(f'can\'t parse entities: Unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text += data


def _parse_html(text: str) -> str:
    parser = _Html()
    parser.feed(text)
    parser.close()
    if parser.open:
        raise bad(f"can't parse entities: Can't find end tag of \"{parser.open[-1]}\"")
    return parser.text


def check_markup(markup: dict[str, typing.Any] | None, *, editing: bool = False) -> None:
    """A keyboard as Telegram takes it."""
    if not markup:
        return
    if "inline_keyboard" in markup:
        for row in markup["inline_keyboard"]:
            for button in row:
                _check_inline(button)
        return
    if editing:
        raise bad("inline keyboard expected")
    for row in markup.get("keyboard", []):
        for button in row:
            if not (button if isinstance(button, str) else button["text"]).strip():
                raise bad("can't parse keyboard button: text must be non-empty")


def _check_inline(button: dict[str, typing.Any]) -> None:
    if not button["text"].strip():
        raise bad("can't parse inline keyboard button: text must be non-empty")
    if "url" in button:
        parts = urlsplit(button["url"])
        if parts.scheme not in {"http", "https", "tg"} or "." not in (parts.hostname or ""):
            raise bad("BUTTON_URL_INVALID")
    elif "callback_data" in button:
        if not 1 <= len(button["callback_data"].encode()) <= CALLBACK_BYTES:
            raise bad("BUTTON_DATA_INVALID")
    elif len(button) == 1:
        raise bad("text buttons are unallowed in the inline keyboard")
