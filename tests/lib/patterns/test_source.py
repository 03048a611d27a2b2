"""Reading a pattern from left to right."""

from webapp.lib.patterns.source import Source


def test_only_what_comes_next_is_read() -> None:
    source = Source("ab")

    assert not source.take("b")
    assert source.take("a")
    assert (source.peek(), source.peek(1), source.place) == ("b", "", 2)


def test_as_many_as_there_are_or_as_may_be() -> None:
    source = Source("12345x")

    assert source.take_all_of("0123456789", at_most=2) == "12"
    assert source.take_all_of("0123456789") == "345"
    assert source.next() == "x"
    assert source.ended
