"""The secrets that seal the database: of the settings, or of the file that is kept under var/."""

from pathlib import Path

from bot.app.settings import PREFIX, Settings, SettingsError
from bot.storage.secrets import keep_from_others, make_key_file, read_key_file

KEY_FILE = Path("var/secret")


def secret_of(settings: Settings, *, make: bool = True) -> list[str]:
    """The secrets, oldest first: the settings (several with spaces), or one kept under var/.

    Without `make` none is made there. Raises SettingsError when the file can't be read, written
    or used.
    """
    older = list(dict.fromkeys(settings.old_secrets.split()))
    given = [*older, *(settings.secret.split() or _kept_secrets(settings, make=make))]
    if len(set(given)) < len(given):
        raise SettingsError(
            f"One secret is both the present one and in {PREFIX}OLD_SECRETS: leave it in one place."
        )
    return given


def _kept_secrets(settings: Settings, *, make: bool) -> list[str]:
    from bot.storage.migrate import has_data  # loads much, and is needed once

    path = KEY_FILE.absolute()
    try:
        if not path.exists():
            if not make or (not settings.old_secrets and has_data(settings.database)):
                raise SettingsError(
                    f"The database is there, but its key is not: there is no file {path} and no "
                    f"{PREFIX}SECRET. Put back your copy of the key; without it nothing in the "
                    "database can be read. Nothing was changed."
                )
            make_key_file(path)
        keep_from_others(path.parent)
        return read_key_file(path)
    except ValueError as error:
        raise SettingsError(f"{error}.") from None
    except OSError as error:
        raise SettingsError(
            f"The key file {path} can't be read or written ({error.strerror}). Give this user "
            f"write access to var/, or set {PREFIX}SECRET to 32 or more random characters."
        ) from error
