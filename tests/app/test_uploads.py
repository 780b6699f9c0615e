"""Texts and tables from files."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from nl2milp.app.uploads import read_text, tables_of
from nl2milp.errors import DataError, InputError

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, head: str = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>') -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def test_plain_texts_are_read_as_they_are() -> None:
    assert read_text("a.txt", "\ufeffAt most 5 vans — or €7.\r\nYes.\n".encode()) == "At most 5 vans — or €7.\nYes."
    assert read_text("a.MD", b"# Title\n\ntext") == "# Title\n\ntext"


def test_a_word_document_gives_its_paragraphs_lists_and_tables() -> None:
    cells = "".join(f"<w:tc>{paragraph(one)}</w:tc>" for one in ("plant", "a|b"))
    listed = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>first</w:t></w:r></w:p>"
    inner = f"<w:sdt><w:sdtContent>{paragraph('inside')}</w:sdtContent></w:sdt>"
    made = word(
        paragraph("A shop ", "makes chairs &amp; stools.") + listed + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + inner
    )
    assert read_text("a.docx", made).splitlines() == [
        "A shop makes chairs & stools.", "- first", "", "| plant | a\\|b |", "|---|---|", "", "inside"]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF", "is no text by its name"),
        ("a.txt", b"\xff\xfe\x00", "not UTF-8"),
        ("a.txt", b"  \n", "holds no text"),
        ("a.txt", b"x" * 20_000_001, "larger than"),
        ("a.docx", b"not a zip", "not a Word document"),
        ("a.docx", word("<w:p>"), "not a Word document"),
        ("a.docx", word(paragraph("&e;"), '<!DOCTYPE d [<!ENTITY e "boo">]>'), "declares entities"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(name: str, content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_text(name, content)


def test_a_word_document_that_unpacks_to_too_much_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 50_000_001)
    with pytest.raises(InputError, match="unpacks to"):
        read_text("a.docx", out.getvalue())


def test_tables_become_plain_csv() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Freight costs"
    for row in (["plant", "market", "cost"], ["Oslo", "Kiel", 14], ["Oslo", "Riga", 2.5]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    tables, _ = tables_of({"demand.csv": b"market;needs\nKiel;1,5\nRiga;20,25\n", "book.xlsx": out.getvalue()}, ",")
    assert dict(tables) == {
        "demand": "market,needs\nKiel,1.5\nRiga,20.25\n",
        "Freight costs": "plant,market,cost\nOslo,Kiel,14\nOslo,Riga,2.5\n",
    }


def test_a_table_once_read_reads_the_same_again() -> None:
    given = b'item,share,price\nA,40%,$3.20\n"B, C",-,$1\n'
    once, _ = tables_of({"t.csv": given})
    twice, _ = tables_of({f"{name}.csv": text.encode() for name, text in once}, ".")
    assert once == twice


def test_two_tables_of_one_name_are_refused() -> None:
    with pytest.raises(DataError):
        tables_of({"a.csv": b"x,y\n1,2\n", "a.tsv": b"x\ty\n1\t2\n"})
