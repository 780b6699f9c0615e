"""The tables of the database, and how it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.dialects.mysql import LONGTEXT
from sqlalchemy.engine import URL, make_url

from nl2milp.errors import InputError, MissingExtraError

__all__ = ["METADATA", "PROJECTS", "VERSIONS", "one_sentence_errors", "opened"]

SCHEMA = 1
"""Of these tables: a database of a later one is left alone."""

_SECONDS = 30
"""To wait for another writer."""

_LONG = sa.Text().with_variant(LONGTEXT, "mysql", "mariadb")  # their TEXT ends at 64 kB

METADATA = sa.MetaData()

FACTS = sa.Table("nl2milp_schema", METADATA, sa.Column("version", sa.Integer, primary_key=True, autoincrement=False))

PROJECTS = sa.Table(
    "nl2milp_projects",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(200), nullable=False, unique=True),
    sa.Column("created", sa.Double, nullable=False),  # seconds since 1970, UTC
    sa.Column("changed", sa.Double, nullable=False),
    sqlite_autoincrement=True,  # an id that a page still holds never names another project later
)

VERSIONS = sa.Table(
    "nl2milp_versions",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("project", sa.ForeignKey(PROJECTS.c.id, ondelete="CASCADE"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),  # 1, 2, ... within the project
    sa.Column("created", sa.Double, nullable=False),
    sa.Column("status", sa.String(20)),  # of the result
    sa.Column("objective", sa.Double),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("content", _LONG, nullable=False),  # the snapshot as JSON
    sa.UniqueConstraint("project", "number"),
    sqlite_autoincrement=True,
)


def opened(url: str) -> tuple[sa.Engine, str]:
    """An engine whose database has the tables, and the address without its password.

    Raises
    ------
    InputError
        The address is wrong, or the database cannot be used.
    MissingExtraError
        The database's driver is not installed.
    """
    try:
        address = make_url(url)
        shown = address.render_as_string(hide_password=True)
        if address.get_backend_name() == "sqlite":
            shown = _prepared(address)
        engine = sa.create_engine(address, pool_pre_ping=address.get_backend_name() != "sqlite")
    except exc.ArgumentError:  # its own message would show a password
        raise InputError(
            "the address of the database is not one that SQLAlchemy knows; it looks like "
            "sqlite:////folder/projects.sqlite or postgresql+psycopg://user@host/name"
        ) from None
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"the driver of that database is not installed: pip install the package that has '{error.name}'"
        ) from None
    if engine.dialect.name == "sqlite":
        _settle_sqlite(engine)
    with one_sentence_errors(shown), engine.begin() as connection:
        METADATA.create_all(connection)
        found = connection.scalar(sa.select(sa.func.max(FACTS.c.version)))
        if found is None:
            connection.execute(sa.insert(FACTS).values(version=SCHEMA))
        elif found > SCHEMA:
            raise InputError(f"the database {shown} is of a later version of nl2milp; update, or name another database")
    return engine, shown


def _prepared(address: URL) -> str:
    """Make an SQLite file that only its owner reads, for texts may be private; return its name."""
    name = address.database
    if not name or name == ":memory:" or "mode=memory" in name:
        raise InputError("a database in memory would lose all work at the end; name a file: sqlite:////folder/file")
    if not name.startswith("file:"):
        try:
            Path(name).touch(mode=0o600)
        except OSError as error:
            raise InputError(f"the database {name} cannot be opened: {error.strerror}; name another file") from None
    return name


def _settle_sqlite(engine: sa.Engine) -> None:
    """Transactions that hold for tables too, and a log that a killed process leaves usable.

    See "Serializable isolation, savepoints, transactional DDL" in SQLAlchemy's
    page on SQLite: the driver's own beginning of transactions is switched off.
    """

    @sa.event.listens_for(engine, "connect")
    def connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"pragma busy_timeout = {_SECONDS * 1000}")
        cursor.execute("pragma journal_mode = wal")  # readers and one writer at once
        cursor.execute("pragma foreign_keys = on")
        cursor.execute("pragma secure_delete = on")  # a deleted text is gone from the file
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # at once as a writer: a reader that becomes one later cannot wait for another
        connection.exec_driver_sql(
            "begin immediate" if connection.get_execution_options().get("writes", True) else "begin"
        )


@contextmanager
def one_sentence_errors(shown: str) -> Iterator[None]:
    """Turn the database's errors into one sentence; theirs would show the texts that were to be written."""
    try:
        yield
    except exc.DBAPIError as error:
        # PostgreSQL shows the rejected values from DETAIL on
        said = " ".join(str(error.orig).partition("DETAIL:")[0].split())
        if "not a database" in said or "malformed" in said or "no such column" in said:
            advice = "move it away or name another one"
            raise InputError(f"{shown} is damaged or no database of nl2milp ({said}); {advice}") from None
        if "locked" in said:
            raise InputError(f"the database {shown} is held by another program; try again") from None
        raise InputError(f"the database {shown} cannot be used: {said}") from None
    except exc.SQLAlchemyError as error:
        raise InputError(f"the database {shown} cannot be used ({type(error).__name__})") from None
