"""`mistok backup` and `mistok rekey` name keys by their number, and say when one is not here."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.command import app
from bot.storage.vault import Vault

OLD = "an-older-secret-of-the-tests-of-40-letters"
NEW = "a-newer-secret-of-the-tests-of-40-letters."


def number(*secrets: str) -> str:
    return f"№\u00a0{Vault(secrets).newest.hex()}"


def mistok(*words: str, secret: str = "") -> str:
    told = CliRunner().invoke(app, [*words], env={"MISTOK_SECRET": secret})
    assert told.exit_code == 0, told
    return told.output


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("MISTOK_DATABASE", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "var").mkdir()
    return tmp_path


def test_the_key_file_is_named_when_it_is_the_databases(home: Path) -> None:
    (home / "var" / "secret").write_text(OLD, encoding="ascii")
    mistok("migrate")
    told = mistok("backup", "kept")
    assert f"Без ключа {number(OLD)} його не прочитати." in told
    assert f"Цей ключ – у файлі {home}/var/secret." in told
    assert "у налаштуванні MISTOK_SECRET" in mistok("backup", "again", secret=OLD)


def test_a_key_file_that_is_not_the_databases_is_not_named_as_its_key(home: Path) -> None:
    mistok("migrate", secret=NEW)
    (home / "var" / "secret").write_text(OLD, encoding="ascii")
    told = mistok("backup", "kept")
    assert (
        f"Увага: ключа {number(NEW)} тут немає ({home}/var/secret – інший ключ, {number(OLD)}). "
        "Збережіть той, з яким працює служба." in told
    )
    assert "Цей ключ" not in told
    (home / "var" / "secret").unlink()
    assert f"файла {home}/var/secret немає" in mistok("backup", "again")
    assert f"у MISTOK_SECRET інший ключ, {number(OLD)}" in mistok("backup", "third", secret=OLD)


def test_of_two_keys_the_one_that_is_missing_is_told(home: Path) -> None:
    mistok("migrate", secret=OLD)
    mistok("migrate", secret=f"{OLD} {NEW}")
    (home / "var" / "secret").write_text(NEW, encoding="ascii")
    assert f"Увага: ключа {number(OLD)} тут немає" in mistok("backup", "kept")


def test_rekey_with_the_order_swapped_says_which_key_it_takes_for_the_newest(home: Path) -> None:
    mistok("migrate", secret=OLD)
    told = mistok("rekey", secret=f"{NEW} {OLD}")
    assert f"Перешифровано ключем {number(OLD)}, найновішим (останній у MISTOK_SECRET): 0." in told
    assert f"Ключем {number(OLD)} уже зашифровано все" in told
    assert f"ще ключ {number(NEW)}: ним у базі нічого не зашифровано" in told
    assert "поставте його останнім" in told
    assert "Інших ключів" not in told


def test_with_one_key_rekey_speaks_of_no_other(home: Path) -> None:
    mistok("migrate", secret=OLD)
    assert "ще ключ" not in mistok("rekey", secret=OLD)


def test_a_restore_reminds_of_people_who_were_forgotten_since() -> None:
    mistok("migrate", secret=OLD)
    mistok("backup", "kept", secret=OLD)
    assert "написати «забудь мене» ще раз" in mistok("restore", "kept", secret=OLD)
