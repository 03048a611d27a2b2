"""The looks of a page: text by names that clients choose (wire contract section 6). Of these we read a few.

What we read as a colour has to be one: a guest would otherwise see another, and nobody would know why. The websites
that may show the page have to be origins: they stand in a header.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel

from webapp.lib import colours, fields, web_origins

APPEARANCE_AT_MOST = 100
Key = Annotated[str, fields.line(100)]


def _colour(text: str) -> str:
    if text and colours.parsed(text) is None:
        raise fields.refusal("colour.malformed")
    return text


def _origins(text: str) -> str:
    web_origins.checked(text, field="")
    return text


class _Read(BaseModel):
    color: Annotated[str, AfterValidator(_colour)] = ""
    embed_origins: Annotated[str, AfterValidator(fields.refusing(_origins))] = ""


def _with_readable_values(appearance: dict[str, str]) -> dict[str, str]:
    _Read.model_validate(appearance)
    return appearance


Appearance = Annotated[
    dict[Key, Annotated[str, fields.line(550)]],
    fields.counted(APPEARANCE_AT_MOST),
    AfterValidator(_with_readable_values),
]
