"""How much the web server takes at once, and how long it waits."""

import resource
from dataclasses import dataclass, replace

WANTED_FILES = 4096  # open at once; each connection is one
OTHER_FILES = 64  # the database, content, logs, and what is sent to messengers
BACKLOG = 128  # connections that are accepted before any of them is looked at
SPARE = BACKLOG // 2  # of these, connections that stay beyond the bound for a moment


@dataclass(frozen=True, slots=True)
class Bounds:
    """Wide for people, who may share an address by hundreds; narrow for one who takes all.

    Attributes:
        connections: open at once; beyond, the oldest that does nothing is closed.
        connections_per_address: the same for one address that is not a trusted proxy's.
        header_seconds: until the head of a request must be there.
        idle_seconds: a connection may wait for its next request.
        window_seconds: in each window of a body, sent or received, bytes must pass:
        bytes_per_second: at least so many on average.
        header_bytes: the longest head of a request.
        headers: most header lines.
        requests: answered at once, without streams.
        requests_per_address: the same for one address.
        streams: open pages that listen.
        streams_per_address: the same for one address.
    """

    connections: int = 2000
    connections_per_address: int = 250
    header_seconds: float = 10.0
    idle_seconds: float = 15.0
    window_seconds: float = 20.0
    bytes_per_second: float = 500.0
    header_bytes: int = 16 * 1024
    headers: int = 100
    requests: int = 256
    requests_per_address: int = 64
    streams: int = 1000
    streams_per_address: int = 150


def fitted(bounds: Bounds, files: int) -> Bounds:
    """The bounds within a number of open files: something is always left for a newcomer."""
    most = max(16, files - OTHER_FILES - BACKLOG)
    connections = min(bounds.connections, most)
    return replace(
        bounds,
        connections=connections,
        requests=min(bounds.requests, max(4, connections // 4)),
        streams=min(bounds.streams, max(4, connections // 2)),
    )


def raise_open_files(wanted: int = WANTED_FILES) -> int:
    """Let this process open as many files as it wants and may; how many it may then."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    most = wanted if hard == unlimited else min(wanted, hard)
    if soft != unlimited and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return wanted if soft == unlimited else soft
