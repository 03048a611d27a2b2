"""How somebody reads, in one tag: a language, and where they differ from its habits, their clock and their week.

The spelling is that of Unicode's locale extensions (UTS #35, section 3.6.1): `de-u-fw-sun-hc-h12` is German with weeks
that begin on Sunday and a clock of twelve hours. A tag without `-u-` is a plain locale such as `de_AT`.
"""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCKS = {"12": "h12", "24": "h23"}
_EXTENSION = "-u-"


def tag(language: str, *, hour_cycle: str = "", first_day: int | None = None) -> str:
    """The tag of these habits. `hour_cycle`: 12, 24 or empty; `first_day`: 0 is Monday; None and empty: as usual."""
    keys = []
    if first_day is not None:
        keys.append(f"fw-{DAYS[first_day]}")
    if hour_cycle:
        keys.append(f"hc-{CLOCKS[hour_cycle]}")
    return language + (_EXTENSION + "-".join(keys) if keys else "")


def language_of(tag: str) -> str:
    """The locale without the habits: `de_AT`."""
    return tag.partition(_EXTENSION)[0]


def with_language(tag: str, language: str) -> str:
    """The same habits in another language."""
    return language + tag[len(language_of(tag)) :]


def hour_cycle_of(tag: str) -> str:
    """`12` or `24`, or empty where the clock is the language's."""
    given = _key("hc", tag)
    return next((hours for hours, spelled in CLOCKS.items() if spelled == given), "")


def first_day_of(tag: str) -> int | None:
    """The day on which weeks begin, 0 is Monday; None where that is the language's."""
    given = _key("fw", tag)
    return DAYS.index(given) if given in DAYS else None


def _key(name: str, tag: str) -> str:
    words = tag.partition(_EXTENSION)[2].split("-")
    return dict(zip(words[::2], words[1::2], strict=False)).get(name, "")
