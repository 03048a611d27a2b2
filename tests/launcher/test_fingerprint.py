"""Whether something is still as it was."""

from launcher.fingerprint import digest


def test_the_same_parts_have_the_same_fingerprint() -> None:
    assert digest(b"a", b"b") == digest(b"a", b"b")


def test_it_matters_where_a_part_ends() -> None:
    same_bytes = [(b"ab", b"c"), (b"a", b"bc"), (b"abc",), (b"a\0b", b"c"), (b"a", b"b\0c"), ()]

    assert len({digest(*parts) for parts in same_bytes}) == len(same_bytes)
