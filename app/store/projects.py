"""Projects and their versions."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from nl2milp.app.store.listing import NAME_LIMIT, Project, Version, checked_name, moment
from nl2milp.app.store.sharing import from_file, to_file
from nl2milp.app.store.snapshot import Snapshot
from nl2milp.app.store.tables import PROJECTS, VERSIONS, one_sentence_errors, opened
from nl2milp.errors import InputError

__all__ = ["Store"]

_TRIES = 20
"""To find a name that is free, while others look for one too."""


class Store:
    """Saved work in a database.

    Every method is one transaction: it has happened as a whole or not at all,
    also where the process is killed in the middle. Threads and processes may
    share a database.

    Parameters
    ----------
    url : str
        An SQLAlchemy URL, such as `sqlite:////home/me/projects.sqlite`.

    Raises
    ------
    InputError
        The database cannot be used; the message says why, without a password.
    MissingExtraError
        Its driver is not installed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = Store(f"sqlite:///{folder}/projects.sqlite")
    ...     project = store.create("Desks")
    ...     version = store.save(project, Snapshot("A joinery builds desks."))
    ...     [one.name for one in store.projects()], store.load(version).text
    (['Desks'], 'A joinery builds desks.')
    """

    def __init__(self, url: str) -> None:
        self._engine, self.shown = opened(url)

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with one_sentence_errors(self.shown), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _read(self) -> Iterator[sa.Connection]:
        with one_sentence_errors(self.shown), self._engine.execution_options(writes=False).begin() as connection:
            yield connection

    def _made(self, name: str, snapshots: Sequence[Snapshot]) -> int:
        """A new project with these versions; again where another process takes the name at the same moment."""
        with one_sentence_errors(self.shown):
            for left in reversed(range(_TRIES)):
                try:
                    with self._engine.begin() as connection:
                        project = _created(connection, name)
                        for number, snapshot in enumerate(snapshots, 1):
                            _added(connection, project, number, snapshot)
                        return project
                except sa.exc.IntegrityError:
                    if not left:
                        raise
        raise AssertionError("the last try returns or raises")

    def create(self, name: str) -> int:
        """Make a project; where the name is taken, a number is added.

        Raises
        ------
        InputError
            The name is empty or too long.
        """
        return self._made(checked_name(name), ())

    def projects(self) -> list[Project]:
        """All projects, the one changed last first."""
        last = (
            sa.select(
                VERSIONS.c.project, sa.func.count().label("how_many"), sa.func.max(VERSIONS.c.number).label("number")
            )
            .group_by(VERSIONS.c.project)
            .subquery()
        )
        query = (
            sa.select(PROJECTS, last.c.how_many, VERSIONS.c.status)
            .outerjoin(last, last.c.project == PROJECTS.c.id)
            .outerjoin(VERSIONS, sa.and_(VERSIONS.c.project == PROJECTS.c.id, VERSIONS.c.number == last.c.number))
            .order_by(PROJECTS.c.changed.desc(), PROJECTS.c.id.desc())
        )
        with self._read() as connection:
            rows = connection.execute(query).all()
        return [
            Project(row.id, row.name, moment(row.created), moment(row.changed), row.how_many or 0, row.status)
            for row in rows
        ]

    def name(self, project: int) -> str:
        """The name of a project.

        Raises
        ------
        InputError
            There is no such project (any more), as for all methods that take one.
        """
        with self._read() as connection:
            return _name_of(connection, project)

    def rename(self, project: int, name: str) -> None:
        """Give a project another name.

        Raises
        ------
        InputError
            The name is empty, too long, or another project's.
        """
        name = checked_name(name)
        with self._write() as connection:
            _name_of(connection, project)
            others = sa.select(PROJECTS.c.id).where(PROJECTS.c.name == name, PROJECTS.c.id != project)
            if connection.scalar(others) is not None:
                raise InputError(f"another project is called '{name}' already; choose another name")
            connection.execute(sa.update(PROJECTS).where(PROJECTS.c.id == project).values(name=name))

    def delete(self, project: int) -> None:
        """Delete a project with all its versions, for good."""
        with self._write() as connection:
            _name_of(connection, project)
            connection.execute(sa.delete(VERSIONS).where(VERSIONS.c.project == project))
            connection.execute(sa.delete(PROJECTS).where(PROJECTS.c.id == project))

    def save(self, project: int, snapshot: Snapshot) -> int:
        """Save a state of the work, and return its version.

        A state that equals the last one is not saved again; one that adds the
        reading or the result which the last one lacked completes it; any other
        becomes a new version.
        """
        with self._write() as connection:
            return _saved(connection, project, snapshot)

    def versions(self, project: int) -> list[Version]:
        """The versions of a project, the oldest first."""
        columns = [column for column in VERSIONS.c if column.name != "content"]
        query = sa.select(*columns).where(VERSIONS.c.project == project).order_by(VERSIONS.c.number)
        with self._read() as connection:
            _name_of(connection, project)
            rows = connection.execute(query).all()
        return [Version(row.id, row.number, moment(row.created), row.status, row.objective, row.note) for row in rows]

    def load(self, version: int) -> Snapshot:
        """What was saved.

        Raises
        ------
        InputError
            There is no such version (any more), or its content is damaged.
        """
        with self._read() as connection:
            content = connection.scalar(sa.select(VERSIONS.c.content).where(VERSIONS.c.id == version))
        if content is None:
            raise InputError("this version is not there any more; its project was deleted")
        return _loaded(content, version)

    def export(self, project: int) -> bytes:
        """A project with all its versions as one file, for :meth:`import_`."""
        query = sa.select(VERSIONS.c.id, VERSIONS.c.content).where(VERSIONS.c.project == project)
        with self._read() as connection:
            name = _name_of(connection, project)
            rows = connection.execute(query.order_by(VERSIONS.c.number)).all()
        return to_file(name, [_loaded(row.content, row.id) for row in rows])

    def import_(self, content: bytes) -> int:
        """Make a project of a file from :meth:`export`; a number is added to a name that is taken.

        Raises
        ------
        InputError
            It is no such file; nothing was made.
        """
        name, snapshots = from_file(content)
        return self._made(checked_name(name), snapshots)


def _name_of(connection: sa.Connection, project: int) -> str:
    name = connection.scalar(sa.select(PROJECTS.c.name).where(PROJECTS.c.id == project))
    if name is None:
        raise InputError("this project is not there any more; it was deleted")
    return str(name)


def _created(connection: sa.Connection, name: str) -> int:
    taken = set(connection.scalars(sa.select(PROJECTS.c.name)))
    free, number = name, 1
    while free in taken:
        number += 1
        ending = f" ({number})"
        free = name[: NAME_LIMIT - len(ending)] + ending
    now = time.time()
    made = connection.execute(sa.insert(PROJECTS).values(name=free, created=now, changed=now))
    return _key(made)


def _saved(connection: sa.Connection, project: int, snapshot: Snapshot) -> int:
    # the project's row is locked, so that two savers don't take the same number
    locked = sa.select(PROJECTS.c.id).where(PROJECTS.c.id == project).with_for_update()
    if connection.scalar(locked) is None:
        _name_of(connection, project)
    last = connection.execute(
        sa.select(VERSIONS).where(VERSIONS.c.project == project).order_by(VERSIONS.c.number.desc()).limit(1)
    ).first()
    connection.execute(sa.update(PROJECTS).where(PROJECTS.c.id == project).values(changed=time.time()))
    if last is None:
        return _added(connection, project, 1, snapshot)
    if last.content == snapshot.to_json():
        return int(last.id)
    if not snapshot.completes(_loaded(last.content, last.id)):
        return _added(connection, project, last.number + 1, snapshot)
    connection.execute(sa.update(VERSIONS).where(VERSIONS.c.id == last.id).values(**_columns(snapshot)))
    return int(last.id)


def _added(connection: sa.Connection, project: int, number: int, snapshot: Snapshot) -> int:
    values = {"project": project, "number": number, "created": time.time(), **_columns(snapshot)}
    return _key(connection.execute(sa.insert(VERSIONS).values(**values)))


def _key(made: sa.CursorResult[Any]) -> int:
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])


def _columns(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "status": snapshot.status,
        "objective": snapshot.objective,
        "note": snapshot.note,
        "content": snapshot.to_json(),
    }


def _loaded(content: str, version: int) -> Snapshot:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise InputError(f"version {version} in the database is damaged: its content is not JSON") from None
    return Snapshot.from_data(data, f"version {version} in the database")
