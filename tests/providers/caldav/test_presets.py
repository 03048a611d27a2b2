"""Providers that we know by name."""

import pytest

from webapp import create_app
from webapp.lib import text
from webapp.providers.caldav.presets import PRESETS, Preset, families_of, of_domain


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("fastmail.com", "Fastmail"),
        ("me.com", "iCloud"),
        ("mailbox.org", "mailbox.org"),
        ("example.org", None),
    ],
)
def test_an_e_mail_address_may_tell_its_provider(domain: str, name: str | None) -> None:
    found = of_domain(domain)

    assert (found and found.name) == name


@pytest.mark.parametrize(
    ("host", "families"),
    [
        ("caldav.icloud.com", ("icloud.com",)),
        ("p34-caldav.icloud.com", ("icloud.com",)),
        ("icloud.com.evil.example", ()),
        ("evil-icloud.com", ()),
        ("cloud.example.org", ()),
    ],
)
def test_only_hosts_of_a_provider_are_of_its_family(host: str, families: tuple[str, ...]) -> None:
    assert families_of(host) == families


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_each_has_an_address_over_https(preset: Preset) -> None:
    assert text.web_address(preset.url or preset.example or "", field="url").startswith("https://")


def test_each_has_a_sentence_of_help() -> None:
    with create_app({"OPENSLOT_ENV": "test", "RATELIMIT_ENABLED": "false"}).test_request_context():
        assert all(str(preset.help).endswith(".") for preset in PRESETS)


def test_no_two_have_the_same_name() -> None:
    assert len({preset.key for preset in PRESETS}) == len({preset.name for preset in PRESETS}) == len(PRESETS)
