"""Images that nothing uses are forgotten, and no others."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, ForeignKey, String, Table

from tests.builders import DAY, NOW
from tests.pictures import picture
from webapp.extensions import db, transaction
from webapp.lib.pictures import LOGO
from webapp.models import Image, Model, new_id
from webapp.services import images

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def user() -> Iterator[Table]:
    """A table of the future, with a foreign key to images."""
    table = Table("user_of_images", Model.metadata, Column("image_id", String(36), ForeignKey("image.id")))
    with transaction() as session:
        table.create(session.connection())
    yield table
    db.session.close()
    with transaction() as session:
        table.drop(session.connection())
    Model.metadata.remove(table)


def use(user: Table, image_id: str) -> None:
    with transaction() as session:
        session.execute(user.insert().values(image_id=image_id))


def use_no_more(user: Table) -> None:
    with transaction() as session:
        session.execute(user.delete())


def accepted() -> str:
    return images.accept(picture(), kind=LOGO, now=NOW)


def ids() -> list[str]:
    db.session.close()
    return list(db.session.scalars(db.select(Image.id)))


def test_an_image_that_nothing_uses_is_kept_for_30_days() -> None:
    image_id = accepted()

    images.forget_unused(now=NOW + 30 * DAY - 1)
    kept = ids()
    images.forget_unused(now=NOW + 30 * DAY)

    assert (kept, ids()) == ([image_id], [])


def test_an_image_in_use_is_kept(user: Table) -> None:
    image_id = accepted()
    use(user, image_id)

    for days in (1, 30, 400):
        images.forget_unused(now=NOW + days * DAY)

    assert ids() == [image_id]


def test_an_image_that_came_out_of_use_is_kept_for_30_days_more(user: Table) -> None:
    image_id = accepted()
    use(user, image_id)
    images.forget_unused(now=NOW + DAY)
    use_no_more(user)

    images.forget_unused(now=NOW + 100 * DAY)
    images.forget_unused(now=NOW + 130 * DAY - 1)
    kept = ids()
    images.forget_unused(now=NOW + 130 * DAY)

    assert (kept, ids()) == ([image_id], [])


def test_an_image_that_is_used_at_the_last_moment_is_kept(user: Table) -> None:
    image_id = accepted()
    use(user, image_id)

    assert images.forget_unused(now=NOW + 30 * DAY) == 0
    assert ids() == [image_id]


def test_an_image_in_use_is_kept_also_while_its_note_waits_for_the_next_sweep(
    user: Table, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("webapp.services.images.forgetting.AT_ONCE", 1)
    image_ids = [accepted(), accepted()]
    for image_id in image_ids:
        use(user, image_id)

    assert images.forget_unused(now=NOW + 30 * DAY) == 0
    assert sorted(ids()) == sorted(image_ids)
    assert caplog.records == []


def test_a_sweep_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.services.images.forgetting.AT_ONCE", 2)
    with transaction() as session:
        for _ in range(3):
            values = {"content_type": "image/png", "width": 1, "height": 1, "body": b"", "created_at": NOW}
            session.add(Image(id=new_id(), forget_at=NOW, **values))

    assert [images.forget_unused(now=NOW) for _ in range(3)] == [2, 1, 0]
