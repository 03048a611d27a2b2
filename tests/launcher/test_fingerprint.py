"""Whether something is still as it was."""

from launcher.fingerprint import digest


def test_the_same_parts_have_the_same_fingerprint() -> None:
    assert digest(b"a", b"b") == digest(b"a", b"b")


def test_it_matters_where_a_part_ends() -> None:
    assert (
        len({digest(b"ab", b"c"), digest(b"a", b"bc"), digest(b"abc"), digest(b"a\0b", b"c"), digest()}) == 5
    )
