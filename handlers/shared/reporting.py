"""What somebody says is wrong with what we show: where that goes."""

from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.libraries.report_model import LIBRARY, SERVICE, ReportKind
from bot.understanding.reports import names_a_library, reported_kind
from handlers.shared import steps
from handlers.shared.data import ReportData
from handlers.shared.libraries import library, places_in
from handlers.shared.reader import Reader

# So many words at most: a longer story is a matter of its own, whoever does not answer in it.
BARE = 5  # «застаріло», «зачинено, хоч пише відчинено»
OF_SHOWN, OF_NAMED = 15, 12


def reported(ctx: Ctx, text: str) -> Go | None:
    """Where words go that say that something of a library, or a card, is wrong; else None."""
    if not text or ctx.services[Reader].is_tangled(text):
        return None
    kind = reported_kind(text) or reported_kind(ctx.services[Reader].understand(text).reading)
    if not kind:
        return None
    last, shown = ctx.topic.get("last", ""), ctx.topic.get("library", "")
    many = len(text.split())
    is_shown = last == "library" and library(ctx, shown) is not None and many <= OF_SHOWN
    is_named = (kind == ReportKind.MISSING or names_a_library(text)) and many <= OF_NAMED
    of_library = is_shown or is_named
    service = ctx.topic.get("service", "") if last == "service" and many <= BARE else ""
    if not of_library and not (service and kind == ReportKind.OUTDATED):
        # Of nothing on screen only the barest words are meant so.
        is_bare = last not in {"service", "choice"} and many <= BARE
        return Go(steps.REPORT, ReportData(ReportKind(kind), text=text)) if is_bare else None
    about = f"{SERVICE}:{service}" if not of_library else ""
    if is_shown and kind != ReportKind.MISSING and not places_in(ctx, text):
        about = f"{LIBRARY}:{shown}"
    return Go(steps.REPORT, ReportData(ReportKind(kind), about, text))
