"""The text of a pattern, read from left to right."""

HERE = ""  # a pattern does not know its path; `fields.checked` adds it
DEEPEST = 40  # groups and classes within each other


class Source:
    """`at`: how many characters have been read."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at, self.depth = pattern, 0, 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self.pattern)

    @property
    def place(self) -> int:
        """The number of the next character, counted from 1."""
        return self.at + 1

    def sees(self, text: str) -> bool:
        """Whether this is what comes next."""
        return self.pattern.startswith(text, self.at)

    def take(self, text: str) -> bool:
        """Read this if it comes next, and tell whether it did."""
        seen = self.sees(text)
        self.at += len(text) if seen else 0
        return seen

    def peek(self, ahead: int = 0) -> str:
        """The next character, or the one so many after it; empty at the end."""
        return self.pattern[self.at + ahead : self.at + ahead + 1]

    def next(self) -> str:
        """Read a character; empty at the end."""
        character = self.peek()
        self.at += 1
        return character

    def take_all_of(self, characters: str, *, at_most: int | None = None) -> str:
        """Read as many of these characters as there are, or as may be."""
        start = self.at
        while not self.ended and self.peek() in characters and self.at - start != at_most:
            self.at += 1
        return self.pattern[start : self.at]
