"""The rules of the house, each a test beside a planted fault that it must find.

`docs/architecture.md` lists them; the list is made from the names of the tests (`listing.py`). The other modules read
the program's source, its templates and its routes. Each takes what it judges as a parameter, so that a test can hand it
a fault.
"""
