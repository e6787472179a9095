"""Settings: what is right is read, what is wrong is told all at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app.kept_secrets import secret_of
from bot.app.settings import SettingsError, read_settings

OLDER = "an-older-secret-of-the-tests-of-40-letters"
NEWER = "a-newer-secret-of-the-tests-of-40-letters."
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


@pytest.mark.parametrize("url", ["", "http://bot.example.org"])
def test_viber_needs_an_https_address(url: str) -> None:
    (told,) = problems(viber_token="4a5b-6c7d", public_url=url)
    assert told.startswith("MISTOK_VIBER_TOKEN: ")
    assert "MISTOK_PUBLIC_URL=https://" in told
    right = read_settings(viber_token="4a5b-6c7d", public_url="https://bot.example.org")
    assert right.viber_api == "https://chatapi.viber.com/pa"


def test_a_token_of_viber_copied_with_something_else() -> None:
    (told,) = problems(viber_token="4a5b 6c7d", public_url="https://bot.example.org")
    assert "copy it from Viber" in told


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


@pytest.mark.parametrize(
    "given", ["https://library.example/chat", "library;example", "a, b", "ftp://library.example"]
)
def test_what_is_no_site_is_told_with_the_others(given: str) -> None:
    port, sites = problems(widget_sites=given, port=0)
    assert port.startswith("MISTOK_PORT: ")
    assert sites.startswith("MISTOK_WIDGET_SITES: ")
    assert "https://library.example" in sites


def test_a_site_without_https_is_told_at_start() -> None:
    given = "https://a.example http://b.example c.example http://localhost:8000 *"
    with capture_logs() as logs:
        assert read_settings(widget_sites=given).widget_sites == given
    told = [one["what"] for one in logs]
    assert [one.split(": ")[1] for one in told] == ["http://b.example", "c.example"]
    assert told[0].endswith("write https://b.example")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"smtp_host": "mail.example"}, "not the address that letters come from"),
        ({"smtp_from": "mistok@lib.example"}, "MISTOK_SMTP_HOST is not set"),
        ({"smtp_password": "hunter2"}, "MISTOK_SMTP_HOST is not set"),
        ({"smtp_host": "mail.example", "smtp_from": "Місток"}, "write one e-mail address"),
        ({"smtp_host": "mail.example", "smtp_from": "a@b.cd", "smtp_user": "a"}, "only one of"),
        (
            {"smtp_host": "mail.example", "smtp_from": "a@b.cd", "smtp_user": "a",
             "smtp_password": "hunter2", "smtp_security": "none"},
            "could be read on the way to mail.example",
        ),
    ],
)  # fmt: skip
def test_what_letters_need_is_told_with_the_others(given: dict[str, str], told: str) -> None:
    port, letters = problems(port=0, **given)
    assert port.startswith("MISTOK_PORT: ")
    assert letters.startswith("MISTOK_SMTP_FROM: ")
    assert told in letters
    assert "hunter2" not in letters


def test_letters_on_this_computer_need_no_more_than_a_server_and_an_address() -> None:
    settings = read_settings(smtp_host="localhost", smtp_from="a@b.cd", smtp_security="none")
    assert (settings.smtp_port, settings.smtp_user) == (587, "")
    assert "hunter2" not in repr(
        read_settings(
            smtp_host="mail.example", smtp_from="a@b.cd", smtp_user="a", smtp_password="hunter2"
        )
    )


@pytest.mark.parametrize("given", ["ssl", "STARTTLS "])
def test_an_unknown_security_of_letters_is_told(given: str) -> None:
    told = problems(smtp_host="mail.example", smtp_from="a@b.cd", smtp_security=given)
    assert told == ["MISTOK_SMTP_SECURITY: write starttls, tls or none"]


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
    assert Path("var").stat().st_mode & 0o077 == 0
    assert [path.name for path in Path("var").iterdir()] == ["secret"]
    assert secret_of(read_settings(secret=f"{OLDER} {NEWER}")) == [OLDER, NEWER]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("чотири слова й пробіли поміж ними, довше за 32 знаки", "hyphens in place of its spaces"),
        (f"{OLDER} b", "secret 2 of 2 is shorter than 32"),
        (f"{'a' * 32} {NEWER}", "secret 1 of 2 repeats itself"),
        ("a" * 40, "repeats itself"),
        ("1234567890" * 3 + "12", "repeats itself"),
        ("abcabcab" * 5, "repeats itself"),
        ("short", "at least 32 random characters"),
        (f"{OLDER} {OLDER}", "written twice"),
    ],
)
def test_every_secret_of_the_list_is_checked_and_none_is_repeated(given: str, told: str) -> None:
    (line,) = problems(secret=given)
    assert line.startswith("MISTOK_SECRET: ")
    assert told in line
    assert not any(word in line for word in given.split() if len(word) > 2)


def test_a_secret_of_former_times_may_be_anything_but_only_opens() -> None:
    settings = read_settings(old_secrets="the cat and the dog", secret=NEWER)
    assert secret_of(settings) == ["the", "cat", "and", "dog", NEWER]
    with pytest.raises(SettingsError, match="MISTOK_OLD_SECRETS"):
        secret_of(read_settings(old_secrets=f"dog {NEWER}", secret=NEWER))
    secrets = secret_of(read_settings(old_secrets="dog"))
    assert secrets == ["dog", Path("var/secret").read_text(encoding="ascii")]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "is empty"),
        (b" \n", "is damaged"),
        ("ключ".encode(), "is damaged"),
        (b"short", "at least 32 random characters"),
        (b"a" * 48, "repeats itself"),
    ],
)
def test_a_key_file_that_can_not_be_a_key_is_told(body: bytes, told: str) -> None:
    Path("var").mkdir()
    Path("var/secret").write_bytes(body)
    with pytest.raises(SettingsError, match=f"The key file {Path.cwd()}/var/secret.*{told}"):
        secret_of(read_settings())
    assert Path("var/secret").read_bytes() == body


def test_of_two_first_starts_both_have_the_same_key() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = {tuple(one) for one in pool.map(lambda _: secret_of(read_settings()), range(8))}
    assert len(made) == 1
    assert [path.name for path in Path("var").iterdir()] == ["secret"]


def test_the_scanner_and_the_room_for_files_are_told_when_they_are_wrong() -> None:
    told = problems(clamav="clamd", files_total_mb=0, disk_floor_mb="much")
    assert [line.partition(":")[0] for line in told] == [
        "MISTOK_CLAMAV", "MISTOK_FILES_TOTAL_MB", "MISTOK_DISK_FLOOR_MB",
    ]  # fmt: skip
    assert "unix:/run/clamav/clamd.ctl" in told[0]
    assert "megabytes" in told[1]
    assert read_settings(clamav="tcp:127.0.0.1:3310").clamav == "tcp:127.0.0.1:3310"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_a_file_in_another_encoding_is_told_in_words(encoding: str) -> None:
    Path(".env").write_bytes("# порт для служби\r\nMISTOK_PORT=9001\r\n".encode(encoding))
    (told,) = problems()
    assert str(Path(".env").absolute()) in told
    assert "UTF-8" in told


def test_a_mark_before_the_first_setting_hides_nothing() -> None:
    Path(".env").write_bytes("MISTOK_PORT=9001\r\nMISTOK_HOST=0.0.0.0\r\n".encode("utf-8-sig"))
    settings = read_settings()
    assert (settings.port, settings.host) == (9001, "0.0.0.0")


def test_a_folder_in_place_of_the_file_is_told_in_words() -> None:
    Path(".env").mkdir()
    (told,) = problems()
    assert str(Path(".env").absolute()) in told


def test_a_token_of_figures_is_hard_to_guess() -> None:
    for token in ("short", "x" * 15, "with a space in it all", "слово" * 5):
        (told,) = problems(metrics_token=token)
        assert told.startswith("MISTOK_METRICS_TOKEN: ")
        assert "openssl" in told
    assert read_settings(metrics_token="x" * 16).metrics_token


def test_a_name_that_there_is_not_is_told_with_the_one_that_is_meant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MISTOK_PROT", "9001")
    monkeypatch.setenv("PROT", "9001")
    Path(".env").write_text(
        "# так не вийде\nMISTOK_INSTNCE=a\n\nfoo bar\nMISTOK_LOG_FORMAT: json\nOTHER=1\n",
        encoding="utf-8",
    )
    with capture_logs() as logs:
        assert read_settings().port == 8080
    assert [one["what"] for one in logs] == [
        "MISTOK_PROT (in the environment): there is no such setting; perhaps MISTOK_PORT is meant",
        "MISTOK_INSTNCE (.env:2): there is no such setting; perhaps MISTOK_INSTANCE is meant",
        ".env:4: this line sets nothing; write NAME=value",
        ".env:5: this line sets nothing; write NAME=value",
    ]
    told = problems(port="abc")
    assert told[0] == "MISTOK_PORT: write a whole number from 1 to 65535"
    assert told[1].startswith("MISTOK_PROT (in the environment)")


def test_a_folder_without_content_is_no_content() -> None:
    Path("empty").mkdir()
    (told,) = problems(content=Path("empty"))
    assert told.startswith("MISTOK_CONTENT: the folder empty has no content")
    assert "mistok init" in told


def test_messages_that_cost_money_need_a_price_and_a_budget() -> None:
    (told,) = problems(viber_paid="reminders")
    assert "MISTOK_VIBER_PRICE" in told
    (told,) = problems(viber_paid="budget", viber_price=0.02)
    assert "MISTOK_VIBER_BUDGET" in told
    assert read_settings(viber_paid="budget", viber_price=0.02, viber_budget=30).viber_budget == 30
    assert read_settings().viber_paid == "never"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"viber_paid": "sometimes"}, "write never, reminders or budget"),
        ({"viber_price": "дорого"}, "write euros for one message, like 0.02"),
        ({"viber_budget": -1}, "write euros a month, like 30"),
        ({"viber_budget": "inf"}, "write euros a month, like 30"),
    ],
)
def test_what_a_message_may_cost_is_a_number(given: dict[str, object], told: str) -> None:
    (problem,) = problems(**given)
    assert problem.endswith(told)


def test_where_a_quick_exit_leads_is_a_whole_address() -> None:
    port, told = problems(quick_exit="weather.example", port=0)
    assert port.startswith("MISTOK_PORT: ")
    assert told == "MISTOK_QUICK_EXIT: write a whole address, like https://bot.example.org"
    assert read_settings().quick_exit.startswith("https://")
    assert (
        read_settings(quick_exit="https://weather.example/").quick_exit == "https://weather.example"
    )
