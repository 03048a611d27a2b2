"""How the engine refuses."""

import pytest

from tests.scheduling.documents import ANN, document
from webapp.scheduling import InvalidValue, rules_of


def test_a_refusal_says_where_what_and_with_which_values() -> None:
    with pytest.raises(InvalidValue) as refused:
        rules_of(document(emails=(ANN, ANN)))

    refusal = refused.value
    assert (refusal.field, refusal.code) == ("participants[1].email", "participant.listed_twice")
    assert refusal.values == {"email": ANN}


def test_it_is_a_value_error_for_whoever_knows_nothing_of_us() -> None:
    with pytest.raises(ValueError, match="participants"):
        rules_of(document(emails=()))
