"""A document while somebody edits it: values are read and replaced by their paths, and nothing is stored.

A path names a value as refusals do, such as `scheduler.min_booking_notice` or `participants[0].name`. Whatever a draft
does not touch stays as it was stored, also what no editor knows.
"""

import copy
import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from webapp.errors import InvalidInput
from webapp.lib import fields
from webapp.services.configurations.document import ConfigurationDocument

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
Step = str | int
Draft = dict[str, Any]


def value_at(document: Mapping[str, Any], path: str) -> Any:
    """The value at a path; None where the document does not reach that far."""
    value: Any = document
    for step in _steps(path):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def put(draft: Draft, path: str, value: Any) -> None:
    """Replace the value at a path. Objects on the way are made where there are none, but not to hold nothing."""
    *way, last = _steps(path)
    place: Any = draft
    for step in way:
        if isinstance(step, str) and place.get(step) is None:
            if value in (None, ""):
                return
            place[step] = {}
        place = place[step]
    place[last] = value


def draft_of(document: Mapping[str, Any]) -> Draft:
    """A copy that may be changed."""
    return copy.deepcopy(dict(document))


def changes(document: Mapping[str, Any], draft: Mapping[str, Any]) -> dict[str, Any]:
    """The top-level keys in which a draft differs, as an update takes them."""
    return {key: value for key, value in draft.items() if document.get(key) != value}


def complaints(draft: Mapping[str, Any]) -> list[InvalidInput]:
    """Everything that is wrong with the shape and the single values of a draft; an update names only the first."""
    try:
        ConfigurationDocument.model_validate(draft)
    except ValidationError as problem:
        return fields.all_complaints(problem)
    return []


def _steps(path: str) -> list[Step]:
    return [name or int(number) for name, number in _STEP.findall(path)]
