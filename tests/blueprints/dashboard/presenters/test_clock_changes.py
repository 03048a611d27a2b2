from flask import Flask

from webapp.blueprints.dashboard.presenters.clock_changes import sentence
from webapp.scheduling.clock_changes import ClockChange

SPRING, AUTUMN = 1_806_195_600, 1_824_944_400  # 28 March and 31 October 2027, 01:00 UTC


def test_clocks_go_forward_in_spring(app: Flask) -> None:
    said = sentence(ClockChange(SPRING, 3600), zone="Europe/Stockholm", locale="en")

    assert said == "On Sunday, March 28, 2027, clocks in Stockholm go forward 1 hour."


def test_clocks_go_back_in_autumn(app: Flask) -> None:
    said = sentence(ClockChange(AUTUMN, -1800), zone="Europe/Stockholm", locale="en")

    assert said == "On Sunday, October 31, 2027, clocks in Stockholm go back 30 minutes."
