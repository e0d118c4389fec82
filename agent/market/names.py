"""What people are called, by the culture of a place."""

from __future__ import annotations

from dataclasses import dataclass

from agent.market.text import rows


@dataclass(frozen=True)
class Names:
    """The names of one culture: women's and men's first names, and last names that no other culture has."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    last: tuple[str, ...]

    @property
    def first(self) -> tuple[str, ...]:
        return (*self.women, *self.men)

    def __len__(self) -> int:
        return len(self.first) * len(self.last)


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in cell.split())


NAMES = {
    culture: Names(_words(women), _words(men), _words(last))
    for culture, women, men, last in rows("names.txt")
}
