"""Sets finished pieces of HTML aside while the text around them is escaped and marked up."""

from __future__ import annotations

import re

_PLACE = re.compile("\x00(\\d+)\x00")


class Stash:
    """Finished pieces, each standing in the text as a mark that no user can type."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    @staticmethod
    def clean(text: str) -> str:
        return text.replace("\x00", "")

    def keep(self, html: str) -> str:
        self._pieces.append(html)
        return f"\x00{len(self._pieces) - 1}\x00"

    def restore(self, html: str) -> str:
        while _PLACE.search(html):
            html = _PLACE.sub(lambda match: self._pieces[int(match[1])], html)
        return html
