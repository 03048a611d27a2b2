"""Rows of a CSV file that no spreadsheet runs."""

import csv
import io

import pytest

from webapp.lib import csv_cells


@pytest.mark.parametrize("begin", csv_cells.FORMULA)
def test_a_cell_that_begins_like_a_formula_is_marked_as_text(begin: str) -> None:
    assert csv_cells.harmless(f"{begin}cmd|' /C calc'!A0") == f"'{begin}cmd|' /C calc'!A0"


@pytest.mark.parametrize("separator", [";", "\t", "\n"])
def test_a_formula_behind_another_separator_is_marked_as_text(separator: str) -> None:
    cell = f"Priya{separator}=cmd|' /C calc'!A0"

    assert csv_cells.harmless(cell) == f"Priya{separator}'=cmd|' /C calc'!A0"


@pytest.mark.parametrize("cell", ["", "Priya", "1 + 1 = 2", "one\n\ntwo", "a-b@c.example", "'="])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert csv_cells.harmless(cell) == cell


def test_a_row_is_read_back_as_it_was() -> None:
    cells = ['says "hello"', "one\ntwo", "a,b;c", "Ö", ""]

    assert next(csv.reader(io.StringIO(csv_cells.row(cells), newline=""))) == cells
