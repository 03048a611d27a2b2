"""Sets of Unicode code points, as ranges: what is between the brackets of a class."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

LAST = 0x10FFFF
Range = tuple[int, int]  # the first and the last code point


@dataclass(frozen=True, slots=True)
class CodePoints:
    """`ranges` are in order, and neither overlap nor touch."""

    ranges: tuple[Range, ...] = ()

    @classmethod
    def of(cls, ranges: Iterable[Range]) -> Self:
        """From ranges in any order, which may overlap."""
        joined: list[Range] = []
        for first, last in sorted(ranges):
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(joined[-1][1], last))
            else:
                joined.append((first, last))
        return cls(tuple(joined))

    @classmethod
    def only(cls, code_point: int) -> Self:
        return cls(((code_point, code_point),))

    def __or__(self, other: Self) -> Self:
        return self.of(self.ranges + other.ranges)

    def __invert__(self) -> Self:
        """All other code points."""
        gaps, start = [], 0
        for first, last in self.ranges:
            gaps.append((start, first - 1))
            start = last + 1
        return type(self)(tuple((first, last) for first, last in [*gaps, (start, LAST)] if first <= last))

    def __and__(self, other: Self) -> Self:
        return ~(~self | ~other)

    def __sub__(self, other: Self) -> Self:
        return ~(~self | other)


# A text that we keep holds no half of a surrogate pair, and RE2 cannot spell one.
SURROGATES = CodePoints(((0xD800, 0xDFFF),))
ALL = CodePoints(((0, LAST),))
DIGITS = CodePoints.of([(ord("0"), ord("9"))])
WORD = DIGITS | CodePoints.of([(ord("a"), ord("z")), (ord("A"), ord("Z")), (ord("_"), ord("_"))])
LINE_ENDS = CodePoints.of([(ord("\n"), ord("\n")), (ord("\r"), ord("\r")), (0x2028, 0x2029)])
# ECMA-262, "WhiteSpace" and "LineTerminator": it counts U+FEFF, and does not count U+0085.
SPACE = LINE_ENDS | CodePoints.of(
    [
        *((0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A)),
        *((0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)),
    ]
)
