"""The documents: they name what is there, and list every rule."""

import re

from tests.house.documents import documents, missing_files
from tests.house.imports import STOREYS
from tests.house.listing import PAGE, listed, of_page, renewed, rule_tests, without_plant

RENEW = "docs/architecture.md lists other rules: run `.venv/bin/python -m tests.house.listing`"


def test_every_file_that_a_document_names_is_there() -> None:
    assert missing_files(documents()) == []


def test_a_file_that_is_not_there_is_found() -> None:
    planted = {
        "docs/bad.md": "See `services/bad.py`, `delivery/retries.py`, [this](bad.md) and [that](glossary.md)."
    }

    assert missing_files(planted) == ["docs/bad.md: services/bad.py", "docs/bad.md: bad.md"]


ROOMS = {room for storey in STOREYS for room in storey}


def rooms_not_drawn(page: str, *, rooms: set[str]) -> set[str]:
    drawn = set(re.findall(r"\w+", page.partition("## The storeys")[2].partition("##")[0]))
    return {room for room in rooms if room.rpartition(".")[2] not in drawn}


def test_the_page_on_the_architecture_draws_every_room() -> None:
    assert rooms_not_drawn(PAGE.read_text(), rooms=ROOMS) == set()


def test_a_room_that_is_not_drawn_is_found() -> None:
    assert rooms_not_drawn(PAGE.read_text(), rooms={*ROOMS, "webapp.cellar"}) == {"webapp.cellar"}


def test_every_rule_is_followed_by_a_planted_fault() -> None:
    assert without_plant(rule_tests()) == []


def test_a_rule_without_a_planted_fault_is_found() -> None:
    planted = {
        "test_bad.py": "def test_first() -> None: ...\ndef test_second() -> None: ...\n"
        "def test_a_fault_is_found() -> None: ...\ndef test_last() -> None: ..."
    }

    assert without_plant(planted) == ["test_first", "test_last"]


def test_the_page_on_the_architecture_lists_the_rules() -> None:
    assert of_page(PAGE.read_text()) == listed(rule_tests()), RENEW


def test_a_rule_that_is_not_on_the_page_is_found() -> None:
    planted = {
        **rule_tests(),
        "test_bad.py": '"""Walls: they stand."""\n\ndef test_no_wall_falls() -> None: ...',
    }

    assert of_page(PAGE.read_text()) != listed(planted)
    assert of_page(renewed(PAGE.read_text(), rules=listed(planted))) == listed(planted)
    assert listed(planted).endswith("**Walls**: they stand.\n\n- No wall falls.\n")
