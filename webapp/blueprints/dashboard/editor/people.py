"""People: who takes part in a booking, with which calendars, and whether all of them or one in turn."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import Field, FormField, HiddenField, RadioField, SelectChoice, SelectField, StringField

from webapp import scheduling
from webapp.blueprints.dashboard.editor.hours_place import SHARED, organizer_of
from webapp.blueprints.dashboard.editor.people_rows import (
    Participant,
    PersonForm,
    has_calendars,
    values_of,
    values_of_account,
)
from webapp.blueprints.dashboard.editor.section import Draft, Section, move, numbered, put_in_place, remove
from webapp.lib.text_form import Rows
from webapp.services.configurations import drafts
from webapp.services.configurations.accounts import Accounts
from webapp.services.configurations.document import PARTICIPANTS_AT_MOST
from webapp.words import gettext, lazy_gettext, ngettext

_METHOD, _GROUP = f"{SHARED}.availability_method", f"{SHARED}.round_robin_group_id"
_PARTICIPANT = re.compile(r"participants\[(\d+)\]\.(.+)")
COLLECTIVE, FAIR, AVAILABLE = "collective", "max-fairness", "max-availability"


class PeopleSection(Section):
    """`sent`: tells a form without people from one that says nothing of them. It is told who has an account: `know`."""

    name = "people"
    template = "dashboard/editor/_people.html"
    title = lazy_gettext("People")
    places: ClassVar = {"method": _METHOD, "group": _GROUP}
    covers: ClassVar = (
        *("participants[].email", "participants[].name", "participants[].is_organizer"),
        *("participants[].grant_id", "participants[].availability.calendar_ids"),
        *("participants[].booking.calendar_id", "participants[].round_robin"),
    )

    sent = HiddenField()
    method = RadioField(
        lazy_gettext("Who takes part in a booking"),
        choices=[
            SelectChoice(COLLECTIVE, lazy_gettext("All of them, at times when everybody is free")),
            SelectChoice(AVAILABLE, lazy_gettext("One of them, at every time when at least one is free")),
            SelectChoice(FAIR, lazy_gettext("One of them, at times of those with the fewest bookings")),
        ],
        description=lazy_gettext(
            "Where one of them takes it: of those who are free, whoever has had the fewest bookings, then whoever has"
            " waited longest, then whoever stands first in the list. Each one’s weight and priority below can change"
            " that."
        ),
        validate_choice=False,
    )
    group = StringField(
        lazy_gettext("Take turns together with other pages"),
        description=lazy_gettext(
            "Pages with the same word here count the bookings of their people together. Leave it empty to count those"
            " of this page."
        ),
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
    organizer = SelectField(
        lazy_gettext("Organizer"),
        description=lazy_gettext(
            "Whose name guests read, and who answers requests. The organizer cannot be removed."
        ),
        choices=[],
        validate_choice=False,
    )
    rows = Rows(FormField(PersonForm), lazy_gettext("People"), max_entries=PARTICIPANTS_AT_MOST)
    account = SelectField(lazy_gettext("Somebody with an account"), choices=[], validate_choice=False)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        put_in_place(self.rows)
        self._accounts: Accounts | None = None
        self._stored: dict[str, Participant] = {}
        self._with_page_hours = ""
        self._shares_hours = False
        self._written: list[PersonForm] = []

    @classmethod
    def values_of(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        people = _people(document)
        return {
            **super().values_of(document),
            "organizer": people[organizer_of(document)]["email"].lower(),
            "rows": list(map(values_of, people)),
        }

    def know(self, document: Mapping[str, Any], accounts: Accounts) -> None:
        self._accounts = accounts
        people = _people(document)
        self._stored = {each["email"].lower(): each for each in people}
        self._with_page_hours = people[organizer_of(document)]["email"].lower()
        self._shares_hours = bool(drafts.value_at(document, f"{SHARED}.default_open_hours"))
        self._take_chosen(accounts)
        self._show()

    def write(self, draft: Draft) -> None:
        people = [row.form for row in self.rows if not row.form.is_empty]
        if not self.sent.data or not people:
            return
        super().write(draft)
        known = {each["email"].lower(): each for each in _people(draft)}
        draft["participants"] = [
            person.participant(known.get(_key(person)), is_organizer=self.is_organizer(person))
            for person in people
        ]
        self._written = people

    def differs(self, document: Mapping[str, Any], draft: Draft) -> bool:
        mine = (
            *("email", "name", "is_organizer", "grant_id"),
            *("availability.calendar_ids", "booking", "round_robin"),
        )
        before, after = (
            [[drafts.value_at(each, path) for path in mine] for each in _people(either)]
            for either in (document, draft)
        )
        return before != after or super().differs(document, draft)

    def act(self, action: str) -> bool:
        done = (
            action == "add-account"  # whoever was chosen is a row already
            or self._add_person(action)
            or numbered(action, "up", lambda number: move(self.rows, self._at(number), -1))
            or numbered(action, "down", lambda number: move(self.rows, self._at(number), 1))
            or numbered(action, "remove", self._remove)
        )
        self._show()
        return done

    def field_at(self, path: str) -> Field | None:
        if path == "participants":
            return self.rows
        found = _PARTICIPANT.match(path)
        if found and int(found[1]) < len(self._written):
            return self._field_of(self._written[int(found[1])], found[2])
        return super().field_at(path)

    def summary(self, document: Mapping[str, Any]) -> str:
        people = _people(document)
        hosts = [each for each in people if has_calendars(each)]
        invited = len(people) - len(hosts)
        more = ngettext("%(num)s more is told", "%(num)s more are told", invited) if invited else ""
        return " · ".join(filter(None, (self._said_of(hosts, document), more)))

    def is_organizer(self, person: PersonForm) -> bool:
        """Whether the page is this person's, as it stands in the form. In turns it is nobody's."""
        return not self.takes_turns and person.address == self.organizer.data

    def may_remove(self, person: PersonForm) -> bool:
        """Whether the person can be left out: not the organizer, and not whoever has the page."""
        owner = self._accounts.owner if self._accounts else ""
        return person.address != owner and not self.is_organizer(person)

    @property
    def takes_turns(self) -> bool:
        return scheduling.is_round_robin(self.method.data or COLLECTIVE)

    @property
    def asks_how(self) -> bool:
        """Whether there is a choice: with one person there is none."""
        return len(self.rows) > 1 or self.takes_turns

    @property
    def is_full(self) -> bool:
        """Whether there is no room for another row."""
        return len(self.rows) >= PARTICIPANTS_AT_MOST

    def offers_accounts(self) -> bool:
        """Whether somebody with an account is not on the page yet; `account` then offers them. One query."""
        here = {row.form.address for row in self.rows}
        left = [each for each in self._accounts.offered() if each.email not in here] if self._accounts else []
        self.account.choices = [
            SelectChoice("", gettext("Choose somebody")),
            *(
                SelectChoice(each.grant_id, f"{each.name} ({each.email})" if each.name else each.email)
                for each in left
            ),
        ]
        return bool(left)

    def _show(self) -> None:
        """Let every row know its account, and offer those who can be the organizer. One query."""
        people = [row.form for row in self.rows]
        wanted = {person.address: self._grant_of(person) for person in people if person.address}
        known = self._accounts.of(wanted) if self._accounts else {}
        for person in people:
            key = _key(person)
            person.know(
                self._stored.get(key),
                known.get(person.address),
                has_page_hours=key == self._with_page_hours,
            )
        candidates = [each for each in people if each.takes_bookings or each.address == self.organizer.data]
        self.organizer.choices = [SelectChoice(each.address, each.called) for each in candidates]

    def _grant_of(self, person: PersonForm) -> str | None:
        stored = self._stored.get(_key(person)) or {}
        grant_id: str | None = stored.get("grant_id") or person.grant.data
        return grant_id

    def _take_chosen(self, accounts: Accounts) -> None:
        """Make a row of the account that was chosen, whichever button was pressed. One query, if one was chosen."""
        chosen_id, self.account.data = self.account.data, ""
        if not chosen_id or self.is_full:
            return
        here = {row.form.address for row in self.rows}
        chosen = next((each for each in accounts.offered() if each.grant_id == chosen_id), None)
        if chosen and chosen.email not in here:
            self.rows.append_entry(values_of_account(chosen, follows=not self._shares_hours))

    def _add_person(self, action: str) -> bool:
        if action == "add-person" and not self.is_full:
            self.rows.append_entry({"name": ""})
        return action == "add-person"

    def _at(self, number: int) -> int:
        """Where the row stands that the page called by this number; -1 where it is gone."""
        numbers = [row.form.number.data for row in self.rows]
        return numbers.index(str(number)) if str(number) in numbers else -1

    def _remove(self, number: int) -> None:
        at = self._at(number)
        if at >= 0 and self.may_remove(self.rows[at].form):
            remove(self.rows, at)

    def _field_of(self, person: PersonForm, part: str) -> Field | None:
        if part.startswith("follows_working_hours"):
            return person.follows if person.may_follow else None
        if part.startswith("round_robin"):
            return person.priority if part.endswith(".priority") else person.weight
        if part.startswith("availability") and not part.startswith("availability.open_hours"):
            return person.calendars
        named = {"email": person.email, "name": person.name, "grant_id": person.email}
        named |= {"booking": person.booking, "is_organizer": self.organizer}
        return named.get(part.partition(".")[0])

    def _said_of(self, hosts: list[Participant], document: Mapping[str, Any]) -> str:
        if scheduling.is_round_robin(drafts.value_at(document, _METHOD) or COLLECTIVE):
            return ngettext("%(num)s person, in turn", "one of %(num)s people, in turn", len(hosts))
        if len(hosts) == 1:
            return str(hosts[0].get("name") or hosts[0]["email"])
        return ngettext("%(num)s person", "%(num)s people together", len(hosts))


def _key(person: PersonForm) -> str:
    """The address under which the page may have this person."""
    return person.key.data or person.address


def _people(document: Mapping[str, Any]) -> list[Participant]:
    found: list[Participant] = drafts.value_at(document, "participants")
    return found
