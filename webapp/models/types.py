"""Types of columns that several tables use.

Every instant is a whole number of Unix seconds, which has no zone. SQLite cannot return a naive datetime then, and the
API, the rules and the tables use the same number without conversion.
"""

import uuid
from typing import TYPE_CHECKING, Annotated, Any

from sqlalchemy import JSON, BigInteger, Integer, String
from sqlalchemy.orm import mapped_column

from webapp.extensions import Base, db

if TYPE_CHECKING:

    class Model(Base):
        __abstract__ = True
else:
    Model = db.Model


def new_id() -> str:
    """A fresh lower-case UUID with hyphens, as the wire contract demands (section 0, rule 10)."""
    return str(uuid.uuid4())


Id = Annotated[str, mapped_column(String(36), primary_key=True, default=new_id)]
Number = Annotated[int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)]
Instant = Annotated[int, mapped_column(BigInteger)]
Document = Annotated[dict[str, Any], mapped_column(JSON)]
Rows = Annotated[list[Any], mapped_column(JSON)]
