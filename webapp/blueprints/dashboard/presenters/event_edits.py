"""What is said of an edit of an event that its provider has refused, or has not taken for a while."""

from dataclasses import dataclass

from webapp import refusals
from webapp.models.event_edit import ADD, CHANGE
from webapp.services.calendars.edit_outcomes import News
from webapp.words import gettext


@dataclass(frozen=True, slots=True)
class ToldEdit:
    """`event`: the id of the event, where it is still there. `again`: whether what was typed can be entered again."""

    id: str
    sentence: str
    is_refused: bool
    again: bool
    calendar: str
    event: str | None


def told(news: News) -> ToldEdit:
    """The edit as the calendar's page tells it."""
    edit = news.edit
    return ToldEdit(
        id=edit.id,
        sentence=_refused(news) if edit.failure else _waiting(news),
        is_refused=edit.failure is not None,
        again=edit.failure is not None and edit.kind == ADD,
        calendar=edit.calendar_id,
        event=edit.event_id,
    )


def _refused(news: News) -> str:
    values = {**_values(news), "why": refusals.of_code(news.edit.failure or "") or ""}
    if news.edit.kind == ADD:
        return gettext("“%(title)s” could not be added to “%(calendar)s” of %(account)s. %(why)s", **values)
    if news.edit.kind == CHANGE:
        return gettext("“%(title)s” could not be changed in “%(calendar)s” of %(account)s. %(why)s", **values)
    return gettext("“%(title)s” could not be deleted from “%(calendar)s” of %(account)s. %(why)s", **values)


def _waiting(news: News) -> str:
    return gettext(
        "“%(calendar)s” of %(account)s has not taken your change of “%(title)s” yet. We keep trying.",
        **_values(news),
    )


def _values(news: News) -> dict[str, str]:
    return {
        "title": news.edit.title or gettext("Event"),
        "calendar": news.calendar.name,
        "account": news.account,
    }
