"""`mistok viber webhook`: whether Viber posts to this service; have it do so, or no more."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer

from bot.app.settings import PREFIX, Settings, SettingsError, read_settings
from bot.channels.viber.account import (
    PATH,
    Account,
    account_of,
    advice,
    remove_webhook,
    set_webhook,
)
from bot.channels.viber.calls import NETWORK, CallError, Status
from bot.channels.viber.client import Client

R = TypeVar("R")
app = typer.Typer(help="The bot in Viber.", no_args_is_help=True)

WHAT_NOW = {
    NETWORK: "Viber не відповідає. Перевірте мережу сервера й повторіть за кілька хвилин.",
    Status.INVALID_URL: "Viber не може надіслати повідомлення на {url}. Потрібні сертифікат "
    "відомого центру й сама служба, що працює за цією адресою: запустіть її (mistok run), "
    "відкрийте адресу з телефона без вайфаю, тоді повторіть.",
    Status.INVALID_TOKEN: "Viber не прийняв токен. Скопіюйте його ще раз до "
    "MISTOK_VIBER_TOKEN: у Viber це «Додатково → Налаштування → Боти → ваш бот → ключ».",
    Status.TOO_MANY_REQUESTS: "Viber просить зачекати. Повторіть за кілька хвилин.",
}
OTHERWISE = (
    "Viber відмовив. {advice} Якщо не допоможе, запитайте партнера, через якого створено бот."
)


@app.callback()
def viber() -> None:
    """The bot in Viber."""


@app.command()
def webhook(
    set_: Annotated[bool, typer.Option("--set", help="Have callbacks posted here.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only look (as without options).")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="No callbacks any more.")] = False,
) -> None:
    """Say where Viber posts what people write; set it right, or remove it."""
    if set_ + check + remove > 1:
        raise typer.BadParameter("виберіть щось одне: --set, --check чи --remove.")
    settings = read_settings()
    url = _address(settings)
    try:
        if remove:
            _ask(settings, remove_webhook)
        elif set_:
            _ask(settings, lambda client: set_webhook(client, url))
        account = _ask(settings, account_of)
    except CallError as error:
        typer.echo(_told(error, url), err=True)
        raise typer.Exit(1) from None
    if not _tell(account, url) and not remove:
        raise typer.Exit(1)


def _address(settings: Settings) -> str:
    if not settings.viber_token:
        raise SettingsError(
            f"{PREFIX}VIBER_TOKEN не задано. Скопіюйте токен бота з Viber або від партнера до .env."
        )
    return settings.public_url + PATH


def _tell(account: Account, url: str) -> bool:
    """Say how it stands; whether all is well."""
    typer.echo(f"Бот у Viber: {account.name or '(без назви)'}")
    if not account.webhook:
        typer.echo("Viber нічого сюди не надсилає. Щоб надсилав: mistok viber webhook --set")
        return False
    if account.webhook != url:
        typer.echo(f"Viber надсилає повідомлення на {account.webhook}, а треба на {url}.")
        typer.echo("Виправити: mistok viber webhook --set")
        return False
    if missing := account.missing:
        typer.echo(f"Viber не повідомляє про: {', '.join(missing)}.")
        typer.echo("Виправити: mistok viber webhook --set")
        return False
    typer.echo(f"Усе гаразд: Viber надсилає повідомлення на {url}.")
    return True


def _told(error: CallError, url: str) -> str:
    return WHAT_NOW.get(error.status, OTHERWISE).format(
        url=url, advice=advice(error.status) or str(error)
    )


def _ask(settings: Settings, use: Callable[[Client], Awaitable[R]]) -> R:
    async def work() -> R:
        client = Client(settings.viber_token, api=settings.viber_api)
        try:
            return await use(client)
        finally:
            await client.close()

    return asyncio.run(work())
