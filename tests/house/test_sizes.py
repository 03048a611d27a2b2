"""The size of files: what does not fit is cut."""

from tests.house.sizes import files, too_long


def test_no_module_is_longer_than_300_lines() -> None:
    assert too_long(files()) == []


def test_a_module_that_is_too_long_is_found() -> None:
    planted = {**files(), "webapp/bad.py": "x = 1\n" * 301, "webapp/good.py": "x = 1\n" * 300}

    assert "webapp/bad.py: 301" in too_long(planted)
    assert not any(found.startswith("webapp/good.py") for found in too_long(planted))
