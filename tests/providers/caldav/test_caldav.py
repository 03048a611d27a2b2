"""The module that the registry finds."""

from webapp import providers
from webapp.providers.caldav import KIND, PROVIDER


def test_it_is_a_kind_whose_calendars_are_kept_elsewhere() -> None:
    assert providers.of_kind(KIND) is PROVIDER
    assert providers.is_external(PROVIDER)
    assert PROVIDER.writes
