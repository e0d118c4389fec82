"""From bytes to text: which encoding a file is in, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from agent.imports.files import RefusedError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, and the codecs that take them off."""
MAGIC = (
    (b"PK\x03\x04", "That is an Excel file or a ZIP archive. Save the sheet as CSV, and send that."),
    (b"PK\x05\x06", "That archive is empty. Send the list itself, saved as CSV."),
    (b"\xd0\xcf\x11\xe0", "That is an older Excel file. Save the sheet as CSV, and send that."),
    (b"%PDF", "That is a PDF. Save the list as CSV where it was made, and send that."),
    (b"\x1f\x8b", "That file is compressed. Unpack it, and send the CSV inside."),
)
"""How other kinds of files begin, and what to say of them."""
NO_TEXT = "That is no text that I can read. Save the list as CSV (UTF-8), and send that."
WESTERN = "cp1252"
"""What Excel writes in Western Europe and America; it is tried before rarer ones."""
SAMPLE = 64 * 1024
_LOOKED_AT = 4_096
_TEXTUAL = 0.3
"""The least share of NUL bytes in every second place by which UTF-16 without a mark is known."""


def text_of(content: bytes) -> tuple[str, str]:
    """The text of a file, and the encoding that it is in; `RefusedError` says what else it is."""
    for magic, sentence in MAGIC:
        if content.startswith(magic):
            raise RefusedError(sentence)
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise RefusedError(NO_TEXT) from error
    if "\x00" in text:
        raise RefusedError(NO_TEXT)
    return text, encoding


def _encoding(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    if b"\x00" in content[:_LOOKED_AT]:
        return _wide(content[:_LOOKED_AT])
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _single(content)
    return "utf-8"


def _wide(start: bytes) -> str:
    """UTF-16 without its mark: Latin letters have a NUL in every second place, first or last."""
    for encoding, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        if start[place::2].count(0) > _TEXTUAL * len(start) / 2 and not start[1 - place :: 2].count(0):
            return encoding
    raise RefusedError(NO_TEXT)


def _single(content: bytes) -> str:
    """One byte a letter: Western, unless that makes nonsense of it."""
    likely = [CENTRAL] if _CENTRAL_AS_WESTERN.search(content.decode(WESTERN, "replace")) else []
    found = from_bytes(content[:SAMPLE], cp_exclusion=["utf_16", "utf_32"]).best()
    guess = found.encoding if found is not None else WESTERN
    likely += [guess, WESTERN] if guess in _OTHER_SCRIPTS else [WESTERN, guess]
    return next((each for each in likely if _reads(content, each)), WESTERN)


def _reads(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


CENTRAL = "cp1250"
"""What Excel writes in Central Europe. The library takes much Western text for it, so it gets a rule."""
_CENTRAL_AS_WESTERN = re.compile(r"[ŽžŠš]|[a-z][³¹¿¾][a-z]|[a-z]{3}³|(?<!\w)[£¯][a-zó]")
_OTHER_SCRIPTS = frozenset(
    {
        "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "koi8_u", "iso8859_5", "iso8859_7",
        "shift_jis", "cp932", "euc_jp", "gb18030", "gbk", "gb2312", "big5", "euc_kr", "cp949", "mac_cyrillic",
    }
)  # fmt: skip
"""Encodings that the library tells reliably, since their letters read as Western ones are no words."""
