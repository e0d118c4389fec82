"""Companies in a text that somebody pasted: lists, tables, bullets, links, in whatever order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.pages.urls import company_domain

_SITE = re.compile(
    r"\[(?P<label>[^\]\n]+)\]\((?P<target>[^)\s]+)\)"
    r"|<(?P<slack>[^|>\s]+)(?:\|(?P<shown>[^>]*))?>"
    r"|(?P<bare>(?:https?://|www\.)[^\s,;|<>()\[\]]+"
    r"|(?:[\w.%+-]+@)?(?:[\w%-]+\.)+[^\W\d_]{2,24}(?::\d+)?(?:/[^\s,;|<>()\[\]]*)?"
    r"|(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]))",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•–·▪>]|\(?\d{1,2}[.)]|[a-z]\))\s+", re.IGNORECASE)
_EDGE = " \t.:,;|-–—()[]{}*_`\"'“”→="
_LEGAL = re.compile(
    r"^(?:inc|ltd|llc|gmbh|ag|kg|co|corp|s\.?a|s\.?l|b\.?v|plc|sas|sarl|se|ltda)\b", re.IGNORECASE
)
_JOINT = re.compile(r"^[\s,.]*(?:and|und)\b|\b(?:and|und)\s*$")
"""What joins two companies where a stretch of a line stands between their sites."""
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Entry:
    """One company as it was pasted. `site` is None where none, or no company's own, was written.

    `written` is the site as it stands in the text, empty where there is none; `rest` is what follows it.
    """

    name: str
    site: str | None
    written: str = ""
    rest: str = ""


def entries(text: str) -> list[Entry]:
    """Every company of a text, in its order. A name on one line and its site on the next are one."""
    found: list[Entry] = []
    for line in re.split(r"[\n\r;]+", text):
        bare = _BULLET.sub("", line).strip()
        if not bare.strip(_EDGE):
            continue
        for entry in _of_line(bare):
            waiting = found[-1] if found else None
            if waiting is not None and not waiting.written and entry.written and _is_nameless(entry):
                found[-1] = Entry(waiting.name, entry.site, entry.written, entry.rest)
            else:
                found.append(entry)
    return found


def told(line: str) -> Entry:
    """The company of one line, whose name stands before its site and what is told of it behind."""
    bare = _BULLET.sub("", line).strip()
    found = list(_of_line(bare, leads=True)) or [Entry(bare[:_LONGEST_NAME], None)]
    return next((each for each in found if each.written), found[0])


def sites(text: str) -> list[str]:
    """The companies' domains that a text names, each once."""
    return list(dict.fromkeys(entry.site for entry in entries(text) if entry.site))


def _is_nameless(entry: Entry) -> bool:
    return entry.site is None or entry.name == named_by(entry.site)


def _of_line(line: str, *, leads: bool = False) -> Iterator[Entry]:
    matches = list(_SITE.finditer(line))
    if not matches:
        yield from (Entry(name, None) for name in _names(line))
        return
    between = [line[(matches[at - 1].end() if at else 0) : match.start()] for at, match in enumerate(matches)]
    after = line[matches[-1].end() :]
    leads = leads or bool(between[0].strip(_EDGE)) or not after.strip(_EDGE)
    for at, match in enumerate(matches):
        following = between[at + 1] if at + 1 < len(matches) else after
        stretch = between[at] if leads else following
        said = _names(_JOINT.sub("", stretch) if at or not leads else stretch)
        yield from (Entry(name, None) for name in said[:-1])
        yield _entry(match, said[-1] if said else "", following.strip(_EDGE) if leads else "")


def _entry(match: re.Match[str], name: str, rest: str) -> Entry:
    written = match["target"] or match["slack"] or match["bare"]
    shown = match["label"] or match["shown"] or ""
    if not name and shown and company_domain(shown) is None:
        name = " ".join(_names(shown))
    site = company_domain(written)
    return Entry((name or (named_by(site) if site else ""))[:_LONGEST_NAME], site, written, rest)


def _names(text: str) -> list[str]:
    """The names in a stretch of a line; “Acme, Inc.” is one, and so is “Marks and Spencer”."""
    found: list[str] = []
    for part in re.split(r"[,|\t]", text):
        bare = part.strip(_EDGE)
        if found and bare and _LEGAL.match(bare):
            found[-1] = f"{found[-1]}, {bare}"
        elif bare:
            found.append(bare[:_LONGEST_NAME])
    return found


def named_by(domain: str) -> str:
    """A name for a company of which only the domain is known."""
    return domain.split(".", maxsplit=1)[0].replace("-", " ").title()
