"""Addresses in one spelling, so that the same person is recognised however they were written."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_EMAIL = re.compile(r"[^@\s,;<>\"]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_SHARED = frozenset(
    {"info", "hello", "contact", "office", "sales", "support", "admin", "team", "mail", "hi", "enquiries"}
)


def profile(url: str) -> str | None:
    """A profile's address: https, host in lower case, no query, no slash at the end; None for no address.

    LinkedIn serves one profile under country hosts, in any case and with a language at the end; all are one.
    """
    text = url.strip()
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
    except ValueError:  # a bracket where a host belongs
        return None
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
    if "." not in host or not path:
        return None
    if host == "linkedin.com" or host.endswith(".linkedin.com"):
        host, path = "www.linkedin.com", _linkedin_path(path)
    return f"https://{host}{path}"


def _linkedin_path(path: str) -> str:
    found = re.match(r"/in/([^/]+)", path, re.IGNORECASE)
    return f"/in/{unquote(found[1]).lower()}" if found else path


def email(address: str) -> str | None:
    """An address in lower case; None when it cannot be one."""
    text = address.strip().lower().removeprefix("mailto:")
    return text if _EMAIL.fullmatch(text) else None


def is_shared(address: str) -> bool:
    """Whether several people read this mailbox, so that it says nothing about who one of them is."""
    return address.partition("@")[0] in _SHARED
