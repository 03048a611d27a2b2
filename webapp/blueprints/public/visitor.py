"""The zone and the language of whoever looks at a page. They are read from the request; nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request

from webapp import words
from webapp.blueprints.public import frames
from webapp.blueprints.public.frames import Frame
from webapp.lib import zone_names
from webapp.picker import LENGTH
from webapp.reading_habits import browser_locale, supported_locale


@dataclass(frozen=True, slots=True)
class Visitor:
    """`zone` is a present name. `chose_zone`: the address names a known zone. `unknown_zone`: the name in the address
    when it is unknown.

    `chosen_language`: the language that the address names. `minutes`: the length that was chosen, on a page of several.
    `frame`: how the page is asked for inside another website. `known`: what the address says of the guest already.
    """

    zone: str
    locale: str
    chose_zone: bool
    unknown_zone: str | None
    chosen_language: str | None
    minutes: int | None = None
    frame: Frame = field(default_factory=Frame)
    known: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of the visitor's mails: two letters."""
        return words.locale(self.locale).language

    @property
    def query(self) -> dict[str, str]:
        """The query values that every link repeats, so that what was chosen stays the same on the next page."""
        return {**self.choices, **self.known}

    @property
    def choices(self) -> dict[str, str]:
        """The same without what is known of the guest, for a form that asks for it.

        A zone that nobody chose is left out: a link that named it would stop the guess of the guest's own.
        """
        zone = {"timezone": self.zone} if self.chose_zone else {}
        language = {"lang": self.chosen_language} if self.chosen_language else {}
        length = {LENGTH: str(self.minutes)} if self.minutes else {}
        return {**zone, **language, **length, **self.frame.query}


def of_request(
    *,
    zone: str,
    locale: str | None = None,
    minutes: int | None = None,
    known: Mapping[str, str] | None = None,
) -> Visitor:
    """The visitor of this request. `zone` counts until they choose another. `locale`: the browser's unless given."""
    requested = request.values.get("timezone") or request.values.get("tz", "")
    named = zone_names.known(requested)
    return Visitor(
        zone=zone_names.present(named or zone),
        locale=locale_of_request(locale),
        chose_zone=named is not None,
        unknown_zone=requested[:64] if requested and named is None else None,
        chosen_language=_chosen_language(),
        minutes=minutes,
        frame=frames.of_request(),
        known=known or {},
    )


def locale_of_request(known: str | None = None) -> str:
    """The locale for dates and times in the answer, and for its words where there is a catalogue.

    What the address names counts most, then what is `known` of the reader, then the browser.
    """
    return _chosen_language() or known or browser_locale()


def _chosen_language() -> str | None:
    return supported_locale(request.values.get("lang") or request.values.get("language") or "")
