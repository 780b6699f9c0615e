"""Files from the user: texts as .txt, .md and .docx, tables as CSV and Excel."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from nl2milp.errors import DataError, InputError

__all__ = ["TABLES", "TEXTS", "is_table", "read_text", "tables_of"]

TEXTS = ("txt", "md", "docx")
TABLES = ("csv", "tsv", "xlsx", "xlsm")

_MOST_BYTES = 20_000_000
_MOST_UNPACKED = 50_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def is_table(name: str) -> bool:
    """Whether a file holds a table, by its name."""
    return name.rpartition(".")[2].casefold() in TABLES


def read_text(name: str, content: bytes) -> str:
    """The text of a file.

    Raises
    ------
    InputError
        It is of another kind, too large, empty, not UTF-8, or no Word document.
    """
    ending = name.rpartition(".")[2].casefold()
    if ending not in TEXTS:
        raise InputError(f"'{name}' is no text by its name; texts are {', '.join(f'.{one}' for one in TEXTS)} files")
    if len(content) > _MOST_BYTES:
        raise InputError(f"'{name}' is larger than {_MOST_BYTES:,} bytes; a problem's text is a few pages at most")
    if ending == "docx":
        text = _word(name, content)
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(f"'{name}' is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        raise InputError(f"'{name}' holds no text")
    return text


def _word(name: str, content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = packed.getinfo("word/document.xml").file_size
            if size > _MOST_UNPACKED:
                raise InputError(f"'{name}' unpacks to {size / 1e6:,.0f} MB, more than is read")
            source = packed.read("word/document.xml")
        # Word writes UTF-8; read as such, no declaration of an entity can hide in another encoding
        written = source.decode("utf-8-sig")
        if "<!DOCTYPE" in written or "<!ENTITY" in written:
            raise InputError(f"'{name}' declares entities, which a Word document does not; save it anew")
        root = ElementTree.fromstring(written.partition("?>")[2] or written)  # noqa: S314 - no entities
    except (
        UnicodeDecodeError,
        zipfile.BadZipFile,
        KeyError,
        ElementTree.ParseError,
        RuntimeError,
        EOFError,
        NotImplementedError,
    ):
        raise InputError(f"'{name}' is not a Word document that can be read; save it as .docx or .txt") from None
    body = root.find(f"{_WORD}body")
    return "\n".join(_blocks(body if body is not None else root))


def _blocks(body: ElementTree.Element) -> Iterator[str]:
    for block in body:
        if block.tag == f"{_WORD}tbl":
            yield from _word_table(block)
        elif block.tag == f"{_WORD}p":
            yield _paragraph(block)
        else:
            yield from _blocks(block)  # content controls and the like hold paragraphs


def _paragraph(block: ElementTree.Element) -> str:
    parts = []
    listed = block.find(f"{_WORD}pPr/{_WORD}numPr") is not None
    for one in block.iter():
        if one.tag == f"{_WORD}t":
            parts.append(one.text or "")
        elif one.tag in (f"{_WORD}tab", f"{_WORD}br"):
            parts.append(" ")
    return ("- " if listed else "") + "".join(parts)


def _word_table(block: ElementTree.Element) -> Iterator[str]:
    rows = [
        [" ".join(filter(None, map(_paragraph, cell.iter(f"{_WORD}p")))) for cell in row.findall(f"{_WORD}tc")]
        for row in block.findall(f"{_WORD}tr")
    ]
    yield ""
    for place, row in enumerate(rows):
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
        if not place:
            yield "|" + "---|" * len(row)
    yield ""


def tables_of(
    files: Mapping[str, bytes], decimal: str | None = None
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Tables as (name, CSV text) with plain numbers, and what was decided about them.

    Raises
    ------
    InputError, DataError
        A file or a cell is unusable, see :func:`nl2milp.tables.load_tables`.
    """
    from nl2milp.tables import read_tables

    found = read_tables(files, decimal)
    tables: dict[str, str] = {}
    for name, columns in found.tables.items():
        called = re.sub(r"[\\/\s]+", " ", name).strip() or "table"
        if called in tables:
            raise DataError(f"two tables are called '{called}'; rename a file or a sheet")
        tables[called] = _csv(columns)
    return tuple(tables.items()), found.notes


def _csv(columns: Mapping[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*([_cell(cell) for cell in values] for values in columns.values()), strict=True))
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None or value != value:
        return "-"
    if isinstance(value, str):
        return value
    number = float(value)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
