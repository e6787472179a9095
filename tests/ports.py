"""A port that a server of the tests may take a moment later.

One that the system picks (port 0) lies where it also picks those of outgoing connections, and may
be taken by one before the server listens; so these lie below them, and each worker has its own.
"""

import os
import socket
from collections.abc import Iterator
from itertools import cycle

FIRST, LAST = 10_240, 32_767  # above common services, below `ip_local_port_range`
WORKERS = 16


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on; not told again before all others were."""
    return next(port for port in _ports if _is_free(port))


def _own_ports() -> Iterator[int]:
    """Those of this worker, begun elsewhere in each process: another suite may run beside."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS
    ports = range(FIRST + worker, LAST, WORKERS)
    begin = os.getpid() * 37 % len(ports)
    return cycle([*ports[begin:], *ports[:begin]])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server will
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


_ports = _own_ports()
