"""Which encoding a file is in, and what is no text."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.imports.decoding import text_of
from agent.imports.files import RefusedError

EXAMPLES = 30
LIST = "Vorname;Straße;Ort\r\nJürgen;Größerweg 5;Köln\r\nZoë;Rue de l’Église;Orléans\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_list_reads_the_same_in_every_encoding(encoding: str) -> None:
    text, _ = text_of(LIST.encode(encoding))
    assert text == LIST


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1251",
            "Имя;Компания;Город\nИван Петров;Газпром;Москва\nАнна Смирнова;Яндекс;Санкт-Петербург\n" * 5,
        ),
        ("cp1250", "Nazwisko;Firma;Miasto\nMichał Wiśniewski;Żabka;Łódź\n"),
        ("cp1250", "Jméno;Firma;Město\nŽaneta Šťastná;Škoda;Plzeň\nJiří Dvořák;Čedok;Děčín\n" * 5),
    ],
)
def test_letters_of_other_scripts_are_told_from_western_ones(encoding: str, text: str) -> None:
    assert text_of(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    "row",
    [
        "Søren Ærø;Blåbær ApS;Ålborg",
        "Zoé Élève;Société Générale;Orléans",
        "José Núñez;Compañía SA;Logroño",
        "João Gonçalves;Construções SA;São Paulo",
        "Åse Nygård;80 m³ Lager;Tromsø",
    ],
)
@pytest.mark.parametrize("times", [1, 30])
def test_western_letters_are_not_taken_for_others(row: str, times: int) -> None:
    text = "Name;Firma;Ort\n" + f"{row}\n" * times
    assert text_of(text.encode("cp1252")) == (text, "cp1252")


def test_plain_letters_are_the_same_in_all() -> None:
    assert text_of(b"Name,E-mail\nAda,ada@berg.example\n") == ("Name,E-mail\nAda,ada@berg.example\n", "utf-8")


@settings(max_examples=EXAMPLES)
@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1))
def test_western_letters_are_never_refused(text: str) -> None:
    text_of(("Name," + text).encode("cp1252"))


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (_zip(), "Excel file or a ZIP archive. Save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Excel file"),
        (b"%PDF-1.7\n", "That is a PDF"),
        (gzip.compress(b"Name\nAda\n"), "compressed"),
        (bytes(range(256)) * 4, "no text"),
        (b"Name\x00\x00\x00Ada\x00\x00", "no text"),
    ],
    ids=["zip", "xls", "pdf", "gzip", "bytes", "nul"],
)
def test_what_is_no_list_is_refused_with_what_would_help(content: bytes, sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        text_of(content)


@settings(max_examples=EXAMPLES)
@given(st.binary(max_size=300))
def test_whatever_comes_is_read_or_refused(content: bytes) -> None:
    try:
        text, encoding = text_of(content)
    except RefusedError:
        return
    assert content.decode(encoding) == text
