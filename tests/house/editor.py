"""Which keys of a configuration document have a control in the editor, and which have a reason to have none."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel


def keys_of(model: type[BaseModel], within: str = "") -> Iterator[str]:
    """The path of each value of a document, such as `participants[].email`. A dict of parts counts as one value."""
    for name, field in model.model_fields.items():
        path = f"{within}{name}"
        part, suffix = _part_in(field.annotation)
        if part is None:
            yield path
        else:
            yield from keys_of(part, f"{path}{suffix}.")


def uncovered(keys: Iterable[str], *, covered: Iterable[str]) -> list[str]:
    """The keys that are neither covered themselves nor lie below something that is."""
    places = list(covered)
    return [key for key in keys if not any(_reaches(place, key) for place in places)]


def left_over(reasons: Iterable[str], *, missing: Iterable[str]) -> list[str]:
    """The reasons that stand for no key without a control."""
    keys = list(missing)
    return [place for place in reasons if not any(_reaches(place, key) for key in keys)]


def _reaches(place: str, key: str) -> bool:
    return key == place or key.startswith((f"{place}.", f"{place}["))


def _part_in(annotation: Any) -> tuple[type[BaseModel] | None, str]:
    """The part that an annotation holds, and `[]` where it is a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, ""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is dict:
        return None, ""
    for inner in arguments[:1] if origin in (list, Annotated) else arguments:
        part, suffix = _part_in(inner)
        if part is not None:
            return part, "[]" if origin is list else suffix
    return None, ""
