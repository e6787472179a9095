"""The fifth ranker: by the meaning of a whole sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from bot.app.content_index import ContentIndex, corpus
from bot.understanding import Corpus, Index, Understanding, UnusableFileError
from bot.understanding.index.index import documents_of
from bot.understanding.index.line_reader import LineReader
from bot.understanding.sentence import model as sentence_model
from bot.understanding.sentence import prepared
from bot.understanding.sentence.model import WIDTH, load_model
from bot.understanding.sentence.ranker import Means, SentenceRanker, digest_of, learn_means

SPREAD = 0.05


class TwoMatters:
    """A model that knows two matters: water and fire; counts what it embedded."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def vectors(self, texts: Sequence[str]) -> sentence_model.Vector:
        self.embedded += texts
        return np.stack([self._of(text) for text in texts])

    def vector(self, text: str) -> sentence_model.Vector:
        return self._of(text)

    def _of(self, text: str) -> sentence_model.Vector:
        chance = np.random.default_rng(sum(map(ord, text)))
        found = chance.normal(0, SPREAD / WIDTH**0.5, WIDTH).astype(np.float32)
        found[0 if any(word in text for word in ("вода", "ріка", "дощ")) else 1] += 1
        return found


DOCUMENTS = {
    "water": ("вода тече", "ріка широка", "ллє дощ"),
    "fire": ("вогонь горить", "дим іде", "жар великий"),
}


def ranker(documents: dict[str, tuple[str, ...]], cache: Path) -> SentenceRanker:
    return prepared.sentence_ranker(documents, str, cache)


def test_the_likest_document_leads() -> None:
    model = TwoMatters()
    means = learn_means(DOCUMENTS, model.vectors)
    digests = {key: digest_of(told) for key, told in DOCUMENTS.items()}
    scores = SentenceRanker(digests, lambda: (model, means)).scores("дощ", ["fire", "water"])
    assert scores is not None
    assert scores[1] > scores[0]


def test_only_new_lines_are_embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = TwoMatters()
    monkeypatch.setattr(prepared, "load_model", lambda: model)
    monkeypatch.setattr(prepared, "LEARNT", tmp_path / "learnt.means")
    prepared.learn_anew(DOCUMENTS, model.vectors)
    model.embedded.clear()
    changed = {**DOCUMENTS, "fire": (*DOCUMENTS["fire"], "іскра")}
    ranker(DOCUMENTS, tmp_path).warm()
    assert model.embedded == []
    ranker(changed, tmp_path).warm()
    assert sorted(model.embedded) == sorted(changed["fire"])
    model.embedded.clear()
    ranker(changed, tmp_path).warm()
    assert model.embedded == []
    ranker({**DOCUMENTS, "fire": (*changed["fire"], "попіл")}, tmp_path).warm()
    assert model.embedded == ["попіл"]
    model.embedded.clear()
    (tmp_path / "sentences.means").write_bytes(b"damaged")
    ranker(changed, tmp_path).warm()
    assert model.embedded == []  # each line is kept too
    for name in ("sentences.means", "vectors.bin"):
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:-9])
    ranker(changed, tmp_path).warm()
    assert sorted(model.embedded) == sorted(changed["fire"])


def test_without_a_model_words_decide_and_it_is_told_once(
    corpus: Corpus, index: Index, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sentence_model._load.cache_clear()
    monkeypatch.setattr(sentence_model, "_processor", frozenset)
    try:
        with capture_logs() as logs:
            sentences = ranker(dict(documents_of(corpus)), tmp_path)
            asked = Understanding(index, sentences=sentences)
            meanings = [asked.understand(text) for text in ("довідка", "щось таке", "не знаю що")]
    finally:
        sentence_model._load.cache_clear()
    alone = Understanding(index)
    assert meanings == [alone.understand(text) for text in ("довідка", "щось таке", "не знаю що")]
    assert [log["event"] for log in logs] == ["understanding.no_sentence_model"]


def test_a_damaged_file_that_travels_with_the_program_leaves_words_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "load_model", TwoMatters)
    monkeypatch.setattr(prepared, "LEARNT", tmp_path / "learnt.means")
    (tmp_path / "learnt.means").write_bytes(b"not this")
    with capture_logs() as logs:
        assert ranker(DOCUMENTS, tmp_path).scores("дощ", ["water"]) is None
    assert "make sentences" in logs[0]["next"]


def test_what_travels_with_the_program_knows_the_content(content_index: ContentIndex) -> None:
    """Else the first start embeds it for minutes: run `make sentences`."""
    assert prepared.unknown(documents_of(corpus(content_index.content))) == []


@pytest.mark.skipif(load_model() is None, reason="the sentence model is not here")
def test_more_needs_told_in_other_words_are_answered_at_once(content_index: ContentIndex) -> None:
    known = content_index.understanding
    alone = Understanding(known.index, content_index.gazetteer)
    assert answered(known) > answered(alone)


def answered(by: Understanding) -> int:
    """How many of the needs get their card at once."""
    meanings = [(by.understand(text), card) for text, card in NEEDS]
    return sum(one.decision == "answer" and one.hits[0].id == card for one, card in meanings)


NEEDS = (
    ("мій дід помер, баба на своїй пенсії ледве тягне, чи може вона перейти на його",
     "survivor-pension"),
    ("фірма просить передоплату, як подивитись чи вона існує", "business-register"),
    ("купила чоботи, через тиждень підошва відвалилась а магазин грошей не вертає",
     "consumer-rights"),
    ("бухгалтер каже принеси флешку з ключем, де той ключ беруть", "kep"),
    ("мама живе сама, вже не може сама помитись і дров принести", "social-home-care"),
    ("обрізали ногу до коліна, як отримати протез безкоштовно", "disability-rehab"),
    ("перестали приходити дві тисячі, я переселенка, з чого б це", "idp-payments"),
    ("сестра під Куп'янськом, стріляють щодня, хто вивозить звідти людей", "evacuation"),
    ("мене стукнули ззаду на стоянці і поїхали, що робити далі", "road-accident"),
    ("бабуся не тямить себе, пенсію її ніхто не може зняти", "guardianship"),
    ("хату будували разом а записана на свекруху, розходимось", "property-division"),
    ("хочу записатись до іншої лікарки, стара вже не приймає", "doctor-declaration"),
    ("лікар вимагав тисячу гривень за довідку, куди повідомити", "corruption-report"),
    ("син за кордоном, хоче щоб я за нього машину продав", "power-of-attorney"),
    ("прилетіло, вікна повибивало, дах зірвало, хто дасть на ремонт", "erecovery-repair"),
)  # fmt: skip


@pytest.mark.skipif(load_model() is None, reason="the sentence model is not here")
def test_alike_sentences_point_alike() -> None:
    model = load_model()
    assert model is not None
    one, alike, other = model.vectors(
        ["загубила паспорт", "потеряла документ, удостоверяющий личность", "печемо яблучний пиріг"]
    )
    assert one @ alike > one @ other
    assert np.array_equal(model.vector("загубила паспорт"), one)


def test_a_spelt_line_is_embedded_as_it_is_meant(content_index: ContentIndex) -> None:
    read = LineReader(content_index.understanding.index).read
    assert read("yak oformyty subsydiyu") == read("як оформити субсидію")
    assert read("how do I get a subsidy") == "how do I get a subsidy"


def test_means_of_another_model_are_not_used(tmp_path: Path) -> None:
    means = Means({"a": np.ones(WIDTH, np.float32)}, np.eye(WIDTH, dtype=np.float32))
    path = tmp_path / "some.means"
    prepared.save_means(means, path)
    assert set(prepared.load_means(path).by_digest) == {"a"}
    head, _, rest = path.read_bytes().partition(b"\n")
    path.write_bytes(head.replace(b"e5-small", b"e6-small") + b"\n" + rest)
    with pytest.raises(UnusableFileError):
        prepared.load_means(path)
