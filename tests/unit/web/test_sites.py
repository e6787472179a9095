"""Sites that may show the chat, from what the operator writes to what a browser is told."""

import pytest

from bot.web.sites import read_sites


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("https://library.example", "https://library.example"),
        ("https://Library.example/", "https://library.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://*.library.example:*", "https://*.library.example:*"),
        ("library.example", "library.example"),
        ("https://бібліотека.укр", "https://xn--80abaqzev6a7nc.xn--j1amh"),
        ("*", "*"),
        ("https://[::1]:8000", "https://[::1]:8000"),
    ],
)
def test_a_site_is_told_as_browsers_know_it(written: str, told: str) -> None:
    assert read_sites(written) == (told,)
    told.encode("ascii")


@pytest.mark.parametrize("written", ["https://a.example/page", "a;b", "a,b", "https://", "x:y:z"])
def test_what_is_no_site_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        read_sites(written)


def test_several_and_none() -> None:
    assert read_sites(" https://a.example  https://b.example ") == (
        "https://a.example",
        "https://b.example",
    )
    assert read_sites("") == ()
