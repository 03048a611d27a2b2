"""The form of an id, which is all that may reach a query."""

import pytest

from webapp.lib.ids import is_id
from webapp.models import new_id


def test_the_ids_that_we_make_are_ids() -> None:
    assert is_id(new_id())


@pytest.mark.parametrize(
    "value",
    [
        "",
        "primary",
        "3F0C2A5E-98F2-4A4B-9F0E-1A2B3C4D5E6F",
        "3f0c2a5e98f24a4b9f0e1a2b3c4d5e6f",
        "{3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f}",
        "3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f\n",
        "3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6\0",
        "٣f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f",
    ],
)
def test_nothing_else_is_one(value: str) -> None:
    assert not is_id(value)
