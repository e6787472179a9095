"""What Viber refuses, by its documentation; and its statuses."""

from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]

BODY_BYTES = 30 * 1024
TEXT_LETTERS = 7000
TRACKING_LETTERS = 4000
RECEIVERS = 300

NAMES = {
    0: "ok",
    1: "invalidUrl",
    2: "invalidAuthToken",
    3: "badData",
    4: "missingData",
    5: "receiverNotRegistered",
    6: "receiverNotSubscribed",
    7: "publicAccountBlocked",
    8: "publicAccountNotFound",
    9: "publicAccountSuspended",
    10: "webhookNotSet",
    11: "receiverNoSuitableDevice",
    12: "tooManyRequests",
    13: "apiVersionNotSupported",
    14: "incompatibleWithVersion",
    15: "publicAccountNotAuthorized",
    19: "cannotSendBroadcast",
    20: "broadcastNotAllowed",
}
OLD_ACTIONS = ("reply", "open-url", "")
NEW_ACTIONS = (*OLD_ACTIONS, "location-picker", "share-phone", "none")
NEW_ACTIONS_API = 3
RICH_API = 2


class RefusedError(Exception):
    """An answer with another status than 0; the HTTP status is 200 all the same."""

    def __init__(self, status: int, message: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message or NAMES.get(status, "general error")

    def body(self) -> Json:
        return {"status": self.status, "status_message": self.message}


def _require(true: object, message: str, status: int = 3) -> None:
    if not true:
        raise RefusedError(status, message)


def check_message(body: Json) -> None:
    """A message, without its receiver. Raises RefusedError."""
    sender = body.get("sender")
    _require(isinstance(sender, dict) and sender.get("name"), "sender.name is missing", 4)
    _require(len(sender["name"]) <= 28, "sender.name is too long")
    api = body.get("min_api_version", 1)
    _require(isinstance(api, int) and 1 <= api <= 10, "min_api_version is not valid")
    tracking = body.get("tracking_data", "")
    _require(isinstance(tracking, str) and len(tracking) <= TRACKING_LETTERS, "tracking_data")
    kind = body.get("type")
    _require(kind in KINDS, f"unknown message type {kind}")
    KINDS[kind](body)
    if "keyboard" in body:
        check_keyboard(body["keyboard"], api, rows=2)


def check_keyboard(keyboard: Any, api: int, *, rows: int, kind: str = "keyboard") -> None:
    """Buttons of a keyboard, or of a carousel."""
    _require(isinstance(keyboard, dict) and keyboard.get("Type") == kind, f"{kind} is not valid")
    buttons = keyboard.get("Buttons")
    _require(isinstance(buttons, list) and buttons, f"{kind} is not valid. no Buttons")
    for button in buttons:
        action = button.get("ActionType", "reply")
        actions = NEW_ACTIONS if api >= NEW_ACTIONS_API else OLD_ACTIONS
        shown = ",".join(f'"{one}"' for one in actions)
        _require(
            action in actions,
            f'{kind} is not valid. [instance value ("{action}") not found in enum '
            f"(possible values: [{shown}])]",
        )
        _require(action == "none" or button.get("ActionBody"), f"{kind} is not valid. ActionBody")
        _require(1 <= button.get("Columns", 6) <= 6, f"{kind} is not valid. Columns")
        _require(1 <= button.get("Rows", 1) <= rows, f"{kind} is not valid. Rows")
        _require(
            button.get("TextSize", "regular") in {"small", "regular", "large"},
            f"{kind} is not valid. TextSize",
        )
        _require(len(str(button.get("Text", ""))) <= 250, f"{kind} is not valid. Text")
        if action == "open-url":
            _require(urlsplit(button["ActionBody"]).scheme, f"{kind} is not valid. ActionBody")


def _text(body: Json) -> None:
    _require(isinstance(body.get("text"), str) and body["text"].strip(), "text is missing", 4)
    _require(len(body["text"]) <= TEXT_LETTERS, "text is too long")


def _location(body: Json) -> None:
    place = body.get("location")
    _require(isinstance(place, dict), "location is missing", 4)
    _require(abs(place.get("lat", 91)) <= 90 and abs(place.get("lon", 181)) <= 180, "location")


def _media(body: Json) -> None:
    address = urlsplit(str(body.get("media", "")))
    _require(address.scheme in {"http", "https"} and address.netloc, "media is missing", 4)


def _file(body: Json) -> None:
    _media(body)
    size, name = body.get("size"), str(body.get("file_name", ""))
    _require(isinstance(size, int) and 0 < size <= 50 * 1024 * 1024, "size is not valid")
    _require("." in name and len(name) <= 256, "file_name is not valid")


def _rich(body: Json) -> None:
    api, shown = body.get("min_api_version", 1), body.get("rich_media")
    _require(api >= RICH_API, "rich_media is not supported in this api version", 14)
    _require(isinstance(shown, dict), "rich_media is missing", 4)
    _require(1 <= shown.get("ButtonsGroupColumns", 6) <= 6, "rich_media is not valid")
    _require(1 <= shown.get("ButtonsGroupRows", 7) <= 7, "rich_media is not valid")
    check_keyboard(shown, api, rows=7, kind="rich_media")


KINDS = {
    "text": _text,
    "location": _location,
    "picture": _media,
    "video": _media,
    "url": _media,
    "file": _file,
    "rich_media": _rich,
}
