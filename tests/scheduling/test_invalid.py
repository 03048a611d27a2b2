"""How the engine refuses."""

import pytest

from tests.scheduling.documents import document
from webapp.scheduling import InvalidValue, rules_of


def test_a_refusal_says_where_what_and_which_limits() -> None:
    with pytest.raises(InvalidValue) as refused:
        rules_of(document(round_to=7))

    refusal = refused.value
    assert (refusal.field, refusal.code) == ("availability.round_to", "rules.no_such_step")
    assert refusal.values == {"at_least": 5, "at_most": 60, "multiple": 5}


def test_it_is_a_value_error_for_whoever_knows_nothing_of_us() -> None:
    with pytest.raises(ValueError, match="availability.round_to"):
        rules_of(document(round_to=7))
