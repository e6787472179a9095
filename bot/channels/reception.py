"""Whether what channels receive can be kept: told to the operator when none of it can."""

MANY = 3  # failures in a row: one bad event is no trouble of a channel


class Reception:
    """What came of the last things that each channel received."""

    def __init__(self) -> None:
        self._failed: dict[str, tuple[int, str]] = {}

    def kept(self, channel: str) -> None:
        """Something that it received is kept."""
        self._failed.pop(channel, None)

    def failed(self, channel: str, why: str) -> None:
        """Something could not be kept. `why` is without a word of it."""
        many, _ = self._failed.get(channel, (0, ""))
        self._failed[channel] = (many + 1, why)

    def line(self) -> str:
        """One line for the operator; "" when all is well."""
        for channel, (many, why) in self._failed.items():
            if many >= MANY:
                return (
                    f"{channel}: nothing it receives can be kept, the last {many} times: {why}; "
                    "see the log and `mistok problems list`"
                )
        return ""
