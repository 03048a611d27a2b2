"""Codes on paper: short enough to be typed, and too many to be guessed."""

import base64
import re
import secrets

BYTES = 10  # 80 bits: as good as a token, so that no slow hash is needed
GROUP = 4
_CODE = re.compile(r"[a-z2-7]{16}")


def new() -> str:
    """A random code such as `k3jd-9x2m-...`, in letters and digits that are not mistaken for each other."""
    letters = base64.b32encode(secrets.token_bytes(BYTES)).decode().lower()
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def normal(typed: str) -> str:
    """The code without hyphens, spaces and capitals; empty for what cannot be one."""
    letters = re.sub(r"[-\s]", "", typed).lower()
    return letters if _CODE.fullmatch(letters) else ""
