"""The sentences for busy time that overlaps a start or is too close to it, one for each kind of entry.

By kind, and whether the reader may see the entry's title. Each is a whole sentence, because other languages cannot
insert an article and a noun into a finished one. Values: `calendar`, `owner`, `title`, `times`.
"""

from webapp.words import lazy_gettext

OVERLAPPING = {
    ("event", False): lazy_gettext("The calendar “%(calendar)s” of %(owner)s has an event from %(times)s."),
    ("event", True): lazy_gettext(
        "The calendar “%(calendar)s” of %(owner)s has an event, “%(title)s”, from %(times)s."
    ),
    ("pending", False): lazy_gettext(
        "The calendar “%(calendar)s” of %(owner)s has a request that waits for an answer from %(times)s."
    ),
    ("pending", True): lazy_gettext(
        "The calendar “%(calendar)s” of %(owner)s has a request that waits for an answer, “%(title)s”, from %(times)s."
    ),
    ("booked", False): lazy_gettext("The calendar “%(calendar)s” of %(owner)s has a booking from %(times)s."),
    ("booked", True): lazy_gettext(
        "The calendar “%(calendar)s” of %(owner)s has a booking, “%(title)s”, from %(times)s."
    ),
    ("away", False): lazy_gettext("%(owner)s is away from %(times)s."),
    ("hold", False): lazy_gettext(
        "The calendar “%(calendar)s” of %(owner)s has a time that is held for a guest from %(times)s."
    ),
    ("hold", True): lazy_gettext(
        "The calendar “%(calendar)s” of %(owner)s has a time that is held for a guest, “%(title)s”, from %(times)s."
    ),
}
NEARBY = {
    ("away", False): lazy_gettext(
        "This is too close to the days on which %(owner)s is away, %(times)s: the page keeps time free around them."
    ),
    ("event", False): lazy_gettext(
        "This is too close to an event in the calendar “%(calendar)s” of %(owner)s "
        "from %(times)s: the page keeps time free around it."
    ),
    ("event", True): lazy_gettext(
        "This is too close to an event, “%(title)s”, "
        "in the calendar “%(calendar)s” of %(owner)s from %(times)s: the page keeps time free around it."
    ),
    ("pending", False): lazy_gettext(
        "This is too close to a request that waits for an answer in the calendar “%(calendar)s” of %(owner)s "
        "from %(times)s: the page keeps time free around it."
    ),
    ("pending", True): lazy_gettext(
        "This is too close to a request that waits for an answer, “%(title)s”, "
        "in the calendar “%(calendar)s” of %(owner)s from %(times)s: the page keeps time free around it."
    ),
    ("booked", False): lazy_gettext(
        "This is too close to a booking in the calendar “%(calendar)s” of %(owner)s "
        "from %(times)s: the page keeps time free around it."
    ),
    ("booked", True): lazy_gettext(
        "This is too close to a booking, “%(title)s”, "
        "in the calendar “%(calendar)s” of %(owner)s from %(times)s: the page keeps time free around it."
    ),
    ("hold", False): lazy_gettext(
        "This is too close to a time that is held for a guest in the calendar “%(calendar)s” of %(owner)s "
        "from %(times)s: the page keeps time free around it."
    ),
    ("hold", True): lazy_gettext(
        "This is too close to a time that is held for a guest, “%(title)s”, "
        "in the calendar “%(calendar)s” of %(owner)s from %(times)s: the page keeps time free around it."
    ),
}
