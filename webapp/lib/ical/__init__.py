"""iCalendar from elsewhere (RFC 5545), read into events with their busy time, and events of ours written for others.

Whoever made a file is a stranger: what it takes to read one is bounded by counting, before it is done. What cannot be
read as it stands is told, and counts as busy: nothing broken makes time free.

    read(text, window=..., owner=..., href=...)   every event that has time in the window
    about(text)                                   what the calendar says of itself
    write(event, stamp=...)                       one event of ours as a calendar object resource of CalDAV
    enter(event, stamp=...)                       one that the calendar's owner enters
    change(text, event, stamp=...)                one that they change
"""

from webapp.lib.ical.own import change, enter
from webapp.lib.ical.reader import About, about, read
from webapp.lib.ical.writer import write

__all__ = ["About", "about", "change", "enter", "read", "write"]
