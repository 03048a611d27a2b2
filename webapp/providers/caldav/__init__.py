"""Calendars on any server that speaks CalDAV (RFC 4791).

`provider` is what the program asks, `connecting` says why an account cannot be connected, `reading` turns what a server
has into events, `presets` knows some providers by name.
"""

from webapp.providers.caldav.provider import CalDav

KIND = "caldav"
PROVIDER = CalDav()
