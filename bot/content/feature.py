"""The content at the desk: editors see it, change it, and take a change back."""

from collections.abc import Sequence
from pathlib import Path

from bot.console.confirm import confirmed
from bot.content.editing import Writer
from bot.content.editors import OpenEntries
from bot.content.links.kept import KeptLinks
from bot.content.pages import asking, line_lists, listed, one_entry, unclear
from bot.content.pages.hinted import UsedWords
from bot.contracts.feature import Feature, NavigationEntry, Page
from bot.contracts.looks import Looks
from bot.contracts.services import Process
from bot.engine.texts import N_
from bot.understanding.evaluation.trial import Tell, Trial
from bot.understanding.evaluation.trials import Trials

ONE = "/desk/content/{key}/{id}"
SAVE = confirmed(one_entry.save, unless=one_entry.is_harmless, why=one_entry.DANGER)
UNDO = confirmed(listed.undo, unless=listed.undoes_no_danger, why=one_entry.DANGER)
SAVE_LINES = confirmed(line_lists.save, unless=line_lists.changes_no_danger, why=one_entry.DANGER)
REMOVE = confirmed(one_entry.remove, unless=one_entry.is_harmless, why=one_entry.DANGER)


def _writer(process: Process) -> Writer:
    from bot.app.content_writer import content_writer  # it knows the list this feature is in

    return content_writer(Path(process.settings.content), clock=process.clock)


def _looks(process: Process) -> Looks:
    from bot.app.channels import looks  # channels know features

    return looks(process.settings)


def _links(process: Process) -> KeptLinks:
    from bot.app.content_index import kept_folder

    return KeptLinks(kept_folder(Path(process.settings.content)))


def _trials(process: Process) -> Trials:
    folder = Path(process.settings.content)
    sentences = process.settings.sentence_model == "on"

    async def run(card: str, lines: Sequence[str], tell: Tell) -> Trial:
        from bot.app.content_trial import trial_of  # it learns what all features bring

        return await trial_of(folder, card, lines, sentences=sentences, tell=tell)

    return Trials(run)


FEATURE = Feature(
    name="content",
    parts={
        Writer: _writer,
        Trials: _trials,
        KeptLinks: _links,
        Looks: _looks,
        UsedWords: lambda _process: UsedWords(),
        OpenEntries: lambda process: OpenEntries(process.clock),
    },
    pages=(
        Page("/admin", listed.moved, role=""),
        Page("/desk/content", listed.entries),
        Page("/desk/content/today", listed.to_check),
        Page("/desk/content/history", listed.history),
        Page("/desk/content/unclear", unclear.listed),
        Page("/desk/content/drop-unclear", unclear.drop, post=True),
        Page("/desk/content/undo", UNDO, post=True),
        Page("/desk/content/lines", line_lists.lists),
        Page("/desk/content/change-lines", SAVE_LINES, post=True),
        Page("/desk/content/{key}/new", one_entry.new),
        Page("/desk/content/{key}/new/save", SAVE, post=True),
        Page(ONE, one_entry.entry),
        Page(f"{ONE}/save", SAVE, post=True),
        Page(f"{ONE}/remove", REMOVE, post=True),
        Page(f"{ONE}/right", one_entry.right, post=True),
        Page(f"{ONE}/asks", asking.asks, post=True),
        Page(f"{ONE}/tries", asking.tries, post=True),
        Page(f"{ONE}/trial/{{trial}}", asking.trial),
    ),
    navigation=(NavigationEntry(N_("Content"), "/desk/content"),),
)
