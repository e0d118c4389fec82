"""Why a page could not be read: a sentence, and a kind that decides what is tried next."""

from __future__ import annotations

from enum import StrEnum

from agent.errors import AgentError


class Trouble(StrEnum):
    """The kinds of failure."""

    BAD_ADDRESS = "bad_address"
    PRIVATE = "private_address"
    UNKNOWN_HOST = "unknown_host"
    ROBOTS = "forbidden_by_robots"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    TIMED_OUT = "timed_out"
    TOO_BIG = "too_big"
    BROKEN = "broken"
    REDIRECTS = "too_many_redirects"
    NOT_HTML = "not_html"
    EMPTY = "empty"


_WORDS = {
    Trouble.BAD_ADDRESS: "“{}” is no web address that I read.",
    Trouble.PRIVATE: "{} is inside a private network; I read the public web only.",
    Trouble.UNKNOWN_HOST: "There is no site at {}.",
    Trouble.ROBOTS: "{} asks robots to stay away, so I did not read it.",
    Trouble.REFUSED: "{} did not let me in.",
    Trouble.NOT_FOUND: "{} does not exist.",
    Trouble.TIMED_OUT: "{} took too long to answer.",
    Trouble.TOO_BIG: "{} is too big to read.",
    Trouble.BROKEN: "{} is broken: it gave no whole answer.",
    Trouble.REDIRECTS: "{} sends its readers around in circles.",
    Trouble.NOT_HTML: "{} is no page of text.",
    Trouble.EMPTY: "{} says nothing that can be read.",
}
_SHOWN = 120
FINAL = frozenset({Trouble.BAD_ADDRESS, Trouble.PRIVATE, Trouble.ROBOTS, Trouble.NOT_FOUND})
"""What no other reader may, or could, do better."""


class PageError(AgentError):
    """A page that could not be read; `kind` says why."""

    def __init__(self, kind: Trouble, url: str) -> None:
        super().__init__(_WORDS[kind].format(url[:_SHOWN]))
        self.kind = kind
        self.url = url
