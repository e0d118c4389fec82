"""What a mock result tells of people and companies on other sites than LinkedIn."""

from __future__ import annotations

from collections.abc import Mapping

from agent.execution.finding import Finding
from agent.execution.getters import Getter, of_person
from agent.market.career import career
from agent.market.chance import between, happens, seed


def _page(site: str, share: int) -> Getter:
    """A page that a share of companies has."""

    def get(finding: Finding) -> str | None:
        company = finding.employer
        if company is None or not (_is_there(finding, site) or happens(share, site, company.slug)):
            return None
        return f"https://www.{site}{company.slug}"

    return get


def _own_page(site: str, share: int, of_company: str | None = None) -> Getter:
    """A person's own page, else the company's; everybody has one on the site where they were found."""
    companys = _page(of_company or site, share)

    def get(finding: Finding) -> str | None:
        if finding.person is None:
            return companys(finding)
        handle = finding.person.handle
        known = _is_there(finding, site) or happens(share, site, handle)
        return f"https://www.{site}{handle}" if known else None

    return get


def _is_there(finding: Finding, site: str) -> bool:
    """Whether the search took place on that site."""
    places = _PLACES[site.partition("/")[0]]
    return any(name in places for name in finding.given)


_PLACES: Mapping[str, frozenset[str]] = {
    "instagram.com": frozenset({"instagramprofileurl", "instagramposturl", "hashtag"}),
    "x.com": frozenset({"twitterprofileurl", "tweeturl", "twittersearchurl"}),
    "facebook.com": frozenset({"facebookgroupurl", "facebookprofileurl"}),
    "youtube.com": frozenset({"youtubechannelurl"}),
    "tiktok.com": frozenset({"tiktokprofileurl"}),
    "reddit.com": frozenset({"redditprofileurl"}),
    "producthunt.com": frozenset({"producthunturl"}),
    "crunchbase.com": frozenset({"crunchbaseurl"}),
}
"""Inputs that lead to each site."""


def _post_on(name: str, site: str) -> Getter:
    """The post that was given, else one of the person's."""

    def get(finding: Finding) -> str | None:
        number = seed("post", site, finding.post or finding.identity) % 10**18
        own = finding.person.handle if finding.person else "post"
        return finding.given.get(name) or f"https://www.{site}".format(handle=own, number=f"1{number:018d}")

    return get


def _biography(finding: Finding) -> str | None:
    if finding.person:
        return career(finding.person).about
    return f"{finding.company.industry.name} from {finding.company.city.name}." if finding.company else None


def _followers(finding: Finding) -> str | None:
    if finding.person:
        return str(career(finding.person).followers)
    return str(between(200, 90_000, "audience", finding.identity))


ELSEWHERE: Mapping[str, Getter] = {
    "facebookpageurl": _page("facebook.com/", 55),
    "youtubechannelurl": _page("youtube.com/@", 22),
    "crunchbaseurl": _page("crunchbase.com/organization/", 60),
    "facebookprofileurl": _own_page("facebook.com/", 12, "facebook.com/people/"),
    "instagramprofileurl": _own_page("instagram.com/", 48),
    "twitterprofileurl": _own_page("x.com/", 35),
    "tiktokprofileurl": _own_page("tiktok.com/@", 20),
    "redditprofileurl": _own_page("reddit.com/user/", 20),
    "producthuntprofileurl": _own_page("producthunt.com/@", 20),
    "githubprofileurl": of_person(lambda person: f"https://github.com/{person.slug}"),
    "instagramposturl": _post_on("instagramposturl", "instagram.com/p/C{number}/"),
    "tweeturl": _post_on("tweeturl", "x.com/{handle}/status/{number}"),
    "hashtag": lambda finding: finding.given.get("hashtag"),
    "biography": _biography,
    "followerscount": _followers,
    "karma": of_person(lambda person: str(between(1, 60_000, "karma", person.identity))),
}
"""Columns that lead to other sites, and what is shown there."""
