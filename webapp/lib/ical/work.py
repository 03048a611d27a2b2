"""How much may be done for one file. It is counted before it is done, so that no clock is needed."""

from webapp.errors import ProviderError

AT_MOST = 10_000_000  # steps, each of about a microsecond
ENTRY, OCCURRENCE, DATE, PERIOD, ONSET = 50, 50, 10, 50, 600


class Work:
    """What it takes to read a file."""

    def __init__(self) -> None:
        self._left = AT_MOST

    def spend(self, steps: int) -> None:
        """Raises ProviderError when there is too much to do."""
        self._left -= steps
        if self._left < 0:
            raise ProviderError("provider.too_large")
