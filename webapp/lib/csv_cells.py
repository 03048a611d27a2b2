"""Rows of a CSV file that a spreadsheet shows and never runs."""

import csv
import io
import re
from collections.abc import Iterable

# Spreadsheets take a cell that begins so for a formula: OWASP, "CSV injection". The last four are full-width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SIGNS = "".join(each for each in FORMULA if each.strip())
# Where lists are separated by semicolons, as in Germany, Excel begins a cell behind each, and a row behind each line
# break, whatever quotes say.
_BEGIN = re.compile(rf"^(?=[{re.escape(''.join(FORMULA))}])|(?<=[;\t\r\n])(?=[{re.escape(_SIGNS)}])")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes the file for another encoding


def row(cells: Iterable[str]) -> str:
    """One line of the file."""
    line = io.StringIO()
    csv.writer(line).writerow([harmless(cell) for cell in cells])
    return line.getvalue()


def harmless(cell: str) -> str:
    """The same text, marked as text wherever a spreadsheet may take it for a formula."""
    return _BEGIN.sub("'", cell)
