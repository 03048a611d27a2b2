"""Our engine on a workload file of `workload.py`, through its public face.

    python -m bench.engine WORKLOAD.json MIN_SECONDS [--list] [--calls N]

Prints one JSON line like `engine_ref.py` does; the sha must equal the reference's on every file but
`dst-*-allday-step15` (our slots may cross midnight, the reference's may not). The configuration is read
once, as a workload is; opening hours and everything else are computed inside the timed call.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ["PYTHONTZPATH"] = ""  # the tzdata wheel, as the product does

from bench.engine_ref import report
from webapp.scheduling import Rules, offer, rules_of

LONG_AGO = 86_400


def rules_for(workload: dict[str, Any]) -> Rules:
    """Return the rules that a workload means."""
    iso_weekdays, opens, closes = workload["open"]
    return rules_of(
        {
            "participants": [
                {"email": email, "availability": {"calendar_ids": ["primary"]}, "booking": None}
                for email in emails_of(workload)
            ],
            "availability": {
                "duration_minutes": workload["duration"],
                "interval_minutes": workload["step"],
                "round_to": workload["step"],
                "availability_rules": {
                    "buffer": {"before": workload["buffer"], "after": workload["buffer"]},
                    "default_open_hours": [
                        {"days": [day % 7 for day in iso_weekdays], "start": opens, "end": closes}
                    ],
                },
            },
            "event_booking": {"title": "Workload", "timezone": workload["tz"]},
            "scheduler": {"min_booking_notice": 0, "available_days_in_future": 365},
        }
    )


def emails_of(workload: dict[str, Any]) -> list[str]:
    """Return an e-mail for each of the workload's participants."""
    return [f"p{number}@example.com" for number in range(len(workload["participants"]))]


def starts_of(workload: dict[str, Any], rules: Rules) -> list[int]:
    """Return the starts that the engine offers on a workload."""
    busy = dict(zip(rules.emails, workload["participants"], strict=True))
    start = workload["from"]
    return offer(rules, busy, start=start, end=workload["to"], now=start - LONG_AGO).starts


def main(arguments: list[str]) -> None:
    """Measure the engine on the file that is named first."""
    rules = rules_for(json.loads(Path(arguments[0]).read_text()))
    report("openslot", lambda workload: starts_of(workload, rules), arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
