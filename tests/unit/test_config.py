"""Settings: what is right is read, what is wrong is told all at once."""

from pathlib import Path

import pytest

from bot.config import SettingsError, read_settings, secret_of

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-test"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings round the test but its own."""
    import os

    for name in [name for name in os.environ if name.startswith("MISTOK_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def problems(**given: object) -> list[str]:
    with pytest.raises(SettingsError) as told:
        read_settings(**given)
    return str(told.value).splitlines()


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings()
    assert (settings.host, settings.port, settings.telegram_token) == ("127.0.0.1", 8080, "")
    assert (settings.content / "service.yaml").is_file()


def test_the_environment_wins_over_the_file_and_empty_is_not_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text("MISTOK_PORT=9001\nMISTOK_HOST=0.0.0.0\n", encoding="utf-8")
    monkeypatch.setenv("MISTOK_PORT", "9002")
    monkeypatch.setenv("MISTOK_TELEGRAM_MODE", "")
    settings = read_settings()
    assert (settings.port, settings.host, settings.telegram_mode) == (9002, "0.0.0.0", "polling")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc", "80.5"])
def test_a_wrong_port(port: str) -> None:
    assert problems(port=port) == ["MISTOK_PORT: write a whole number from 1 to 65535"]


def test_a_mode_without_a_token_asks_for_it() -> None:
    (told,) = problems(telegram_mode="polling")
    assert told.startswith("MISTOK_TELEGRAM_MODE: ")
    assert "MISTOK_TELEGRAM_TOKEN" in told


def test_a_webhook_needs_an_https_address() -> None:
    (told,) = problems(telegram_mode="webhook", telegram_token=TOKEN)
    assert "MISTOK_PUBLIC_URL=https://" in told
    (told,) = problems(
        telegram_mode="webhook", telegram_token=TOKEN, public_url="http://bot.example.org"
    )
    assert "MISTOK_PUBLIC_URL=https://" in told
    right = read_settings(
        telegram_mode="webhook", telegram_token=TOKEN, public_url="https://bot.example.org/"
    )
    assert right.public_url == "https://bot.example.org"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("10.0.0.0/8 nginx", "“nginx” is no network"),
        ("10.0.0.0/8,fd00::/8", "with spaces between them"),
        ("10.0.0.5/8", "write 10.0.0.0/8, or one address"),
        ("0.0.0.0/0", "is everybody"),
        ("10.0.0.1 ::/0", "is everybody"),
        ("*", "is no network"),
    ],
)
def test_a_wrong_network_of_proxies_is_told_with_the_others(given: str, told: str) -> None:
    port, networks = problems(trusted_proxies=given, port=0)
    assert port.startswith("MISTOK_PORT: ")
    assert networks.startswith("MISTOK_TRUSTED_PROXIES: ")
    assert told in networks


def test_one_problem_is_told_once_and_no_secret_is_repeated() -> None:
    told = problems(telegram_mode="webhook", telegram_token="hunter2", secret="hunter2", port=0)
    assert [line.partition(":")[0] for line in told] == [
        "MISTOK_PORT", "MISTOK_SECRET", "MISTOK_TELEGRAM_TOKEN", "MISTOK_TELEGRAM_MODE",
    ]  # fmt: skip
    assert "hunter2" not in "".join(told)


def test_a_secret_is_made_once_and_kept_from_others() -> None:
    (made,) = secret_of(read_settings())
    assert len(made) >= 32
    assert Path("var/secret").stat().st_mode & 0o077 == 0
    assert secret_of(read_settings()) == [made]
    given = "x" * 40 + " " + "y" * 40
    assert secret_of(read_settings(secret=given)) == ["x" * 40, "y" * 40]
