"""Providers that are asked by CalDAV, and what somebody must know to connect there."""

from dataclasses import dataclass
from typing import Any

from webapp.words import lazy_gettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """`url`: where its calendars are for everybody; None where each has a server of its own, such as `example`.

    `kind`: the provider that asks it. `domains`: of e-mail addresses that belong to it. `families`: names whose hosts
    all belong to it, and may be given the password. `help`: a sentence for people on what to fill in.
    """

    key: str
    name: str
    help: Any
    kind: str = "caldav"
    url: str | None = None
    example: str | None = None
    domains: tuple[str, ...] = ()
    families: tuple[str, ...] = ()


ICLOUD_URL = "https://caldav.icloud.com/"
ICLOUD = Preset(
    key="icloud",
    kind="icloud",
    name="iCloud",
    url=ICLOUD_URL,
    domains=("icloud.com", "me.com", "mac.com"),
    families=("icloud.com",),
    help=lazy_gettext(
        "Make an app-specific password at account.apple.com, under Sign-In and Security; your own password is refused."
    ),
)

PRESETS = (
    Preset(
        key="nextcloud",
        name="Nextcloud",
        example="https://cloud.example.org",
        help=lazy_gettext(
            "Give the address of your Nextcloud, your user name, and an app password from Settings, Security."
        ),
    ),
    Preset(
        key="fastmail",
        name="Fastmail",
        url="https://caldav.fastmail.com/",
        domains=("fastmail.com", "fastmail.fm"),
        help=lazy_gettext(
            "Make an app password for calendars in Settings, Privacy and Security; your own password is refused."
        ),
    ),
    ICLOUD,
    Preset(
        key="sogo",
        name="SOGo",
        example="https://mail.example.org/SOGo/dav/",
        help=lazy_gettext(
            "Give the address of your SOGo with /SOGo/dav/ at its end, and the name and password you sign in with."
        ),
    ),
    Preset(
        key="radicale",
        name="Radicale",
        example="https://calendar.example.org:5232/",
        help=lazy_gettext("Give the address of your Radicale, and the name and password you sign in with."),
    ),
    Preset(
        key="zimbra",
        name="Zimbra",
        example="https://mail.example.org/dav/",
        help=lazy_gettext(
            "Give the address of your Zimbra with /dav/ at its end, your whole e-mail address, and your password."
        ),
    ),
    Preset(
        key="mailbox",
        name="mailbox.org",
        url="https://dav.mailbox.org/",
        domains=("mailbox.org",),
        help=lazy_gettext(
            "Give your whole e-mail address and your password, or an app password if you sign in with two factors."
        ),
    ),
)


def of_domain(domain: str) -> Preset | None:
    """The provider of e-mail addresses at this domain, if we know it."""
    return next((preset for preset in PRESETS if domain in preset.domains), None)


def families_of(host: str) -> tuple[str, ...]:
    """The names whose hosts all belong to the provider of this host."""
    found = (family for preset in PRESETS for family in preset.families)
    return tuple(family for family in found if host == family or host.endswith(f".{family}"))
