"""the guard: two exclusive spans of one calendar can never overlap

SQLite has no exclusion constraint, so two triggers refuse what PostgreSQL's constraint refuses.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TRIGGER = """
CREATE TRIGGER busy_span_no_overlap_{when} BEFORE {event} ON busy_span WHEN NEW.exclusive
BEGIN
    SELECT RAISE(ABORT, 'busy_span_no_overlap') WHERE EXISTS (
        SELECT 1 FROM busy_span
        WHERE calendar_id = NEW.calendar_id AND exclusive AND id IS NOT NEW.id
          AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at
    );
END
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(
            "ALTER TABLE busy_span ADD CONSTRAINT busy_span_no_overlap "
            "EXCLUDE USING gist (calendar_id WITH =, int8range(starts_at, ends_at) WITH &&) WHERE (exclusive)"
        )
        return
    op.execute(TRIGGER.format(when="insert", event="INSERT"))
    op.execute(TRIGGER.format(when="update", event="UPDATE OF calendar_id, starts_at, ends_at, exclusive"))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE busy_span DROP CONSTRAINT busy_span_no_overlap")
        return
    op.execute("DROP TRIGGER busy_span_no_overlap_insert")
    op.execute("DROP TRIGGER busy_span_no_overlap_update")
