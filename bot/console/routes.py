"""All addresses of the desk, and who may open each."""

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.console.confirm import confirmed
from bot.console.console import Console
from bot.console.door import Page, open_to_all, signed_in
from bot.console.static_files import static_file
from bot.console.visit import Visit
from bot.requests.pages import (
    acts,
    attachments,
    in_person,
    lists,
    one_request,
    practice,
    ready_answers,
    stream,
)
from bot.staff.model import Role
from bot.staff.pages import account, audit, people, sign_in

ENTER = "/desk/enter/{token}"
NUMBER = "/desk/requests/{number}"


def console_routes(console: Console) -> list[BaseRoute]:
    """The routes of the desk."""

    def staff(
        path: str,
        page: Page,
        *,
        role: Role = Role.LIBRARIAN,
        post: bool = False,
        files: bool = False,
    ) -> Route:
        methods = ["POST"] if post else ["GET"]
        return Route(path, signed_in(console, page, role, files=files), methods=methods)

    def anybody(path: str, page: Page, *, post: bool = False) -> Route:
        return Route(path, open_to_all(console, page), methods=["POST"] if post else ["GET"])

    async def back(visit: Visit) -> Response:
        """The page whose form it was: its address is still in the browser's bar."""
        return visit.go(visit.request.url.path.rpartition("/")[0])

    routes = [
        Route("/desk/static/{version}/{name}", static_file),
        anybody(ENTER, sign_in.link),
        anybody(ENTER, sign_in.enter, post=True),
        anybody("/desk/sign-in", sign_in.form),
        anybody("/desk/sign-in", sign_in.sign_in, post=True),
        staff("/desk/sign-out", sign_in.sign_out, post=True),
        staff("/desk", lists.requests),
        staff("/desk/stream", stream.stream),
        staff("/desk/record", in_person.form),
        staff("/desk/record", in_person.record, post=True),
        staff("/desk/answers", ready_answers.ready_answers),
        staff("/desk/practice", practice.practice),
        staff("/desk/practice/begin", practice.begin, post=True),
        staff("/desk/practice/end", practice.end, post=True),
        staff(NUMBER, one_request.one_request),
        staff(NUMBER + "/files/{entry:int}/{index:int}", attachments.attachment),
        staff(NUMBER + "/reply", practice.replies, post=True),
        *(
            staff(f"{NUMBER}/{name}", acts.of(name), post=True, files=name == "answer")
            for name in acts.ACTS
        ),
        staff("/desk/account", account.account),
        staff(
            "/desk/account/password",
            confirmed(account.password, unless=lambda visit: not visit.person.has_password),
            post=True,
        ),
        staff("/desk/account/code", confirmed(account.app_code), post=True),
        staff(
            "/desk/account/messenger",
            confirmed(account.messenger, unless=lambda visit: bool(visit.text("off"))),
            post=True,
        ),
        staff("/desk/account/sessions", account.end_session, post=True),
        staff("/desk/account/told", account.told, post=True),
        staff("/desk/account/notices", account.notices, post=True),
        staff("/desk/people", people.people, role=Role.HEAD),
        staff("/desk/people/invite", confirmed(people.invite), role=Role.HEAD, post=True),
        staff("/desk/people/again", confirmed(people.again), role=Role.HEAD, post=True),
        staff("/desk/people/codes", confirmed(people.no_codes), role=Role.ADMIN, post=True),
        staff("/desk/people/remove", confirmed(people.remove), role=Role.HEAD, post=True),
        staff("/desk/audit", audit.audit, role=Role.ADMIN),
        staff("/desk/audit/file", audit.file, role=Role.ADMIN),
    ]
    shown = {one.path for one in routes if "GET" in (one.methods or ())}
    posted = {one.path for one in routes} - shown
    return [*routes, *(staff(path, back) for path in sorted(posted))]
