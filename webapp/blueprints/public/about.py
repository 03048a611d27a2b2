"""What every guest page shows about its scheduling page: whose it is, its title, its duration, its location."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from webapp import security_headers
from webapp.lib import colours
from webapp.lib.meeting_links import has_link, without_links
from webapp.models import Configuration
from webapp.services import images
from webapp.services.access.profiles import PublicProfile, public_profile
from webapp.services.configurations import logos
from webapp.services.configurations.view import view_of

COLOUR = "color"
NOT_IN_A_POLICY = set(" ;,'\"")


@dataclass(frozen=True, slots=True)
class About:
    """`organizer` is None for a round robin, where it is not known before booking. `minutes`: how long a slot lasts.

    `title`, `introduction` and `photo`, an address, are the organizer's own words and face, as far as they gave them.
    `accent`: six hex digits, or None for our own. `location` is without links to where people meet; `has_link`: one
    follows after booking. `asks_place`: guests say where, `asks_number`: they are called.
    `mark`: whether the page says that it was made with Openslot. `embed_origins`: of the websites that may show it.
    """

    heading: str
    organizer: str | None
    title: str
    introduction: str
    photo: str | None
    description: str | None
    location: str | None
    has_link: bool
    asks_place: bool
    asks_number: bool
    minutes: int
    policy: str | None
    needs_confirmation: bool
    logo: str | None
    accent: str | None
    button: str | None
    thanks: str | None
    mark: bool
    embed_origins: tuple[str, ...]


def about(configuration: Configuration) -> About:
    """The public texts and the logo of a configuration."""
    view = view_of(configuration)
    event, appearance, organizer = view.event_booking, view.appearance, _organizer(configuration)
    asked = view.scheduler.additional_fields.get(view.scheduler.location_key or "")
    profile = _profile(configuration) if organizer else PublicProfile()
    return About(
        heading=event.title if configuration.name == organizer else configuration.name,
        organizer=organizer,
        title=profile.title,
        introduction=profile.about,
        photo=images.path(profile.photo_id) if profile.photo_id else None,
        description=event.description,
        location=without_links(event.location or "") or None,
        has_link=event.meeting is not None or has_link(event.location or ""),
        asks_place=asked is not None and asked.type != "phone_number",
        asks_number=asked is not None and asked.type == "phone_number",
        minutes=view.availability.duration_minutes,
        policy=view.scheduler.cancellation_policy,
        needs_confirmation=event.needs_confirmation,
        logo=logos.on_page(configuration),
        accent=_accent(appearance.get(COLOUR, "")),
        button=appearance.get("submit_button_label"),
        thanks=appearance.get("thank_you_message"),
        mark=view.scheduler.email_template.shows_mark,
        embed_origins=view.embed_origins,
    )


def allow_in_policy(directive: str, address: str) -> bool:
    """Add an address's origin to this answer's content security policy.

    False, and nothing is added, when the host has characters with a meaning in a policy.
    """
    parts = urlsplit(address)
    if set(parts.netloc) & NOT_IN_A_POLICY:
        return False
    security_headers.allow(directive, f"{parts.scheme}://{parts.netloc}")
    return True


def _organizer(configuration: Configuration) -> str | None:
    view = view_of(configuration)
    return None if view.availability.is_round_robin else view.organizer.name or configuration.name


def _profile(configuration: Configuration) -> PublicProfile:
    organizer = view_of(configuration).organizer
    return public_profile(organizer.email, application_id=configuration.application_id)


def _accent(text: str) -> str | None:
    colour = colours.parsed(text)  # what was stored before colours were checked may be any text
    return colour.removeprefix("#") if colour else None
