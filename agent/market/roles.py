"""What people do: roles, their titles, and the words that people search them by."""

from __future__ import annotations

from dataclasses import dataclass

from agent.market.text import listed, rows


@dataclass(frozen=True)
class Role:
    """A role of the market. `number` never changes: append only.

    `titles` are its spellings, the usual one first; a company has one seat for each, or a single seat when
    the role is `sole` (there is one chief financial officer).
    """

    number: int
    titles: tuple[str, ...]
    words: tuple[str, ...]
    skills: tuple[str, ...]
    sole: bool

    @property
    def seats(self) -> int:
        return 1 if self.sole else len(self.titles)


ROLES = tuple(
    Role(number, listed(titles), listed(words), listed(skills), rest == ["sole"])
    for number, (titles, words, skills, *rest) in enumerate(rows("roles.txt"))
)
SEATS = tuple((role, seat) for role in ROLES for seat in range(role.seats))
"""Every seat of a company, by its number."""
