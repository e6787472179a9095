"""A conversation outlives a change of the key, while the older one is listed."""

from bot.channels.web.session import Sessions


def test_what_an_older_key_signed_still_opens_and_new_is_signed_by_the_newest() -> None:
    before, after = Sessions(b"old"), Sessions(b"new", older=[b"older", b"old"])
    token = before.issue()
    peer = before.peer(token)
    assert peer is not None
    assert after.peer(token) == peer
    assert after.file_number(peer, before.file_token(peer, 7)) == 7
    assert before.peer(after.issue()) is None
    assert before.file_number(peer, after.file_token(peer, 7)) is None


def test_a_key_that_is_no_longer_listed_opens_nothing() -> None:
    before, retired = Sessions(b"old"), Sessions(b"new")
    token = before.issue()
    assert retired.peer(token) is None
    assert retired.file_number("olena", before.file_token("olena", 7)) is None
