"""Calendars that tell when somebody is busy, and nothing else."""

from tests.lib.ical.files import busy, read


def free_busy(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VFREEBUSY", "UID:1", *lines, "END:VFREEBUSY"))


def test_busy_times_are_read_and_free_ones_are_not() -> None:
    told = free_busy(
        "FREEBUSY:20270104T080000Z/20270104T090000Z,20270105T080000Z/PT1H",
        "FREEBUSY;FBTYPE=FREE:20270106T080000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20270107T080000Z/PT1H",
    )

    assert busy(told) == ["0104T0800 0104T0900", "0105T0800 0105T0900", "0107T0800 0107T0900"]


def test_a_perhaps_is_busy_and_said() -> None:
    (found,) = read(free_busy("FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270104T080000Z/PT1H"))

    assert (found.occurrences[0].busy, found.occurrences[0].status) == (True, "maybe")


def test_a_broken_period_is_told_and_others_count() -> None:
    (found,) = read(free_busy("FREEBUSY:20270104T080000Z/soon", "FREEBUSY:20270105T080000Z/PT1H"))

    assert (found.trouble, len(found.occurrences)) == ("unreadable", 1)
