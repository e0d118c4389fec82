"""Addresses and domains, tidied in one place: whatever somebody pasted, or a page links to."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from agent.pages.addresses import literal
from agent.tables import shipped

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,24}}|xn--[a-z0-9-]{{2,59}})")
_LONGEST = 253
_LEFT_OVER = re.compile(r"^(?:(?:25)*(?:2f|3a|20|40)(?=2f|www\.|(?<=52f)\w))+", re.IGNORECASE)
"""What decoding left of an encoding at the front: `252f`, `2f2f`, `2fwww.`."""
_HALF = re.compile(r"^2f(?=[a-z0-9-]{4,}\.[a-z.]{2,}$)", re.IGNORECASE)
"""The rest of a `%2F` whose sign was lost: `2fobbo.sg`. A company that begins so loses its beginning, which
is rarer than the defect; short ones (`2fa.com`) keep it."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WEB = re.compile(r"(?:https?:)?/{1,3}", re.IGNORECASE)
_FILES = re.compile(
    r"\.(?:pdf|png|jpe?g|gif|svg|webp|ico|css|js|mjs|json|zip|gz|rar|mp[34]|mov|avi|docx?|xlsx?|pptx?|exe|dmg|woff2?|ics"
    r"|vcf|rss|atom)$",
    re.IGNORECASE,
)


def domain_of(text: str) -> str | None:
    """The domain in whatever somebody wrote: an address, an e-mail address, a bare name; None for none.

    In lower case, without `www.`, port, user and path, in punycode. `javascript:`, `tel:`, `*` and addresses
    of machines are none. Percent-encoding is undone first, and what it left behind (`2fobbo.sg`,
    `%20support@obbo.sg`, both from domain.md, 002) is cut off.
    """
    bare = _decoded(text).strip().strip("<>\"'()[],;*").strip()
    scheme = _SCHEME.match(bare)
    if scheme is not None and not _WEB.match(bare):
        name = scheme[0].lower()
        if name == "mailto:":
            bare = bare[len(name) :].partition("?")[0]
        elif not re.match(r"[a-z0-9.-]+:\d+(?:/|$)", bare, re.IGNORECASE):
            return None
    web = _WEB.match(bare)
    bare = bare[web.end() :] if web is not None else bare
    host = re.split(r"[/?#\\]", bare, maxsplit=1)[0].rpartition("@")[2].strip()
    return _tidy(re.sub(r":\d*$", "", host))


def _decoded(text: str) -> str:
    """Without percent-encoding, however often it was applied."""
    for _ in range(3):
        plain = unquote(text)
        if plain == text:
            break
        text = plain
    return text


def _tidy(host: str) -> str | None:
    host = host.lower().strip(". ")
    host = _HALF.sub("", _LEFT_OVER.sub("", host)).lstrip("/")
    host = re.sub(r"^(?:www\d?\.)+(?=[^.]+\.)", "", host)
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
        if literal(host) is not None:
            return None
    except (ValueError, UnicodeError):
        return None
    return host if len(host) <= _LONGEST and _DOMAIN.fullmatch(host) else None


@cache
def _others() -> dict[str, str]:
    """Hosts that are no company's own, and what they are."""
    table: dict[str, str] = shipped(__package__, "domains.yaml")
    return {host: kind for kind, hosts in table.items() for host in hosts.split()}


def is_company(domain: str) -> bool:
    """Whether this can be a company's own domain: no social network, directory, standard or mail provider."""
    parts = domain.split(".")
    return not any(".".join(parts[at:]) in _others() for at in range(len(parts) - 1))


def company_domain(text: str) -> str | None:
    """The domain of a company in what somebody wrote; None where it is nobody's own."""
    found = domain_of(text)
    return found if found is not None and is_company(found) else None


_SITES_WORDS = (
    "about academy api app apply blog career careers cdn community corporate de developer developers docs "
    "en es eu events fr get go help info investors ir jobs karriere kb learn m media mobile my news portal "
    "press resources shop status store support try uk us web"
)
_SITES = frozenset(_SITES_WORDS.split())
"""Labels that stand before a company's domain for one of its sites."""
_REGISTERED = re.compile(r"(?:ac|co|com|edu|go|gob|gov|gouv|ne|net|or|org)\.[a-z]{2}")
"""Endings of two labels, below which companies register."""


def main_of(domain: str) -> str:
    """The company's domain, where this is one of its sites: `acme.com` of `careers.acme.com`."""
    label, _, rest = domain.partition(".")
    whole = label not in _SITES or "." not in rest or _REGISTERED.fullmatch(rest)
    return domain if whole else main_of(rest)


def is_registered(domain: str) -> bool:
    """Whether a company registers such a domain itself: it lies below none that could be somebody else's."""
    rest = domain.partition(".")[2]
    return "." not in rest or _REGISTERED.fullmatch(rest) is not None


def is_within(domain: str, other: str) -> bool:
    """Whether a domain is another, or lies below it."""
    return domain == other or domain.endswith(f".{other}")


def home_of(domain: str) -> str:
    """The address of a domain's first page."""
    return f"https://{domain}/"


def link(base: str, href: str) -> str | None:
    """Where a link goes: a whole http(s) address without fragment, or a tidy `mailto:` or `tel:`, or None."""
    bare = "".join(href.split()) if href.strip().lower().startswith(("javascript", "data")) else href.strip()
    scheme = _SCHEME.match(bare)
    name = scheme[0].lower() if scheme is not None else ""
    if name in {"mailto:", "tel:"}:
        return name + _decoded(bare[len(name) :]).partition("?")[0].strip()
    if not bare or bare.startswith(("#", "*")) or (name and name not in {"http:", "https:"}):
        return None
    try:
        parts = urlsplit(urljoin(base, bare))
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))


def is_file(url: str) -> bool:
    """Whether an address names a file that is no page."""
    return _FILES.search(urlsplit(url).path) is not None
