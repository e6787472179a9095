"""1,060 requests whose headers never end."""

from tests.torture.attacks.connections import hold
from tests.torture.target import Target


async def run(target: Target) -> str:
    return await hold(target, b"POST /chat/messages HTTP/1.1\r\nHost: x\r\nX-A: ")
