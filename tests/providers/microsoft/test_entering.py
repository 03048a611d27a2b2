"""What only Microsoft does with the events of its owner."""

import pytest

from tests.microsoft_server import WORK, MicrosoftServer, event
from tests.providers.contract import NINE, NOON, TEN
from tests.providers.own_events import DENTIST
from webapp.errors import ProviderError
from webapp.lib.external import Access, OwnEvent
from webapp.providers.microsoft import PROVIDER


def test_nobody_is_taken_for_the_maker_of_a_booking(microsoft: MicrosoftServer, access: Access) -> None:
    PROVIDER.enter(access, WORK, DENTIST)

    (made,) = microsoft.work.events.values()
    assert made["transactionId"] == f"openslot-own:{DENTIST.id}"


def test_a_change_between_our_look_and_our_change_is_not_overwritten(
    microsoft: MicrosoftServer, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = microsoft.work.put(event("meeting", NINE, TEN))
    looked_at = MicrosoftServer._one

    def change_after_the_look(server: MicrosoftServer, event_id: str, request, sent):  # type: ignore[no-untyped-def]
        said = looked_at(server, event_id, request, sent)
        if request.method == "GET":
            server.work.put({**server.work.events[event_id], "subject": "Talk"})
        return said

    monkeypatch.setattr(MicrosoftServer, "_one", change_after_the_look)

    with pytest.raises(ProviderError, match="provider.changed_there"):
        PROVIDER.change(access, WORK, "meeting", OwnEvent(id="", span=(TEN, NOON)), etag=known["@odata.etag"])
    assert microsoft.work.events["meeting"]["start"] == known["start"]


def test_the_text_of_an_event_stays_unless_it_is_changed(microsoft: MicrosoftServer, access: Access) -> None:
    microsoft.work.put(
        {**event("meeting", NINE, TEN), "body": {"contentType": "html", "content": "<b>x</b>"}}
    )

    PROVIDER.change(access, WORK, "meeting", OwnEvent(id="", title="Talk"), etag=None)

    assert microsoft.work.events["meeting"]["body"]["content"] == "<b>x</b>"
