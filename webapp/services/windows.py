"""Whether a window of time may be asked about: one answer for whatever tells of free or busy time."""

from webapp import scheduling
from webapp.errors import InvalidInput
from webapp.scheduling import DAY, InvalidValue

DAYS_AT_MOST = scheduling.LONGEST_WINDOW // DAY


def check_window(start: int, *, end: int, days: int = DAYS_AT_MOST, may_be_empty: bool = True) -> None:
    """Raise InvalidInput for a window that is reversed, longer than so many days, or no time in Unix seconds."""
    if end <= start and not may_be_empty:
        raise InvalidInput("window.empty", field="end_time")
    try:
        scheduling.check_window(start, end=end, longest=days * DAY)
    except InvalidValue as problem:
        raise InvalidInput(problem.code, field=problem.field, **problem.values) from problem
