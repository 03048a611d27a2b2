"""A browser's `pattern`: what it means, and whether an answer fits, in time that grows only with the answer's length.

Source: the HTML Standard, "The pattern attribute" (the whole value must fit, under the flag `v`), and ECMA-262,
"Patterns", in the grammar that the flag `v` chooses. `translation` turns such an expression into one of RE2, or refuses
it.
"""

from webapp.lib.patterns.matching import check, matches

__all__ = ["check", "matches"]
