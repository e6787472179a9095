"""Which requests somebody of the staff sees."""

from bot.staff.model import Person


def practice_point(person: Person) -> str:
    """The holder of a person's own made-up requests: no library, and nobody else's."""
    return f"practice.{person.id}"


def may_see(person: Person, holder: str, owner_id: int | None) -> bool:
    """Whether a request is this person's to see."""
    if holder.startswith("practice."):
        return holder == practice_point(person)
    return person.sees(holder) or owner_id == person.id
