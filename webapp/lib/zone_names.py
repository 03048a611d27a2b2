"""The names of time zones: as browsers send them, as they are called today, and as people say them.

Browsers still send names that were replaced long ago (`Asia/Calcutta`), in cases of their own, or none that we know.
CLDR names a zone by whether it saves daylight. The zone database of today does not say so of every zone: Ireland has
its saving in winter there, and others have changed for good since CLDR was made. So a name is taken only where it
means the offset that is in force.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel import Locale, dates
from babel.core import get_global

from webapp.scheduling import zones

UTC_NAME = "UTC"
LONGEST = 64
MIDDLES_OF_MONTHS = [(month, 15) for month in range(1, 13)]
DAYLIGHT: Final = "daylight"
STANDARD: Final = "standard"
Variant = Literal["daylight", "standard"]

Offset = timedelta


def known(name: str) -> str | None:
    """The zone of this name as it is spelled, whatever the case; None when we know no such zone."""
    if name in zones():
        return name
    return _by_folded_name().get(name.casefold()) if len(name) <= LONGEST else None


@cache
def present(zone: str) -> str:
    """What a zone is called today: `Asia/Kolkata` for `Asia/Calcutta`, `America/Los_Angeles` for `US/Pacific`.

    A zone of a country keeps its own name, even where the zone database has merged it with another.
    """
    if zone in _of_countries() or zone == UTC_NAME:
        return zone
    name = get_global("zone_aliases").get(zone, zone)
    if name not in _of_countries() and "/" in name:
        name = _links().get(name, name)
    name = UTC_NAME if name == "Etc/UTC" else name
    return name if name in zones() else zone


def long_name(moment: datetime, locale: Locale) -> str | None:
    """The name in CLDR that means the offset of this aware moment: `Central European Standard Time`, or None."""
    zone = str(moment.tzinfo)
    variant = _variant(zone, moment, locale)
    if variant is None:
        return None
    name = dates.get_timezone_name(moment, "long", locale=locale, zone_variant=variant)
    return None if name == dates.get_timezone_gmt(moment, "long", locale=locale) else name


def _variant(zone: str, moment: datetime, locale: Locale) -> Variant | None:
    offset, year = _offset(moment), moment.year
    # Names of one zone alone, such as British Summer Time.
    own = locale.time_zones.get(_of_cldr(zone), {}).get("long", {})
    if DAYLIGHT in own and offset == max(_offsets(zone, year)) > min(_offsets(zone, year)):
        return DAYLIGHT
    standard, daylight = _meaning(get_global("meta_zones").get(_of_cldr(zone)), year)
    if offset == standard:
        return STANDARD
    return DAYLIGHT if offset == daylight else None


@cache
def _meaning(metazone: str | None, year: int) -> tuple[Offset | None, Offset | None]:
    """Which offsets the two names of a metazone mean: those that most of its zones have in this year."""
    if metazone is None:
        return None, None
    members = [
        zone for zone, name in get_global("meta_zones").items() if name == metazone and zone in zones()
    ]
    pairs = [(min(offsets), max(offsets)) for offsets in (_offsets(zone, year) for zone in members)]
    has_two_names = DAYLIGHT in Locale("en").meta_zones.get(metazone, {}).get("long", {})
    wanted = [pair for pair in pairs if (pair[0] < pair[1]) == has_two_names] or pairs
    if not wanted:
        return None, None
    standard, daylight = Counter(wanted).most_common(1)[0][0]
    return standard, daylight if has_two_names and daylight > standard else None


@cache
def _offsets(zone: str, year: int) -> frozenset[Offset]:
    """The offsets of a zone in a year, as they are in the middle of each month."""
    clock = ZoneInfo(zone)
    return frozenset(_offset(datetime(year, *day, tzinfo=UTC).astimezone(clock)) for day in MIDDLES_OF_MONTHS)


def _offset(moment: datetime) -> Offset:
    return moment.utcoffset() or timedelta()


def _of_cldr(zone: str) -> str:
    """The name under which CLDR knows a zone."""
    return str(get_global("zone_aliases").get(zone, zone))


@cache
def _by_folded_name() -> dict[str, str]:
    return {name.casefold(): name for name in zones()}


@cache
def _of_countries() -> frozenset[str]:
    """The zones that the database lists for countries (`zone.tab`): one name each, the present one."""
    rows = (line.split("\t") for line in _file("zone.tab") if line and not line.startswith("#"))
    return frozenset(row[2] for row in rows) & zones()


@cache
def _links() -> dict[str, str]:
    """Old name to present name (`L` lines of `tzdata.zi`)."""
    rows = [line.split() for line in _file("tzdata.zi") if line.startswith("L ")]
    links = {alias: target for _, target, alias in rows}
    return {alias: links.get(target, target) for alias, target in links.items()}


def _file(name: str) -> list[str]:
    return resources.files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8").splitlines()
