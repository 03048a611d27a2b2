"""RE2: there, or not there; with a limit to what it holds."""

import pytest

from webapp.lib.patterns import engine


def test_it_knows_categories_and_scripts_and_nothing_else() -> None:
    assert engine.knows_property("Lu")
    assert engine.knows_property("Greek")
    assert not engine.knows_property("Alphabetic")


def test_what_needs_too_much_memory_is_refused() -> None:
    with pytest.raises(engine.TooLarge):
        engine.compiled(r"(?:\p{L}{100}){10}" * 5)


def test_it_is_here() -> None:
    assert engine.is_here()
