"""Bytes of a page to text: what they are wins over what they are said to be."""

from __future__ import annotations

import codecs
import re

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)
_LOOKED_AT = 4096
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WESTERN = {"ascii", "iso8859-1", "cp1252", "iso8859-15"}
"""What browsers read as windows-1252, and what UTF-8 is most often wrongly declared as."""


def decoded(body: bytes, content_type: str = "") -> str:
    """The text of a page. Raises nothing: what cannot be read becomes a replacement character.

    A byte order mark wins. UTF-8 that is valid is UTF-8, whatever western charset is declared: hardly any
    other text happens to be. Else what is declared (header, then meta), else windows-1252.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared = _declared(body, content_type)
    if declared in _WESTERN or declared in {"", "utf-8"}:
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError as error:
            # A page that was cut in the middle of a character is still UTF-8.
            if error.start >= len(body) - 3 and any(byte > 127 for byte in body[: error.start]):  # noqa: PLR2004
                return body.decode("utf-8", "ignore")
        return body.decode("cp1252", "replace")
    return body.decode(declared, "replace")


def _declared(body: bytes, content_type: str) -> str:
    """The charset's name in Python's spelling; empty where none is declared that there is."""
    header = _HEADER.search(content_type)
    meta = _META.search(body[:_LOOKED_AT])
    for name in (header[1] if header else "", meta[1].decode("ascii", "ignore") if meta else ""):
        try:
            found = codecs.lookup(name).name if name else ""
            # Not every codec is one of texts; some only tell when they are used.
            b"a".decode(found or "ascii")
        except (LookupError, ValueError):
            continue
        if found:
            return found
    return ""
