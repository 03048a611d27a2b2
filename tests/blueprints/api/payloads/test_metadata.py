"""A program's own pairs of keys and values."""

import pytest
from pydantic import BaseModel

from webapp.blueprints.api.payloads.metadata import PAIRS_AT_MOST, Metadata, MetadataPairs
from webapp.errors import InvalidInput
from webapp.lib import fields


class Stored(BaseModel):
    metadata: Metadata


class Asked(BaseModel):
    metadata_pair: MetadataPairs = ()


def pairs(*given: str) -> tuple[tuple[str, str], ...]:
    return fields.checked(Asked, {"metadata_pair": list(given)}).metadata_pair


def test_pairs_are_repeated_or_joined_by_commas() -> None:
    assert pairs("key1:a,key2:b", "key3:c") == (("key1", "a"), ("key2", "b"), ("key3", "c"))


def test_a_value_may_hold_colons() -> None:
    assert pairs("key1:a:b") == (("key1", "a:b"),)


@pytest.mark.parametrize("pair", ["key1", ":a", "a b:c", "key'):x", "k" * 41 + ":a"])
def test_what_is_no_pair_is_refused(pair: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        pairs(pair)

    assert (refused.value.field, refused.value.code) == ("metadata_pair", "metadata_pair.invalid")


@pytest.mark.parametrize("key", ["", "a b", 'a"b', "a.b", "k" * 41])
def test_a_key_is_one_that_every_database_can_be_asked_for(key: str) -> None:
    with pytest.raises(InvalidInput):
        fields.checked(Stored, {"metadata": {key: "x"}})


def test_there_are_fifty_pairs_at_most() -> None:
    full = {f"key{at}": "x" for at in range(PAIRS_AT_MOST)}

    assert fields.checked(Stored, {"metadata": full}).metadata == full
    with pytest.raises(InvalidInput):
        fields.checked(Stored, {"metadata": {**full, "more": "x"}})
