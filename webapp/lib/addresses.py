"""When two e-mail addresses belong to the same person."""

from email_validator import EmailNotValidError, validate_email


def identity(address: str) -> str:
    """A text that is equal for two spellings of one address: any case, and the domain in Unicode or as `xn--...`.

    Only for comparing: mails go to the address as it was typed, because RFC 5321 section 2.4 lets a server tell the
    case of what stands before the @. None does that is known to us.
    """
    try:
        # The domain in Unicode (UTS 46), both parts in NFC.
        normalized: str = validate_email(
            address, check_deliverability=False, test_environment=True
        ).normalized
    except EmailNotValidError:  # a virtual grant may have any text as its address
        normalized = address.strip()
    return normalized.casefold()


def is_same(one: str, other: str) -> bool:
    """Whether two addresses belong to the same person."""
    return identity(one) == identity(other)
