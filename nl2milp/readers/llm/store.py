"""SQLite files of this reader: the cache of replies, and the append-only log of calls."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from nl2milp.errors import InputError
from nl2milp.readers.llm.calls import Message, Reply, Request
from nl2milp.readers.llm.faults import redacted

__all__ = ["CallLog", "LoggedCall", "ReplyCache"]

_CACHE = """
create table if not exists replies (
    key text primary key, model text, phase text, text text not null,
    input_tokens integer, output_tokens integer, finish text, saved real not null
);
"""

_LOG = """
create table if not exists calls (
    id integer primary key autoincrement, at real not null, reading text, phase text not null, model text not null,
    prompts text, settings text, messages text not null, reply text, status text not null, error text,
    attempts integer, input_tokens integer, output_tokens integer, cost real, seconds real
);
create trigger if not exists calls_are_not_changed before update on calls
begin select raise(abort, 'the log of calls is append-only'); end;
create trigger if not exists calls_are_not_deleted before delete on calls
begin select raise(abort, 'the log of calls is append-only'); end;
"""


@contextmanager
def _opened(path: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """A connection of its own for each use: threads and processes share the file, not the connection."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)  # texts may be private
        with closing(sqlite3.connect(path, timeout=30)) as connection, connection:
            connection.executescript(schema)
            yield connection
    except (OSError, sqlite3.Error) as error:
        raise InputError(f"the file {path} cannot be used: {error}") from None


class ReplyCache:
    """Replies by request; `path` None keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def get(self, request: Request) -> Reply | None:
        """The reply to the same request, if there was one."""
        if self.path is None or not self.path.exists():
            return None
        with _opened(self.path, _CACHE) as connection:
            row = connection.execute(
                "select text, input_tokens, output_tokens, finish from replies where key = ?", (request.key,)
            ).fetchone()
        return None if row is None else Reply(row[0], row[1], row[2], row[3] or "", cached=True)

    def put(self, request: Request, reply: Reply) -> None:
        """Keep a reply."""
        if self.path is None:
            return
        with _opened(self.path, _CACHE) as connection:
            connection.execute(
                "insert or replace into replies values (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(request.key, str(request.settings.get("model")), request.phase, reply.text),
                    *(reply.input_tokens, reply.output_tokens, reply.finish, time.time()),
                ),
            )


@dataclass(frozen=True)
class LoggedCall:
    """One entry of the log; `status` is `ok`, `cached` or `error`."""

    id: int
    at: float
    reading: str | None
    phase: str
    model: str
    prompts: str | None
    settings: Mapping[str, Any]
    messages: tuple[Message, ...]
    reply: str | None
    status: str
    error: str | None
    attempts: int | None
    input_tokens: int | None
    output_tokens: int | None
    cost: float | None
    seconds: float | None


class CallLog:
    """Every call, in order, never changed; `path` None writes nothing. Keys are taken out of all that is written."""

    def __init__(self, path: Path | None, secret: str | None = None) -> None:
        self.path, self.secret = path, secret

    def write(
        self,
        request: Request,
        reply: Reply | None,
        *,
        reading: str,
        prompts: str,
        seconds: float,
        attempts: int,
        cost: float | None = None,
        error: str = "",
    ) -> None:
        """Append one call."""
        if self.path is None:
            return
        messages = json.dumps([[one.role, one.text] for one in request.messages], ensure_ascii=False)
        status = "error" if error else "cached" if reply is not None and reply.cached else "ok"
        row = (
            *(time.time(), reading, request.phase, str(request.settings.get("model")), prompts),
            *(json.dumps(dict(request.settings), default=str), redacted(messages, self.secret)),
            *(
                redacted(reply.text, self.secret) if reply else None,
                status,
                redacted(error, self.secret) or None,
                attempts,
            ),
            *(reply.input_tokens if reply else None, reply.output_tokens if reply else None, cost, seconds),
        )
        with _opened(self.path, _LOG) as connection:
            marks = ", ".join("?" * len(row))
            connection.execute(
                "insert into calls (at, reading, phase, model, prompts, settings, messages, reply, status, error, "  # noqa: S608 - only question marks are put in
                f"attempts, input_tokens, output_tokens, cost, seconds) values ({marks})",
                row,
            )

    def read(self, last: int = 20, *, only: int | None = None, errors: bool = False) -> list[LoggedCall]:
        """The last calls, oldest first; or the one numbered `only`; or those that failed."""
        if self.path is None or not self.path.exists():
            return []
        where, values = ("where id = ?", [only]) if only is not None else ("", [])
        if errors and not where:
            where = "where status = 'error'"
        with _opened(self.path, _LOG) as connection:
            rows = connection.execute(
                f"select * from calls {where} order by id desc limit ?",  # noqa: S608 - `where` is one of three texts above
                (*values, last),
            ).fetchall()
        return [_logged(row) for row in reversed(rows)]


def _logged(row: tuple[Any, ...]) -> LoggedCall:
    messages = tuple(Message(*one) for one in json.loads(row[7]))
    names = [one.name for one in fields(LoggedCall)]
    return LoggedCall(**dict(zip(names, (*row[:6], json.loads(row[6] or "{}"), messages, *row[8:]), strict=True)))
