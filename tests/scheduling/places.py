"""Zones, and instants at which they do strange things."""

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import strategies as st

DAY = 86_400
ALL_ZONES = sorted(available_timezones() - {"localtime", "Factory"})
# From 1973 on every zone's clock shows whole minutes, which is what the judge looks at.
FIRST, LAST = 94_694_400, 3_786_912_000

# Skipped dates, clocks that go back over midnight or by half an hour, changes at midnight, two-hour summers.
STRANGE_DAYS = [
    ("Pacific/Apia", "2011-12-30"),
    ("Pacific/Fakaofo", "2011-12-30"),
    ("Pacific/Kwajalein", "1993-08-21"),
    ("Pacific/Enderbury", "1994-12-31"),
    ("Australia/Lord_Howe", "2027-04-04"),
    ("Australia/Lord_Howe", "2027-10-03"),
    ("Africa/Casablanca", "2027-02-07"),
    ("Africa/Casablanca", "2027-03-14"),
    ("America/St_Johns", "2006-10-29"),
    ("America/St_Johns", "2006-04-02"),
    ("Antarctica/Troll", "2027-03-28"),
    ("America/Havana", "2027-03-14"),
    ("America/Santiago", "2027-09-05"),
    ("America/Santiago", "2027-04-04"),
    ("Africa/Cairo", "2027-04-30"),
    ("Asia/Beirut", "2027-03-28"),
    ("Asia/Kathmandu", "1985-12-31"),
    ("Asia/Pyongyang", "2018-05-04"),
    ("America/Caracas", "2016-05-01"),
    ("America/New_York", "2027-03-14"),
    ("America/New_York", "2027-11-07"),
    ("Europe/Berlin", "2027-03-28"),
    ("Europe/Berlin", "2027-10-31"),
    ("UTC", "2027-03-14"),
]


def midnight(label: str) -> int:
    return int(datetime.fromisoformat(label).replace(tzinfo=UTC).timestamp())


@lru_cache(maxsize=1000)
def changes_of(zone: str) -> list[int]:
    """Instants at most five days after a change of the zone's offset."""
    tz = ZoneInfo(zone)
    instants = range(FIRST, LAST, 5 * DAY)
    offsets = [datetime.fromtimestamp(instant, tz).utcoffset() for instant in instants]
    found = [
        _change(instants[i - 1], instants[i], tz)
        for i in range(1, len(offsets))
        if offsets[i] != offsets[i - 1]
    ]
    return found or [1_800_000_000]


def _change(low: int, high: int, tz: ZoneInfo) -> int:
    before = datetime.fromtimestamp(low, tz).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, tz).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


@st.composite
def places_in_time(draw: st.DrawFn) -> tuple[str, int]:
    """A zone and an instant, mostly where its clock changes."""
    kind = draw(st.integers(0, 3))
    if kind == 0:
        zone, label = draw(st.sampled_from(STRANGE_DAYS))
        return zone, midnight(label) + draw(st.integers(-12, 36)) * 3600
    zone = draw(st.sampled_from(ALL_ZONES))
    if kind == 1:
        return zone, draw(st.integers(FIRST, LAST))
    changes = changes_of(zone)
    return zone, changes[draw(st.integers(0, len(changes) - 1))]
