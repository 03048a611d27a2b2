"""From a stored document to the engine's rules: public holidays are looked up, complaints become InvalidInput."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from holidays import country_holidays

from webapp import scheduling
from webapp.errors import InvalidInput
from webapp.models import ConfigurationColumns
from webapp.scheduling import InvalidValue, Rules, rules_of
from webapp.services.configurations.document_hours import validated_hours
from webapp.services.configurations.view import ConfigurationView

YEARS_BACK, YEARS_AHEAD = 1, 11
_HOLIDAYS = "availability.availability_rules.holidays"


def rules_of_page(configuration: ConfigurationColumns, *, now: int) -> Rules:
    """The rules of a stored configuration, with the working hours that its participants follow."""
    document = scheduling.with_hours(configuration.document, configuration.followed_hours)
    return rules_for(document, now=now)


def rules_for(document: Mapping[str, Any], *, now: int) -> Rules:
    """The rules a document means. Raises InvalidInput when its hours, zones or steps make no sense."""
    try:
        return rules_of(document, closed_dates=_closed_dates(document, now))
    except InvalidValue as problem:
        raise InvalidInput(problem.code, field=problem.field, **problem.values) from problem


def checked_hours(raw: Any) -> list[dict[str, Any]]:
    """Working hours as they are stored, judged as a document's open hours are. Raises InvalidInput."""
    rows = validated_hours(raw)
    try:
        scheduling.check_weekly_hours(rows, field="working_hours")
    except InvalidValue as problem:
        raise InvalidInput(problem.code, field=problem.field, **problem.values) from problem
    return rows


def _closed_dates(document: Mapping[str, Any], now: int) -> frozenset[date]:
    holidays = ConfigurationView(document).holidays
    if holidays is None:
        return frozenset()
    return _public_holidays(holidays.country, holidays.subdivision, datetime.fromtimestamp(now, UTC).year)


@lru_cache(maxsize=256)
def _public_holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    try:
        years = range(year - YEARS_BACK, year + YEARS_AHEAD)
        return frozenset(country_holidays(country, subdiv=subdivision, years=years))
    except NotImplementedError as problem:  # the library's own word for a country it does not know
        raise InvalidInput("holidays.unknown", field=_HOLIDAYS) from problem
