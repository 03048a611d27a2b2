"""What every kind of provider must do, tested with each of them."""

from pathlib import Path

import pytest

from webapp import providers
from webapp.errors import InvalidInput

KINDS = providers.kinds()
SETTINGS = {  # a kind that is added brings its own
    "caldav": {"url": "cloud.example.org", "username": "Maya", "email": "Maya@Example.com"},
    "google": {"email": "Maya@example.com"},
    "icloud": {"username": "Maya@icloud.com"},
    "ics": {"email": "Timetable"},
    "microsoft": {"email": "Maya@example.com"},
    "virtual-calendar": {"email": "Room-24@Example.com"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_settings_that_fit_name_an_account_in_lower_case(kind: str) -> None:
    account = providers.of_kind(kind).account(SETTINGS[kind])

    assert account.email == account.email.lower() != ""


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_grant_stores_names_the_same_account_again(kind: str) -> None:
    provider = providers.of_kind(kind)
    account = provider.account(SETTINGS[kind])

    assert provider.account(account.settings) == account


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("settings", [{}, {"email": 7}, {"email": ""}, {"email": "a\nb"}])
def test_settings_that_make_no_sense_are_refused_with_their_path(
    kind: str, settings: dict[str, object]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        providers.of_kind(kind).account(settings)

    assert refused.value.field.startswith("settings")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_grant_begins_with_a_calendar_that_has_a_name(kind: str) -> None:
    assert providers.of_kind(kind).first_calendar


def test_an_unknown_kind_has_no_provider() -> None:
    with pytest.raises(KeyError):
        providers.of_kind("carrier-pigeon")


def test_a_kind_is_added_by_adding_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pigeon.py").write_text('KIND = "carrier-pigeon"\nPROVIDER = "coo"\n')
    monkeypatch.setattr(providers, "__path__", [*providers.__path__, str(tmp_path)])
    providers.registry.cache_clear()

    try:
        assert "carrier-pigeon" in providers.kinds()
    finally:
        providers.registry.cache_clear()


def test_calendars_of_our_own_are_not_kept_elsewhere() -> None:
    assert not providers.is_external(providers.of_kind("virtual-calendar"))
