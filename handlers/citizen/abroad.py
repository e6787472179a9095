"""A card for who is abroad, or whose passport is of another country."""

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Button, Go, Say
from handlers.shared import links, steps
from handlers.shared.data import ServicesData
from handlers.shared.from_abroad import FOREIGN, of_consulates
from handlers.shared.library_card import ask_a_person
from handlers.shared.service_card import page_label

flow = Flow[Services, ServicesData]("abroad", data=ServicesData)


@flow.step("told")
async def told(ctx: Ctx[ServicesData]) -> Say | Go:
    """Whom to ask there; no address of theirs is known, and none is made up."""
    card = ctx.services[Content].catalogue.get(ctx.data.service)
    if card is None:
        return Go(steps.SERVICES)
    ctx.topic |= {"service": card.id, "last": "service"}
    lines = [*_who_is_asked(ctx), ctx._("We don’t know their addresses.")]
    buttons = [Button(ctx._("The whole card"), links.SERVICE(card.id)), ask_a_person(ctx)]
    if ctx.data.aspect != FOREIGN:
        lines += of_consulates(card, ctx.lang)
        lines.append(ctx._("The card tells how it is done in Ukraine."))
        if card.official_url:
            buttons.insert(0, Button(page_label(ctx, card), url=card.official_url))
    return Say(
        "\n".join(lines),
        title=card.title.in_(ctx.lang),
        buttons=tuple(buttons),
        cards=(card.id,),
    )


def _who_is_asked(ctx: Ctx[ServicesData]) -> list[str]:
    if ctx.data.aspect == FOREIGN:
        return [
            ctx._("A passport of another country is given by its own embassy or consulate: "
                  "ask there."),
            ctx._("If it was stolen, call the police: 102."),
        ]  # fmt: skip
    return [
        ctx._("From abroad: ask the consulate or embassy of Ukraine in that country whether they "
              "do it there and how to make an appointment."),
    ]  # fmt: skip
