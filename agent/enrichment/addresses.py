"""Addresses as they are found in texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

_ADDRESS = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])")


def addresses_in(text: str) -> Iterator[str]:
    """The addresses that stand in a text, in lower case, in their order."""
    decoded = unquote(text) if "%40" in text else text
    seen = dict.fromkeys(found.lower().lstrip(".%+-") for found in _ADDRESS.findall(decoded))
    yield from seen
