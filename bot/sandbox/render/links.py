"""Links that are safe to click: only to the web and to mail."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_SAFE = re.compile(r"(https?://|mailto:)[^\s\x00]+", re.IGNORECASE)


def link(url: str, label: str | Markup = "") -> Markup:
    """An anchor; what is no web or mail address is shown as text."""
    shown = escape(label or url)
    if not _SAFE.fullmatch(url):
        return shown
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, shown)
