"""Links in a text: where people meet online is for those who have booked, while anybody may know of a street."""

import re

_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+|(?<![\w@.-])(?:[\w-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
_LEFT_BEHIND = " \t:;,-–—(["


def without_links(text: str) -> str:
    """A text without the links in it, and without the lines that held nothing else."""
    if not _LINK.search(text):
        return text
    lines = (_LINK.sub("", line).strip().rstrip(_LEFT_BEHIND).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
