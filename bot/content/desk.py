"""What content says of the desk, from its four files."""

from bot.catalogue.desk import DeliveryTerms, DeskRules, PracticeRequest, Purpose, ReadyAnswer
from bot.catalogue.model import Text
from bot.catalogue.promises import Promise, Span
from bot.content import schema_desk as schema
from bot.content.build import maybe, text
from bot.content.collect import Collector

# Without a sound desk.yaml questions are still taken, by this.
_FALLBACK = Promise(
    id="reference",
    kind="reference",
    name=Text({"uk": "Запитання", "en": "A question"}),
    answer_within=Span(working_days=2),
    take_within=Span(working_days=1),
    idle_after=Span(working_days=1),
    source="",
    checked=None,
)
_NO_LIBRARY = "немає бібліотеки «{}». Виправте код або приберіть рядок."


def load_desk(collector: Collector) -> DeskRules:
    """Return the desk's rules; a file that can't be read leaves its part empty."""
    folder = collector.folder
    given = collector.whole(collector.source(folder / "desk.yaml"), schema.DeskFileIn)
    delivery = _delivery(collector)
    return DeskRules(
        promises=tuple(map(_promise, given.promises)) if given else (_FALLBACK,),
        reopen_days=given.reopen_days if given else 14,
        ask_if_helped_days=given.ask_if_helped_days if given else 21,
        file_days=given.file_days if given else 30,
        keep_days={str(kind): days for kind, days in given.keep_days.items()} if given else {},
        ready_answers=_ready_answers(collector),
        practice=_practice(collector),
        delivery={one.library: _terms(one) for one in delivery.libraries} if delivery else {},
        terms_unknown=text(delivery.unknown) if delivery else Text(""),
        purposes=tuple(Purpose(one.id, text(one.name)) for one in delivery.purposes)
        if delivery
        else (),
    )


def _ready_answers(collector: Collector) -> tuple[ReadyAnswer, ...]:
    source = collector.source(collector.folder / "ready_answers.yaml")
    if source is None:
        return ()
    collector.only(source, schema.ReadyAnswersFile)
    found: dict[str, ReadyAnswer] = {}
    for path, given in collector.entries(source, "ready_answers", schema.ReadyAnswerIn):
        if not collector.is_new(source, path, given.id):
            continue
        found[given.id] = ReadyAnswer(
            id=given.id,
            title=text(given.title),
            text=Text(given.text.by_language()),
            kinds=tuple(given.kinds),
        )
    return tuple(found.values())


def _practice(collector: Collector) -> tuple[PracticeRequest, ...]:
    source = collector.source(collector.folder / "practice.yaml")
    if source is None:
        return ()
    collector.only(source, schema.PracticeFile)
    return tuple(
        PracticeRequest(
            id=given.id,
            kind=given.kind,
            words=given.words,
            name=given.name or "",
            replies=tuple(given.replies),
        )
        for _, given in collector.entries(source, "practice", schema.PracticeIn)
    )


def _delivery(collector: Collector) -> schema.DeliveryFile | None:
    source = collector.source(collector.folder / "document_delivery.yaml")
    given = collector.whole(source, schema.DeliveryFile)
    if source is not None and given is not None:
        for index, one in enumerate(given.libraries):
            if not collector.may_exist("libraries", one.library):
                message = _NO_LIBRARY.format(one.library)
                collector.complain(source, message, "libraries", index, "library")
    return given


def _promise(given: schema.PromiseIn) -> Promise:
    return Promise(
        id=given.id,
        kind=given.kind,
        name=text(given.name),
        answer_within=_span(given.answer_within),
        take_within=_span(given.take_within),
        idle_after=_span(given.idle_after),
        remind_at=tuple(given.remind_at),
        is_law=given.law is not None,
        extended_to=_span(given.extended_to) if given.extended_to else None,
        article=given.law or "",
        source=given.source or "",
        checked=given.checked,
    )


def _span(given: schema.SpanIn) -> Span:
    return Span(**given.model_dump(exclude_none=True))


def _terms(given: schema.DeliveryTermsIn) -> DeliveryTerms:
    return DeliveryTerms(
        library=given.library,
        limits=tuple(map(text, given.limits)),
        price=maybe(given.price),
        excluded=tuple(map(text, given.excluded)),
        who=maybe(given.who),
        source=given.source,
        checked=given.checked,
    )
