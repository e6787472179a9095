"""Settings: MISTOK_… environment variables or a .env file; every problem told at once."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import structlog
from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.app.env_file import UnreadableFileError, check_is_text, unknown_settings
from bot.engine.addresses import is_address
from bot.files.quotas import FLOOR_BYTES, MEGABYTE, TOTAL_BYTES
from bot.files.scanner import read_scanner_address
from bot.languages.folder import SHIPPED
from bot.storage.secrets import check_secrets
from bot.web.addresses import LOOPBACK, Network, read_networks
from bot.web.sites import read_sites, without_https

log = structlog.get_logger(__name__)

PREFIX = "MISTOK_"
ROOT = Path(__file__).resolve().parents[2]
CONTENT = SHIPPED / "content"
ENV_FILE = Path(".env")
TOKEN_LETTERS = 16
THIS_COMPUTER = frozenset({"localhost", "127.0.0.1", "::1"})


# For what pydantic would say in a programmer's words.
WANTED = {
    "port": "write a whole number from 1 to 65535",
    "files_total_mb": "write a whole number of megabytes, at least 1",
    "disk_floor_mb": "write a whole number of megabytes, 0 for no limit",
    "telegram_mode": "write polling or webhook",
    "viber_price": "write euros for one message, like 0.02",
    "viber_budget": "write euros a month, like 30",
    "viber_paid": "write never, reminders or budget",
    "log_format": "write text or json",
    "sentence_model": "write on or off",
    "smtp_port": "write a whole number from 1 to 65535; most mail servers want 587, with tls 465",
    "smtp_security": "write starttls, tls or none",
}


NOT_SAFE = (
    "without https anybody on the way can change the page that shows the chat; when the site "
    "has https, write https://"
)


class SettingsError(Exception):
    """All problems of the settings, a line each, with what to do."""


class Settings(BaseSettings):
    """What the operator may set. Empty values count as not set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=False,  # validators then see what was set, and only that
    )

    database: str = "sqlite:///var/mistok.db"
    content: Annotated[Path, Field(validate_default=True)] = CONTENT
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8080
    public_url: str = ""
    trusted_proxies: str = LOOPBACK
    secret: str = ""
    old_secrets: str = ""  # whatever they were: they only open what they sealed
    telegram_token: str = ""
    telegram_api: str = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    viber_token: str = ""
    viber_api: str = "https://chatapi.viber.com/pa"
    viber_price: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 0.0
    viber_budget: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    viber_paid: Literal["never", "reminders", "budget"] = "never"
    widget_sites: str = ""
    quick_exit: str = "https://uk.wikipedia.org"  # any page that tells nothing of the chat
    smtp_host: str = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: Annotated[str, Field(repr=False)] = ""
    smtp_from: Annotated[str, Field(validate_default=True)] = ""
    clamav: str = ""
    sentence_model: Literal["on", "off"] = "on"
    files_total_mb: Annotated[int, Field(ge=1)] = TOTAL_BYTES // MEGABYTE
    disk_floor_mb: Annotated[int, Field(ge=0)] = FLOOR_BYTES // MEGABYTE
    metrics_token: str = ""
    instance: str = ""  # what logs call this process, beside a number of its own
    log_format: Literal["text", "json"] = "text"

    @property
    def address(self) -> str:
        """Where browsers find this service, without a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def proxies(self) -> tuple[Network, ...]:
        """The networks whose word on a client's address is taken."""
        return read_networks(self.trusted_proxies)

    @field_validator("database")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if urlsplit(value).scheme not in {"sqlite", "postgresql", "postgres"}:
            raise ValueError(
                "write sqlite:///var/mistok.db or postgresql://user:password@host/name"
            )
        return value

    @field_validator("content")
    @classmethod
    def _content_is_there(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError(f"there is no folder {value}")
        if not any(value.glob("*.yaml")):
            raise ValueError(f"the folder {value} has no content; `mistok init` makes one with it")
        return value

    @field_validator("telegram_token")
    @classmethod
    def _token_shape(cls, value: str) -> str:
        number, _, rest = value.partition(":")
        if value and (not number.isdigit() or len(rest) < 20):
            raise ValueError("it looks like 123456789:AA…; copy it from @BotFather whole")
        return value

    @field_validator("viber_token")
    @classmethod
    def _viber_can_be_had(cls, value: str, info: ValidationInfo) -> str:
        if not value.isascii() or " " in value:
            raise ValueError(
                "copy it from Viber’s admin panel or your partner whole, without spaces"
            )
        if value and not info.data.get("public_url", "https:").startswith("https:"):
            raise ValueError(
                f"Viber needs {PREFIX}PUBLIC_URL=https://…, the address it reaches this server at, "
                "with a certificate of a known authority; or leave the token out"
            )
        return value

    @field_validator("viber_paid")
    @classmethod
    def _price_is_known(cls, value: str, info: ValidationInfo) -> str:
        if value != "never" and not info.data.get("viber_price", 1):
            raise ValueError(
                f"set {PREFIX}VIBER_PRICE too, euros for one message by your contract: else "
                "nobody knows what it costs"
            )
        if value == "budget" and not info.data.get("viber_budget", 1):
            raise ValueError(f"set {PREFIX}VIBER_BUDGET too, the most euros a month")
        return value

    @field_validator("public_url", "telegram_api", "viber_api", "quick_exit")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.netloc):
            raise ValueError("write a whole address, like https://bot.example.org")
        return value.rstrip("/")

    @field_validator("widget_sites")
    @classmethod
    def _sites(cls, value: str) -> str:
        read_sites(value)
        return value

    @field_validator("clamav")
    @classmethod
    def _scanner(cls, value: str) -> str:
        if value:
            read_scanner_address(value)
        return value

    @field_validator("smtp_from")
    @classmethod
    def _letters_can_be_sent(cls, value: str, info: ValidationInfo) -> str:
        """Fields with a problem of their own are not in `info`: they tell of it themselves."""
        problems = list(_mail_problems(value, info.data))
        if problems:
            raise ValueError(". ".join(problems))
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        read_networks(value)
        return value

    @field_validator("metrics_token")
    @classmethod
    def _hard_to_guess(cls, value: str) -> str:
        if value and (len(value) < TOKEN_LETTERS or not value.isascii() or " " in value):
            raise ValueError(
                f"write at least {TOKEN_LETTERS} random letters and digits without spaces, like "
                "the output of `openssl rand -hex 16`"
            )
        return value

    @field_validator("secret")
    @classmethod
    def _strong_enough(cls, value: str) -> str:
        check_secrets(value)
        return value

    @field_validator("telegram_mode")
    @classmethod
    def _telegram_can_be_had(cls, value: str, info: ValidationInfo) -> str:
        """Fields with a problem of their own are not in `info`: they tell of it themselves."""
        problems = []
        if info.data.get("telegram_token") == "":
            problems.append(
                f"Telegram is asked for, but {PREFIX}TELEGRAM_TOKEN is not set; copy it from "
                "@BotFather, or leave the mode out"
            )
        if value == "webhook" and not info.data.get("public_url", "https:").startswith("https:"):
            problems.append(
                f"webhook needs {PREFIX}PUBLIC_URL=https://…, the address Telegram reaches this "
                "server at; or leave the mode out for polling"
            )
        if problems:
            raise ValueError(". ".join(problems))
        return value


def read_settings(**given: object) -> Settings:
    """The settings; `given` wins over the environment. Raises SettingsError with all problems.

    What isn't known is told and does no harm: an older program may share its file with a newer.
    """
    try:
        check_is_text(ENV_FILE)
    except UnreadableFileError as error:
        raise SettingsError(str(error)) from None
    names = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    unknown = unknown_settings(PREFIX, names, ENV_FILE)
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError("\n".join((*map(_line, error.errors()), *unknown))) from None
    for line in unknown:
        log.warning("settings.unknown", what=line)
    for site in without_https(settings.widget_sites):
        host = site.rpartition("//")[2]
        log.warning("settings.widget_site", what=f"{PREFIX}WIDGET_SITES: {site}: {NOT_SAFE}{host}")
    return settings


def _mail_problems(sender: str, given: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong or missing for letters; `given` are the other settings that are sound."""
    host, user, password = (given.get(f"smtp_{one}", "?") for one in ("host", "user", "password"))
    if sender and not is_address(sender):
        yield "write one e-mail address, like mistok@library.example"
    elif host and not sender:
        yield (
            "a mail server is set, but not the address that letters come from; write it, like "
            "mistok@library.example"
        )
    if not host and (sender or user or password):
        yield (
            f"letters are asked for, but {PREFIX}SMTP_HOST is not set; write the mail server’s "
            f"name, or take the other {PREFIX}SMTP_… lines out"
        )
    if bool(user) != bool(password):
        yield (
            f"only one of {PREFIX}SMTP_USER and {PREFIX}SMTP_PASSWORD is set; set both, or none "
            "where the server asks for none"
        )
    if password and given.get("smtp_security") == "none" and host not in THIS_COMPUTER:
        yield (
            f"with {PREFIX}SMTP_SECURITY=none the password could be read on the way to {host}; "
            "write starttls or tls"
        )


def _line(problem: object) -> str:
    assert isinstance(problem, dict)
    text = str(problem["msg"])
    name = "".join(str(part) for part in problem["loc"][:1])
    ours = text.removeprefix("Value error, ")
    said = ours if ours != text else WANTED.get(name, text)
    return f"{PREFIX}{name.upper()}: {said}"
