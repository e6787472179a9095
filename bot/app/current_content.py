"""What is answered from: the content as it was last learnt, replaced whole while the bot runs."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import structlog

from bot.app.content_index import ContentIndex, cache_folder, providers
from bot.app.content_reload import copies_of, learn_and_keep, renew
from bot.app.long_lived import leave_out, let_go
from bot.contracts.features import Features
from bot.contracts.services import Publish, Services, Site
from bot.engine.model import Link
from bot.engine.reading import Read
from bot.storage.database import Unit
from handlers import guard
from handlers.shared.reader import read_for, read_message

log = structlog.get_logger(__name__)


class CurrentContent:
    """One content at a time, for all: a turn has all of the old or all of the new.

    Args:
        folder: where it is learnt from, and watched.
        given: a content that stands instead, and is not watched (tests).
        sentences: whether the sentence model is asked.
        publish: what turns recorded events into letters.
        published: called after a commit with such events.
    """

    def __init__(
        self,
        folder: Path,
        *,
        given: ContentIndex | None,
        sentences: bool,
        features: Features,
        site: Site,
        publish: Publish,
        published: Callable[[], None],
    ) -> None:
        self.is_watched = given is None
        self._folder = folder
        self._sentences = sentences
        self._features = features
        self._site = site
        self._publish = publish
        self._published = published
        self._last_good = copies_of(folder)
        self._take(given or self._learnt())
        if self.is_watched:
            leave_out()
        for problem in self.index.problems:
            log.warning("content.problem", where=str(problem))
        for name in self.index.stale:
            log.error("content.last_good", file=name, next="It is broken: mend it, then save it.")

    def _learnt(self) -> ContentIndex:
        """What the folder says; its sound files are kept for a later start."""
        cache = cache_folder(self._folder)
        return learn_and_keep(
            self._folder, cache=cache, sentences=self._sentences, last_good=self._last_good
        )

    def _take(self, index: ContentIndex) -> None:
        """Answer from this from now on."""
        self.index = index
        self._guard = guard(index.danger)
        self._providers = providers(
            index, self._features, self._site, publish=self._publish, published=self._published
        )

    async def warm(self) -> None:
        """Make beforehand what the first answers would have to wait for."""
        await asyncio.to_thread(self.index.gazetteer.warm)
        await asyncio.to_thread(self.index.understanding.warm)
        await asyncio.to_thread(self.index.card_facts.warm)
        if self.is_watched:
            leave_out()

    def _take_new(self, index: ContentIndex) -> None:
        self._take(index)
        let_go()

    def danger(self, text: str) -> Link | None:
        """Where the engine goes first with this text, None when there is no danger in it."""
        return self._guard(text)

    def read(self, text: str) -> Read:
        """What there is in a text, before its turn."""
        return read_message(text, self._providers)

    def bind(self, unit: Unit, read: Read | None = None) -> Services:
        """The features for one transaction: of today's content, or of that which read the text."""
        of, texts = read_for(read, self._providers)
        return of.bind(unit, texts)

    def name(self) -> str:
        """What the service is called."""
        return self.index.content.about.name.main

    async def watch(self) -> None:
        """Take what is sound of each change of the folder, for as long as this runs."""
        await renew(
            self._folder,
            cache=cache_folder(self._folder),
            sentences=self._sentences,
            current=lambda: self.index,
            take=self._take_new,
            last_good=self._last_good,
        )
