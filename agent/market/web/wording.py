"""How sites say things: four languages, and other words where the template is an unseen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from agent.market.chance import pick
from agent.market.web.company_truth import Place
from agent.market.web.directory import UNSEEN_LANGUAGE, UNSEEN_TEMPLATES
from agent.market.web.profiles import table

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
_GROUPING = {"en": ",", "de": ".", "es": ".", "fr": "\u00a0"}


@cache
def _words(language: str, unseen: bool) -> dict[str, Any]:
    """The table of a language; an unseen template's own words replace those that it has."""
    words: dict[str, Any] = table(
        f"wording/{'unseen' if language == UNSEEN_LANGUAGE else 'seen'}/{language}.yaml"
    )
    if not unseen or language == UNSEEN_LANGUAGE:
        return words
    own = table(f"wording/unseen/{language}.yaml")
    return words | {part: words[part] | own[part] for part in own}


class Wording:
    """The words of one site. What has several forms is always said in the same one."""

    def __init__(self, language: str, template: str, own: str) -> None:
        """`own` is what the choice of forms follows from: the site's domain."""
        self.language = language
        self._own = own
        self._words = _words(language, template in UNSEEN_TEMPLATES)

    def form(self, part: str, key: str) -> str:
        """One form of what a part of the table says under a key."""
        said = self._words[part][key]
        return str(said if isinstance(said, str) else pick(said, part, key, self._own))

    def filled(self, part: str, key: str, values: Mapping[str, object]) -> str:
        """The form with its values, beginning with a capital letter."""
        text = self.form(part, key).format_map(values)
        return text[:1].upper() + text[1:]

    def place(self, place: Place) -> str:
        """City and country, as in München, Deutschland; a city that is its country is said once."""
        return ", ".join(dict.fromkeys((self.called(place.city), self.called(place.country))))

    def called(self, name: str) -> str:
        """A city's or a country's name in this language."""
        return str(self._words["places"].get(name, name))

    def buyer(self, title: str) -> str:
        """What a site calls those with a title: in English their plural, else the language's own word."""
        return str(self._words["buyers"].get(title) or _plural(title))

    def joined(self, parts: Sequence[str]) -> str:
        """One list in words: a, b and c."""
        *most, last = parts
        return f"{', '.join(most)} {self._words['and']} {last}" if most else last

    def number(self, value: int) -> str:
        return f"{value:,}".replace(",", _GROUPING[self.language])

    def money(self, amount: int, currency: str) -> str:
        """€1,200 in English, 1.200 € elsewhere."""
        sign, number = _SIGNS[currency], self.number(amount)
        return f"{sign}{number}" if self.language == "en" else f"{number}\u00a0{sign}"

    def path(self, kind: str) -> str:
        """The path of a kind of page, in the site's language, without its first slash."""
        return self.form("paths", kind)


def _plural(title: str) -> str:
    """Heads of People, HR Managers."""
    return title.replace("Head of", "Heads of", 1) if title.startswith("Head of") else f"{title}s"
