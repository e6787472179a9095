"""The blind index of words."""

from bot.requests.search_terms import MOST_TERMS, stems, terms_of
from bot.storage.vault import Vault


def test_forms_of_a_word_are_one_term() -> None:
    assert stems("Субсидія субсидії СУБСИДІЮ") == ["субс"]
    assert stems("Ганна Ганні, село села") == ["ганн", "сел"]
    assert stems("і в м’ята") == ["мят"]


def test_terms_tell_nothing_without_the_key() -> None:
    mine, other = Vault(["a secret of the tests"]), Vault(["another secret"])
    (term,) = terms_of("субсидія", mine)
    assert terms_of("субсидії", mine) == [term]
    assert terms_of("субсидія", other) != [term]
    assert "субс".encode() not in term


def test_a_long_text_has_a_limit() -> None:
    assert len(terms_of(" ".join(f"слово{n}а" for n in range(900)), Vault(["s"]))) <= MOST_TERMS
