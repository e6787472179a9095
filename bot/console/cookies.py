"""Cookies of the desk: the session, the known device, the mark that a signed-out form is bound to.

Behind HTTPS their names begin with `__Host-`: a browser then takes them from this very host only,
and sends them nowhere else. Who was signed in under the older name signs in once more.
"""

import hmac
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

SESSION = "mistok_desk"
DEVICE = "mistok_device"
FORM = "mistok_form"
STRICT = "__Host-"
PATH = "/desk"


@dataclass(frozen=True, slots=True)
class Cookies:
    """Reads and writes them. `key` signs sessions, so that made-up ones cost nothing to see."""

    key: bytes
    is_secure: bool

    def read(self, request: Request, name: str) -> str:
        """The value, "" when there is none."""
        return request.cookies.get(self._named(name), "")

    def put(self, response: Response, name: str, value: str, *, seconds: int | None = None) -> None:
        """Give it to the browser; without `seconds` until that closes."""
        response.set_cookie(
            self._named(name), value, max_age=seconds, path=self._path, httponly=True,
            samesite="lax", secure=self.is_secure,
        )  # fmt: skip

    def drop(self, response: Response, name: str) -> None:
        """Take it away."""
        response.delete_cookie(
            self._named(name), path=self._path, httponly=True, samesite="lax",
            secure=self.is_secure,
        )  # fmt: skip

    def session(self, request: Request) -> str:
        """The token of the session that we once gave this browser, "" for none or a made-up one."""
        token, _, signature = self.read(request, SESSION).partition(".")
        return token if hmac.compare_digest(signature, self._signed(token)) else ""

    def put_session(self, response: Response, token: str, *, seconds: int) -> None:
        """Give the browser a session."""
        self.put(response, SESSION, f"{token}.{self._signed(token)}", seconds=seconds)

    def _signed(self, token: str) -> str:
        return hmac.digest(self.key, f"desk session\0{token}".encode(), "sha256").hex()[:32]

    def _named(self, name: str) -> str:
        return STRICT + name if self.is_secure else name

    @property
    def _path(self) -> str:
        return "/" if self.is_secure else PATH
