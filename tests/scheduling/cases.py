"""Generated configurations, calendars, windows and clocks, around the days on which zones do strange things."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from hypothesis import strategies as st

from tests.scheduling.judge import Judge
from tests.scheduling.places import ALL_ZONES, places_in_time
from webapp.scheduling import BusyColumns, Rules, rules_of

DAY = 86_400
EPOCH = date(1970, 1, 1)

Json = dict[str, Any]
Zones = st.SearchStrategy[str | None]

EDGE_MINUTES = [
    0,
    1,
    29,
    30,
    59,
    60,
    61,
    90,
    119,
    120,
    121,
    150,
    179,
    180,
    210,
    540,
    1020,
    1380,
    1410,
    1438,
    1439,
]


@dataclass
class Case:
    """One question, with everything that decides it."""

    document: dict[str, Any]
    start: int
    end: int
    now: int
    busy: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    queue: list[str] = field(default_factory=list)
    closed_dates: list[str] = field(default_factory=list)
    caps_used: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def rules(self) -> Rules:
        return rules_of(self.document, closed_dates=self.closed_dates)

    @property
    def facts(self) -> dict[str, Any]:
        return {"now": self.now, "queue": self.queue, "caps_used": self.caps_used}

    @cached_property
    def columns(self) -> dict[str, BusyColumns]:
        """The same busy time as a database gives it."""
        return {
            email: BusyColumns.of([span[0] for span in spans], [span[1] for span in spans])
            for email, spans in self.busy.items()
        }

    @cached_property
    def judge(self) -> Judge:
        return Judge(
            self.document,
            self.busy,
            start=self.start,
            end=self.end,
            now=self.now,
            queue=self.queue,
            closed_dates=self.closed_dates,
            caps_used=self.caps_used,
        )


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


WEIGHTS = st.one_of(st.integers(1, 3), st.integers(1, 100))
TURNS = st.fixed_dictionaries({}, optional={"weight": WEIGHTS, "priority": st.integers(1, 5)})
MINUTES = st.one_of(st.sampled_from(EDGE_MINUTES), st.integers(0, 1439))


@st.composite
def blocks(draw: st.DrawFn, most: int) -> list[tuple[str, str]]:
    """Wall times (start, end) of blocks that may touch but do not overlap."""
    cuts = sorted({*draw(st.lists(MINUTES, min_size=1, max_size=2 * most))})
    ends = [*cuts[1:], draw(st.sampled_from([1439, 1440]))]
    pairs = [(opens, closes) for opens, closes in zip(cuts, ends, strict=True) if opens < closes]
    if len(pairs) > 1 and draw(st.booleans()):
        pairs = pairs[::2]
    return [(clock(opens), clock(closes)) for opens, closes in pairs[:most] if opens < 1439]


@st.composite
def hours(draw: st.DrawFn, zones: Zones, anchor: int) -> list[Json]:
    """Rows of open hours in one zone, or one row in each of two zones."""
    days = st.one_of(
        st.just(list(range(7))), st.lists(st.integers(0, 6), min_size=1, max_size=6, unique=True)
    )
    zone, shared_days = draw(zones), draw(st.one_of(st.just(list(range(7))), days))
    rows: list[Json] = []
    for start, end in draw(blocks(3)):
        row: Json = {"days": shared_days, "start": start, "end": end, "timezone": zone}
        if draw(st.integers(0, 5)) == 0:
            row["exdates"] = [draw(labels_near(anchor))]
        rows.append(row)
    other_days = [day for day in range(7) if day not in shared_days]
    if draw(st.booleans()) and other_days:
        elsewhere = draw(st.sampled_from(ALL_ZONES))
        rows.append({"days": other_days, "start": "9:00", "end": "17:00", "timezone": elsewhere})
    return rows


def labels_near(anchor: int) -> st.SearchStrategy[str]:
    near = EPOCH + timedelta(anchor // DAY)
    return st.integers(-2, 2).map(lambda days: (near + timedelta(days)).isoformat())


@st.composite
def specific_dates(draw: st.DrawFn, zones: Zones, anchor: int) -> list[Json]:
    entries = []
    for label in draw(st.lists(labels_near(anchor), max_size=2, unique=True)):
        zone = draw(zones)
        if draw(st.integers(0, 2)) == 0:
            entries.append({"date": label, "start": "00:00", "end": "00:00", "timezone": zone})
        else:
            entries += [{"date": label, "start": s, "end": e, "timezone": zone} for s, e in draw(blocks(2))]
    return entries


def sometimes(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


@st.composite
def participants(draw: st.DrawFn, email: str, zones: Zones, anchor: int) -> Json:
    availability = {"calendar_ids": ["primary"], "open_hours": draw(sometimes(hours(zones, anchor)))}
    person: Json = {"email": email, "availability": availability, "booking": None, "timezone": draw(zones)}
    if draw(st.integers(0, 3)) == 0:
        person["specific_time_availability"] = draw(specific_dates(zones, anchor))
        person["only_specific_time_availability"] = draw(sometimes(st.booleans()))
    if draw(st.booleans()):
        person["round_robin"] = draw(sometimes(TURNS))
    return person


@st.composite
def limits(draw: st.DrawFn) -> Json:
    found = {}
    for period, most in (("day", 2), ("week", 4), ("month", 6)):
        found[f"bookings_per_{period}"] = draw(sometimes(st.integers(1, most)))
        found[f"minutes_per_{period}"] = draw(sometimes(st.integers(1, 400)))
    return found


@st.composite
def documents(draw: st.DrawFn, zone: str, anchor: int, emails: list[str]) -> Json:
    zones = st.sampled_from([zone, zone, zone, None, draw(st.sampled_from(ALL_ZONES))])
    listed = [draw(participants(email, zones, anchor)) for email in emails]
    if draw(st.integers(0, 5)) == 0:
        listed.append({"email": "note-taker@example.com", "availability": None, "booking": None})
    if draw(st.booleans()):
        listed[0]["is_organizer"] = True
    duration = draw(st.one_of(st.sampled_from([1, 5, 15, 30, 45, 60, 90, 1440]), st.integers(1, 120)))
    rules = {
        "availability_method": draw(
            st.sampled_from([None, "collective", "max-fairness", "max-availability"])
        ),
        "default_open_hours": draw(sometimes(hours(zones, anchor))),
    }
    if draw(st.booleans()):
        buffers = st.integers(0, 24).map(lambda fives: fives * 5)
        rules["buffer"] = {"before": draw(sometimes(buffers)), "after": draw(sometimes(buffers))}
    if draw(st.integers(0, 4)) == 0:
        rules["default_specific_time_availability"] = draw(specific_dates(zones, anchor))
        rules["only_specific_time_availability"] = draw(sometimes(st.booleans()))
    if draw(st.integers(0, 4)) == 0:
        rules["limits"] = draw(limits())
    return {
        "participants": listed,
        "availability": {
            "duration_minutes": duration,
            "interval_minutes": draw(
                sometimes(st.one_of(st.sampled_from([5, 15, 30, 60]), st.integers(3, 200)))
            ),
            "round_to": draw(sometimes(st.integers(1, 12).map(lambda fives: fives * 5))),
            "availability_rules": rules,
        },
        "event_booking": {"title": "Talk", "timezone": draw(zones)},
        "scheduler": {
            "min_booking_notice": draw(st.one_of(st.sampled_from([0, 0, None]), st.integers(0, 2000))),
            "available_days_in_future": draw(st.one_of(st.sampled_from([None, 30]), st.integers(0, 5))),
        },
    }


@st.composite
def busy_spans(draw: st.DrawFn, earliest: int, latest: int) -> tuple[int, int]:
    """A busy span, mostly on the five minutes of a clock or a second beside them, where slots begin and end."""
    start = draw(st.integers(earliest, latest))
    length = draw(
        st.one_of(st.integers(1, 3600), st.sampled_from([300, 900, 1800, 3600]), st.integers(1, DAY // 2))
    )
    end = start + length
    if draw(st.integers(0, 3)):
        start -= start % 300 - draw(st.sampled_from([0, 0, -1, 1]))
    if draw(st.integers(0, 3)):
        end -= end % 300 - draw(st.sampled_from([0, 0, -1, 1]))
    return start, max(end, start + 1)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A question about at most two days around a place in time."""
    zone, anchor = draw(places_in_time())
    emails = ["ann@example.com", "ben@example.com", "cat@example.com"][: draw(st.integers(1, 3))]
    start = anchor + draw(st.integers(-DAY * 3 // 2, DAY))
    if draw(st.booleans()):
        start -= start % 3600
    end = start + draw(st.one_of(st.integers(DAY, 2 * DAY), st.integers(0, DAY)))
    spans = busy_spans(start - DAY // 2, end + DAY // 2)
    return Case(
        document=draw(documents(zone, anchor, emails)),
        start=start,
        end=end,
        now=start - draw(st.one_of(st.integers(DAY, 2 * DAY), st.integers(-DAY, 3 * DAY))),
        busy={email: draw(st.lists(spans, max_size=3)) for email in emails},
        queue=draw(st.permutations(emails))[: draw(st.integers(0, 3))],
        closed_dates=draw(st.lists(labels_near(anchor), max_size=1)) if draw(st.integers(0, 3)) == 0 else [],
        caps_used=draw(st.lists(spans, max_size=2)),
    )
