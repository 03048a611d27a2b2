"""Counting that ends somewhere: a number that grows for ever is no reason for a page to take ever longer."""

from dataclasses import dataclass

AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are: `number`, or with `is_capped` more than that."""

    number: int
    is_capped: bool = False

    @classmethod
    def of(cls, counted: int, *, at_most: int) -> "Count":
        """What was counted among `at_most` and one more."""
        return cls(min(counted, at_most), is_capped=counted > at_most)
