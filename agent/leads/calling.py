"""What a person is called, and texts without it: pure, for people who are deleted on request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict

from agent.leads.draft import draft_values
from agent.leads.fact import Fact
from storage.folding import folded

GONE = "[deleted]"
"""Stands in a text where the person was named."""
_TOKEN = re.compile(r"[^\W_]+")
_NO_NAME = frozenset({"http", "https", "www"})
_BETWEEN = r"(?:%[0-9a-fA-F]{2}|[\W_])+"
_FIELDS = ("email", "personal_email", "email_unverified", "profile_url", "phone")
_LONG = 60
_SHORTEST = 5
"""Letters and digits of a name or an address, at least: shorter ones stand for too much else."""


class Called(BaseModel):
    """One person's names, their addresses of any kind, and where they work: companies and their websites."""

    model_config = ConfigDict(frozen=True)

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()

    @cached_property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The words of each name and address that says who is meant, longest first.

        A name of one word does not: it is left in texts, though not in results.
        """
        names = [tokens for name in self.names if len(tokens := _tokens(name)) > 1]
        found = {*names, *(_tokens(address) for address in self.addresses)}
        telling = [tokens for tokens in found if len("".join(tokens)) >= _SHORTEST]
        return tuple(sorted(telling, key=lambda tokens: (-len("".join(tokens)), tokens)))

    @cached_property
    def patterns(self) -> tuple[str, ...]:
        """What to look for with LIKE: finds all that names the person, and a little more.

        Letters beyond ASCII may be written in several ways, in JSON or in capitals: any will do.
        """
        plain = [[re.sub(r"[^\x00-\x7f]+", "%", token) for token in tokens] for tokens in self.words]
        return tuple(f"%{'%'.join(tokens)}%" for tokens in plain)

    @cached_property
    def naming(self) -> re.Pattern[str] | None:
        """What finds the person named in a text."""
        if not self.words:
            return None
        several = (_BETWEEN.join(map(re.escape, tokens)) for tokens in self.words)
        start = r"(?:(?:https?://)?(?:www\.)?)?"
        return re.compile(rf"(?<![^\W_]){start}(?:{'|'.join(several)})(?![^\W_])", re.IGNORECASE)

    def without(self, value: Any) -> Any:
        """The same value, or tree of values, with no word of the person in its texts."""
        match value:
            case str():
                return self._left(value)
            case dict():
                return {key: self.without(each) for key, each in value.items()}
            case list():
                return [self.without(each) for each in value]
            case _:
                return value

    def _left(self, text: str) -> str:
        """A long text gets no longer by it: what keeps it may have a limit."""
        if self.naming is None:
            return text
        return self.naming.sub(GONE, text)[: max(len(text), _LONG)]

    def is_named_in(self, text: str) -> bool:
        """Whether a text names the person."""
        return self.naming is not None and self.naming.search(text) is not None

    def is_line_about(self, line: Mapping[str, str]) -> bool:
        """Whether a line of a result tells of this person: it has an address of theirs, or their name.

        A name alone is another's where the line has an address that is not theirs, or another company.
        """
        values = draft_values(line)
        addresses = {_tokens(values[field]) for field in _FIELDS if field in values}
        if addresses & {_tokens(address) for address in self.addresses}:
            return True
        companies = set(map(folded, self.companies))
        elsewhere = "company" in values and companies and folded(values["company"]) not in companies
        same = folded(values.get("name")) in set(map(folded, self.names))
        return "name" in values and same and not addresses and not elsewhere


def without_any(people: Iterable[Called], value: Any) -> Any:
    """A tree of values with no word of any of these people."""
    for person in people:
        value = person.without(value)
    return value


def called(facts: Iterable[Fact], keys: Iterable[tuple[str, str]] = ()) -> Called:
    """What a person is or was called, by all that was ever known of them."""
    seen: dict[str, dict[str, None]] = {}
    for fact in facts:
        if fact.value:
            seen.setdefault(fact.field, {})[fact.value] = None
    own = {value: None for kind, value in keys if kind != "row"}
    addresses = {value: None for field in _FIELDS for value in seen.get(field, {})} | own
    names, companies, sites = (tuple(seen.get(field, {})) for field in ("name", "company", "website"))
    return Called(names=names, addresses=tuple(addresses), companies=companies, sites=sites)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(token for token in _TOKEN.findall(text.casefold()) if token not in _NO_NAME)
