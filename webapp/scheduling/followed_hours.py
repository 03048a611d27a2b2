"""Working hours that participants follow, put into a document in place of hours and a zone of their own.

`followed`: by e-mail in lower case, `{"timezone", "open_hours"}` and whatever else its keeper notes. The rest of the
engine reads documents as if these hours had been written out in them.
"""

from collections.abc import Mapping
from typing import Any

Followed = Mapping[str, Mapping[str, Any]]


def with_hours(document: Mapping[str, Any], followed: Followed | None) -> Mapping[str, Any]:
    """Return the document with the hours written out for those who follow; the document itself when nobody does."""
    if not followed:
        return document
    participants = [_with_hours(participant, followed) for participant in document["participants"]]
    return {**document, "participants": participants}


def written_out(document: Mapping[str, Any], followed: Followed) -> dict[str, Any]:
    """Return the document in which these hours are the participants' own, and are followed no more."""
    participants = [
        {**_with_hours(participant, followed), "follows_working_hours": False}
        if follows(participant, followed)
        else participant
        for participant in document["participants"]
    ]
    return {**document, "participants": participants}


def follows(participant: Mapping[str, Any], followed: Followed) -> bool:
    """Tell whether a participant follows some of these hours."""
    return bool(participant.get("follows_working_hours")) and participant["email"].lower() in followed


def _with_hours(participant: Mapping[str, Any], followed: Followed) -> Mapping[str, Any]:
    if not follows(participant, followed):
        return participant
    hours = followed[participant["email"].lower()]
    availability = {**participant["availability"], "open_hours": hours["open_hours"]}
    return {**participant, "timezone": hours["timezone"], "availability": availability}
