"""Where the keys are that a database needs, in words for the operator."""

from collections.abc import Iterable

from bot.app.kept_secrets import KEY_FILE
from bot.app.settings import Settings
from bot.storage.secrets import read_key_file
from bot.storage.vault import Vault

SAFE = "Зберігайте його окремо від копій."


def numbers(ids: Iterable[str]) -> str:
    """Ids of keys as they are told."""
    return ", ".join(f"№\u00a0{one}" for one in ids)


def missing_keys(settings: Settings, needed: Iterable[str]) -> list[str]:
    """Those of these keys that neither the settings nor the key file have."""
    here = _here(settings)
    return [one for one in needed if one not in here]


def where_keys_are(settings: Settings, needed: Iterable[str]) -> str:
    """One sentence or two: where these keys are, or that they are not here and what is."""
    needed = list(needed)
    file, here = KEY_FILE.absolute(), _here(settings)
    place = "у налаштуванні MISTOK_SECRET" if settings.secret else f"у файлі {file}"
    if not needed:
        there = settings.secret or file.exists()
        return f"Ключ – {place}. {SAFE}" if there else _not_here("бази", _what_is(settings, here))
    missing = missing_keys(settings, needed)
    if missing:
        return _not_here(numbers(missing), _what_is(settings, here))
    if settings.old_secrets:
        place = "у налаштуваннях MISTOK_SECRET і MISTOK_OLD_SECRETS"
    return f"Цей ключ – {place}. {SAFE}"


def _not_here(which: str, found: str) -> str:
    return f"Увага: ключа {which} тут немає ({found}). Збережіть той, з яким працює служба."


def _what_is(settings: Settings, here: list[str]) -> str:
    file = KEY_FILE.absolute()
    if settings.secret:
        return f"у MISTOK_SECRET інший ключ, {numbers(here)}"
    if not file.exists():
        return f"файла {file} немає, MISTOK_SECRET не задано"
    return f"{file} – інший ключ, {numbers(here)}" if here else f"{file} не прочитати"


def _here(settings: Settings) -> list[str]:
    """Ids of the keys that commands started here would use, oldest first."""
    own = settings.secret.split()
    if not own and KEY_FILE.exists():
        try:
            own = read_key_file(KEY_FILE)
        except (ValueError, OSError):
            own = []
    secrets = list(dict.fromkeys([*settings.old_secrets.split(), *own]))
    return [one.hex() for one in Vault(secrets).ids] if secrets else []
