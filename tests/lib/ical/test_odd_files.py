"""Files as programs of all kinds write them, each beside the busy time that it means.

`tests/lib/ics_files/NAME.ics` is the file, `NAME.txt` says what is odd about it and what must be read of it: its busy
times in 2027, in UTC, and what is told of entries that cannot be read as they stand.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lib.ical.files import OWNER, YEAR
from webapp.errors import ProviderError
from webapp.lib import ical

FILES = sorted(Path(__file__).parents[1].joinpath("ics_files").glob("*.ics"))

# What breaks readers: ends of time, ends of lines, rules that never end.
ODD = (
    *(
        b"",
        b"9999",
        b"0001",
        b"99991231",
        b"-",
        b"Z",
        b";",
        b":",
        b'"',
        b"\\",
        b"\r\n",
        b"\r\n ",
        b"\x00",
        b"\xff",
    ),
    *(b"\r\nDTSTART:99991231\r\n", b"\r\nRRULE:FREQ=DAILY;COUNT=99999\r\n", b"\r\nRDATE:00010101\r\n"),
    *(
        b"\r\nBEGIN:VEVENT\r\n",
        b"\r\nEND:VEVENT\r\n",
        b"\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:99991231T000000Z\r\n",
    ),
)


def expected(file: Path) -> list[str]:
    said = file.with_suffix(".txt").read_text().splitlines()
    return [line for line in said if not line.startswith("#")]


def read(file: Path) -> list[str]:
    found = ical.read(file.read_bytes(), window=YEAR, owner=OWNER)
    busy = [
        f"busy {utc(at.starts_at)} {utc(at.ends_at)}" for one in found for at in one.occurrences if at.busy
    ]
    return sorted(busy) + sorted(f"trouble {one.uid} {one.trouble}" for one in found if one.trouble)


def utc(instant: int) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_odd_file_means_the_busy_time_that_is_written_beside_it(file: Path) -> None:
    assert read(file) == expected(file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_time_of_a_file_has_a_name_of_its_own(file: Path) -> None:
    names = [
        (one.id, at.recurrence_id)
        for one in ical.read(file.read_bytes(), window=YEAR, owner=OWNER)
        for at in one.occurrences
    ]

    assert len(names) == len(set(names))


@settings(max_examples=150)
@given(
    file=st.sampled_from(FILES),
    cuts=st.lists(
        st.tuples(
            st.integers(0, 4000), st.integers(0, 40), st.one_of(st.sampled_from(ODD), st.binary(max_size=8))
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_a_damaged_file_is_read_or_refused(file: Path, cuts: list[tuple[int, int, bytes]]) -> None:
    raw = file.read_bytes()
    for at, length, instead in cuts:
        place = at % len(raw)
        raw = raw[:place] + instead + raw[place + length :]

    try:
        found = ical.read(raw, window=YEAR, owner=OWNER)
    except ProviderError:
        return
    assert all(at.starts_at <= at.ends_at for one in found for at in one.occurrences)
