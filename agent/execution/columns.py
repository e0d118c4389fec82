"""Every column of a mock result and where its value comes from: one line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from agent.execution.finding import Finding, comment, message, slack_user
from agent.market.career import Career, career
from agent.market.chance import between, happens, pick
from agent.market.companies import Company
from agent.market.people import Person

Getter = Callable[[Finding], str | None]


def _person(get: Callable[[Person], str | None]) -> Getter:
    return lambda finding: get(finding.person) if finding.person else None


def _career(get: Callable[[Career], str | None]) -> Getter:
    return _person(lambda person: get(career(person)))


def _employer(get: Callable[[Company], str | None]) -> Getter:
    return lambda finding: get(finding.employer) if finding.employer else None


def _email(finding: Finding) -> str | None:
    if finding.person:
        return finding.person.email or finding.person.personal_email
    return finding.company.email if finding.company else None


def _phone(finding: Finding) -> str | None:
    if finding.person:
        return finding.person.phone
    return finding.company.phone if finding.company else None


def _location(finding: Finding) -> str | None:
    """A map knows the street; elsewhere a company says its city, as a person does."""
    if finding.employer is None:
        return None
    on_map = "googlemapssearchurl" in finding.given
    return finding.employer.address if on_map else finding.employer.city.location


def _page(site: str, share: int) -> Getter:
    """A page that a share of companies has."""
    return _employer(
        lambda company: f"https://www.{site}{company.slug}" if happens(share, site, company.slug) else None
    )


def _member_id(person: Person) -> str:
    return str(between(10_000_000, 999_999_999, "member", person.identity))


_REPOSITORIES = ("dotfiles", "api-tools", "notes", "playground", "parser", "dashboards")
_COMPANY_NAME = _employer(lambda company: company.name)
_COMPANY_URL = _employer(lambda company: company.url)
_WEBSITE = _employer(lambda company: company.website)
_TITLE = _person(lambda person: person.title)
_PLACE = _person(lambda person: person.city.location)
_DATES = _career(lambda past: past.current.dates)

_ABOUT_THE_PERSON: Mapping[str, Getter] = {
    "fullname": _person(lambda person: person.name),
    "firstname": _person(lambda person: person.first),
    "lastname": _person(lambda person: person.last or None),
    "civility": _person(lambda person: person.civility),
    "headline": _person(lambda person: person.headline),
    "jobtitle": _TITLE,
    "linkedinjobtitle": _TITLE,
    "linkedincurrentjobtitle": _TITLE,
    "location": _location,
    "countryname": _person(lambda person: person.city.country),
    "linkedinprofileurl": _person(lambda person: person.profile_url),
    "linkedinhybridprofileurl": _person(lambda person: person.profile_url),
    "salesnavigatorprofileurl": _person(lambda person: person.sales_navigator_url),
    "linkedinprofileid": _person(_member_id),
    "linkedinprofileurn": _person(lambda person: f"urn:li:member:{_member_id(person)}"),
    "linkedinthreadurl": _person(
        lambda person: f"https://www.linkedin.com/messaging/thread/2-{_member_id(person)}/"
    ),
    "slackuserid": slack_user,
}
_ABOUT_THE_CAREER: Mapping[str, Getter] = {
    "linkedindescription": _career(lambda past: past.about),
    "linkedinskillslabel": _career(lambda past: past.skills),
    "linkedinfollowerscount": _career(lambda past: str(past.followers)),
    "linkedinopenprofile": _career(lambda past: "true" if past.open_profile else "false"),
    "linkedinjobdaterange": _DATES,
    "linkedinjoblocation": _PLACE,
    "linkedincurrentjobdaterange": _DATES,
    "linkedincurrentjoblocation": _PLACE,
    "linkedincurrentjobdescription": _career(lambda past: past.current.description),
    "previouscompanyname": _career(lambda past: past.previous.company.name),
    "linkedinpreviouscompanyurl": _career(lambda past: past.previous.company.url),
    "linkedinpreviousjobtitle": _career(lambda past: past.previous.title),
    "linkedinpreviousjobdaterange": _career(lambda past: past.previous.dates),
    "linkedinpreviousjoblocation": _career(lambda past: past.previous.company.city.location),
    "linkedinpreviousjobdescription": _career(lambda past: past.previous.description),
    "linkedincurrentschoolname": _career(lambda past: past.school.name),
    "linkedincurrentschoolcompanyurl": _career(lambda past: past.school.url),
    "linkedincurrentschooldegree": _career(lambda past: past.school.degree),
    "linkedincurrentschooldaterange": _career(lambda past: past.school.dates),
    "linkedincurrentschooldescription": _career(lambda past: past.school.description),
    "linkedinpreviousschoolname": _career(lambda past: past.earlier_school.name),
    "linkedinpreviousschoolcompanyurl": _career(lambda past: past.earlier_school.url),
    "linkedinpreviousschooldegree": _career(lambda past: past.earlier_school.degree),
    "linkedinpreviousschooldaterange": _career(lambda past: past.earlier_school.dates),
    "linkedinpreviousschooldescription": _career(lambda past: past.earlier_school.description),
    "twitterhandle": _career(lambda past: past.handle),
}
_ABOUT_THE_COMPANY: Mapping[str, Getter] = {
    "companyname": _COMPANY_NAME,
    "currentcompanyname": _COMPANY_NAME,
    "linkedincompanyurl": _COMPANY_URL,
    "linkedincurrentcompanyurl": _COMPANY_URL,
    "linkedincompanyid": _employer(lambda company: company.id),
    "salesnavigatorcompanyurl": _employer(
        lambda company: f"https://www.linkedin.com/sales/company/{company.slug}"
    ),
    "companyindustry": _employer(lambda company: company.industry.name),
    "employeecount": _employer(lambda company: str(company.employees)),
    "domainname": _employer(lambda company: company.domain),
    "companywebsite": _WEBSITE,
    "currentcompanywebsite": _WEBSITE,
    "facebookpageurl": _page("facebook.com/", 55),
    "facebookprofileurl": _page("facebook.com/people/", 12),
    "instagramprofileurl": _page("instagram.com/", 48),
    "twitterprofileurl": _page("x.com/", 35),
    "youtubechannelurl": _page("youtube.com/@", 22),
    "githubrepositoryurl": _person(
        lambda person: (
            f"https://github.com/{person.slug}/{pick(_REPOSITORIES, 'repository', person.identity)}"
        )
    ),
}
CONTACT: Mapping[str, Getter] = {
    "email": _email,
    "professionalemail": _person(lambda person: person.email),
    "personalemail": _person(lambda person: person.personal_email),
    "phonenumber": _phone,
}
"""Ways to reach somebody: only phantoms that look for them find them reliably."""

_ABOUT_THE_WORK: Mapping[str, Getter] = {
    "isodate": lambda finding: finding.at.isoformat(timespec="seconds"),
    "linkedinposturl": lambda finding: finding.post,
    "commenttopost": comment,
    "message": message,
    "slackworkspaceurl": lambda finding: finding.given.get("slackworkspaceurl"),
}

COLUMNS: Mapping[str, Getter] = {
    **_ABOUT_THE_PERSON,
    **_ABOUT_THE_CAREER,
    **_ABOUT_THE_COMPANY,
    **CONTACT,
    **_ABOUT_THE_WORK,
}
"""Every output of the catalogue."""
