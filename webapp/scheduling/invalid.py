"""How the engine refuses: rules that make no sense, and windows that nobody can mean."""

from typing import Any


class InvalidValue(ValueError):
    """`field` is a path such as `availability.round_to`, `code` says what is wrong, `values` name the limits."""

    def __init__(self, code: str, *, field: str, **values: Any) -> None:
        super().__init__(f"{field}: {code} {values}")
        self.code = code
        self.field = field
        self.values = values
