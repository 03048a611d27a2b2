"""Which keys of a configuration are stored and read by no code of ours."""

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

NOT_THERE = re.compile(r"^## Not there\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def unread_keys(models: Iterable[type[BaseModel]], sources: Iterable[str]) -> Iterator[str]:
    """The names of fields that stand as a word in none of these sources."""
    words = {word for source in sources for word in re.findall(r"\w+", source)}
    for model in models:
        yield from (name for name in model.model_fields if name not in words)


def said_to_be_missing(api_document: str) -> set[str]:
    """Every word of the section "Not there"."""
    section = NOT_THERE.search(api_document)
    return set(re.findall(r"\w+", section[1])) if section else set()
