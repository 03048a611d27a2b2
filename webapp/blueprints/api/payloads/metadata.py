"""`metadata`: a program's own key and value pairs, of at most 50 (wire contract section 11)."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from webapp.errors import InvalidInput
from webapp.lib import fields, text

PAIRS_AT_MOST = 50
# Only such keys can be asked for in a path of a JSON column on every database.
KEY = r"^[A-Za-z0-9_-]{1,40}$"

MetadataKey = Annotated[str, StringConstraints(pattern=KEY)]
Metadata = Annotated[
    dict[MetadataKey, Annotated[str, fields.lines(500)]],
    Field(max_length=PAIRS_AT_MOST),
    fields.counted(PAIRS_AT_MOST),
]


def _pairs(given: list[str]) -> tuple[tuple[str, str], ...]:
    parts = [part for value in given for part in value.split(",") if part]
    if len(parts) > PAIRS_AT_MOST:
        raise InvalidInput("document.too_many", field="metadata_pair", at_most=PAIRS_AT_MOST)
    return tuple(map(_pair, parts))


def _pair(part: str) -> tuple[str, str]:
    key, colon, value = part.partition(":")
    if not colon or not re.fullmatch(KEY, key):
        raise InvalidInput("metadata_pair.invalid", field="metadata_pair")
    return key, text.clean(value, field="metadata_pair", at_most=500, lines=True)


# The query `metadata_pair=key1:a`, repeated or joined by commas, as pairs.
MetadataPairs = Annotated[
    tuple[tuple[str, str], ...], BeforeValidator(_pairs, json_schema_input_type=list[str])
]
