"""What the columns of all tables are made of."""

from sqlalchemy import Column, Dialect, LargeBinary, MetaData, Text

metadata = MetaData()


class Bytes(LargeBinary):
    """Bytes as SQLite takes and gives them; wrapping each one cost a third of a bulk act."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> None:
        """Hand bytes over as they are."""

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Take bytes as they come."""


def identity() -> "Column[bytes]":
    """Return the column that tells a row from all others."""
    return Column("id", Bytes(16), primary_key=True)


def ref(name: str, *, optional: bool = False) -> "Column[bytes]":
    """Return a column that names a row of another table."""
    return Column(name, Bytes(16), nullable=optional)


def words(*names: str) -> "list[Column[str]]":
    """Return columns of text, empty unless somebody wrote in them."""
    return [Column(name, Text, nullable=False, default="", server_default="") for name in names]
