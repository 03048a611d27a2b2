"""Rows of a CSV file that a spreadsheet shows and never runs."""

import csv
import io
from collections.abc import Iterable

# Spreadsheets take a cell that begins so for a formula: OWASP, "CSV injection". The last four are full-width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes the file for another encoding


def row(cells: Iterable[str]) -> str:
    """One line of the file."""
    line = io.StringIO()
    csv.writer(line).writerow([harmless(cell) for cell in cells])
    return line.getvalue()


def harmless(cell: str) -> str:
    """The same text, marked as text where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
