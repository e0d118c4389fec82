"""Which people, companies or posts of the market a phantom finds with the values it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from agent.execution.finding import Finding
from agent.market.companies import Company, company_from
from agent.market.market import Market
from agent.market.people import Person
from agent.planner.phantom import Phantom, Subject

_MAPS = ("googlemapssearchurl", "yellowpagesurl", "pagesjaunesurl")
ENDLESS = ("linkedinsearchurl", "salesnavigatorsearchurl", "githubsearchurl", *_MAPS)
"""Inputs that find as many as one wants."""

_PROFILES = ("linkedinprofileurl", "salesnavigatorprofileurl", "recruiterprofileurl")
_HANDLES = (
    "githubprofileurl", "instagramprofileurl", "twitterprofileurl", "facebookprofileurl", "tiktokprofileurl",
    "redditprofileurl",
)  # fmt: skip
_PERSONAL = frozenset((*_PROFILES, *_HANDLES, "linkedinthreadurl", "fullname", "professionalemail"))
"""Inputs that name one person."""

_PAGES = ("linkedincompanyurl", "linkedinschoolurl", "ownpageurl", "salesnavigatorcompanyurl")
_SLUGS = ("youtubechannelurl", "crunchbaseurl")
"""Pages on other sites whose address ends with the company's name."""

_POSTS = ("linkedinposturl", "instagramposturl")
_POSTED_BY = ("linkedinprofileurl", "linkedincompanyurl", "instagramprofileurl")

_ENGAGERS = frozenset(
    {"LinkedIn Post Commenter and Liker Scraper.js", "LinkedIn Post Engagers to Lead Outreach.js"}
)
"""Phantoms for which a profile or a page stands for those who react to its posts."""

_AROUND = {
    "Instagram Follower Collector.js": ("followers", "instagramprofileurl"),
    "Instagram Following Collector.js": ("followed", "instagramprofileurl"),
    "Twitter Follower Collector.js": ("followers", "twitterprofileurl"),
    "Instagram Photo Likers.js": ("likers", "instagramposturl"),
    "Instagram Post Commenters Export.js": ("commenters", "instagramposturl"),
    "Instagram Hashtag Search Export.js": ("authors", "hashtag"),
    "Twitter Search Export.js": ("authors", "twittersearchurl"),
}
"""Phantoms for which an address or a topic stands for those around it, the kind of crowd, and the input."""

_CROWDS = {
    "tweeturl": "likers",
    "facebookgroupurl": "group",
    "producthunturl": "upvoters",
    "ownrepositoryurl": "stargazers",
    "salesnavigatorlisturl": "list",
    "linkedingroupurl": "group",
    "linkedineventurl": "event",
    "linkedinpollurl": "poll",
    "slackchannelurl": "channel",
    "linkedincompanyurl": "followers",
    "linkedinschoolurl": "followers",
}
"""Inputs that gather a crowd, and its kind."""

_OWN = (
    ("Profile Follower", "followers"),
    ("Sent Request", "requests"),
    ("Withdrawer", "requests"),
    ("Invitation Accepter", "invitations"),
    ("New Connection", "accepted"),
    ("Inbox", "inbox"),
    ("Profile Viewers", "viewers"),
)
"""Part of the name of a phantom that is told nothing, and the crowd around the account it works for."""


def findings(market: Market, phantom: Phantom, given: Mapping[str, str], at: datetime) -> Iterator[Finding]:
    """What the phantom finds, in an order that never changes."""
    if phantom.rows is Subject.COMPANIES:
        return _companies(market, given, at)
    if phantom.script in _AROUND:
        return (Finding(given, at, person=person) for person in _around(market, phantom, given))
    if phantom.rows is Subject.POSTS:
        return _posts(market, given, at)
    address = given.get("professionalemail") if "professionalemail" in phantom.inputs else None
    people = _people(market, phantom, given)
    return (Finding(given, at, person=person, address=address) for person in people)


def _around(market: Market, phantom: Phantom, given: Mapping[str, str]) -> Iterator[Person]:
    kind, name = _AROUND[phantom.script]
    return market.crowd(kind, given[name].lower().lstrip("#")) if given.get(name) else iter(())


def _companies(market: Market, given: Mapping[str, str], at: datetime) -> Iterator[Finding]:
    if search := _first(given, _MAPS):
        for place in market.places(search):
            yield Finding(given, at, company=place)
    elif job := given.get("linkedinjoburl"):
        employer = company_from("job", job.partition("?")[0])
        yield Finding(given, at, company=employer, person=next(market.staff(employer), None))
    elif found := company_of(market, given):
        yield Finding(given, at, company=found)


def _posts(market: Market, given: Mapping[str, str], at: datetime) -> Iterator[Finding]:
    author = person_of(market, given)
    page = None if author else company_of(market, given)
    if url := _first(given, _POSTS):
        posts: Iterable[str] = (url,)
    elif source := _first(given, _POSTED_BY):
        posts = market.posts(source)
    else:
        posts = market.posts(given.get("linkedinpostcontent", ""), count=1)
    return (Finding(given, at, person=author, company=page, post=post) for post in posts)


def _people(market: Market, phantom: Phantom, given: Mapping[str, str]) -> Iterator[Person]:
    if phantom.script in _ENGAGERS:
        return _engagers(market, given)
    named = {name: given[name] for name in given if name in phantom.inputs or name not in _HANDLES}
    if _PERSONAL.intersection(phantom.inputs) and (one := person_of(market, named)):
        return iter((one,))
    return _crowd(market, phantom, {name: given[name] for name in phantom.inputs if given.get(name)})


def _engagers(market: Market, given: Mapping[str, str]) -> Iterator[Person]:
    source = given.get("linkedinposturl") or _first(given, _POSTED_BY)
    return market.crowd("likers", source) if source else iter(())


def _crowd(market: Market, phantom: Phantom, given: Mapping[str, str]) -> Iterator[Person]:
    """Those of a search, a gathering or a company; those around the account when nothing is named."""
    if search := given.get("githubsearchurl"):
        return market.developers(search)
    if search := _first(given, ENDLESS):
        return market.search(search)
    if post := given.get("linkedinposturl"):
        return market.crowd("likers" if "Likers" in phantom.script else "commenters", post)
    if "Employees" in phantom.script and (employer := company_of(market, given)):
        return market.staff(employer)
    if gathering := next((name for name in _CROWDS if name in given), None):
        return market.crowd(_CROWDS[gathering], given[gathering])
    return iter(()) if _must_be_told(phantom) else market.crowd(_own_crowd(phantom), "the account")


def _must_be_told(phantom: Phantom) -> bool:
    """Whether the phantom needs to hear of whom; a message says what to tell them."""
    return bool(phantom.groups) and not set(phantom.inputs) <= {"message"}


def _own_crowd(phantom: Phantom) -> str:
    return next((kind for part, kind in _OWN if part in phantom.script), "connections")


def person_of(market: Market, given: Mapping[str, str]) -> Person | None:
    """The one person that the values name, however they do."""
    if profile := _first(given, _PROFILES):
        return market.person_by_profile(profile)
    if page := _first(given, _HANDLES):
        return market.person_by_handle(page)
    if address := given.get("professionalemail"):
        return market.person_by_email(address)
    if thread := given.get("linkedinthreadurl"):
        return next(market.crowd("inbox", thread), None)
    return _person_of_name(market, given)


def _person_of_name(market: Market, given: Mapping[str, str]) -> Person | None:
    name = given.get("fullname") or f"{given.get('firstname', '')} {given.get('lastname', '')}".strip()
    if not name:
        return None
    employer = _first(given, ("companyname", "currentcompanyname", "domainname"))
    return market.person_by_name_company(name, employer or company_from("employer", name.lower()).name)


def company_of(market: Market, given: Mapping[str, str]) -> Company | None:
    """The one company that the values name, however they do."""
    if page := _first(given, _PAGES):
        return market.company_by_url(page)
    if page := _first(given, _SLUGS):
        return market.company_by_name(page.rstrip("/").rpartition("/")[2].lstrip("@"))
    if domain := given.get("domainname"):
        return market.company_by_domain(domain)
    if name := given.get("companyname"):
        return market.company_by_name(name)
    return company_from("number", given["linkedincompanyid"]) if given.get("linkedincompanyid") else None


def _first(given: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((given[name] for name in names if given.get(name)), None)
