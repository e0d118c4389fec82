"""Every column of a mock result and where its value comes from: one line each."""

from __future__ import annotations

from collections.abc import Mapping

from agent.execution.elsewhere import ELSEWHERE
from agent.execution.finding import (
    Finding,
    answer,
    comment,
    email_status,
    message,
    slack_user,
    workspace,
)
from agent.execution.getters import Getter, of_career, of_employer, of_person
from agent.market.chance import between, pick
from agent.market.people import Person


def _email(finding: Finding) -> str | None:
    if finding.person:
        return finding.address or finding.person.email or finding.person.personal_email
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


def _member_id(person: Person) -> str:
    return str(between(10_000_000, 999_999_999, "member", person.identity))


_ROUNDS = ("Bootstrapped", "Pre-seed", "Seed", "Series A", "Series B", "Series C")
_REPOSITORIES = ("dotfiles", "api-tools", "notes", "playground", "parser", "dashboards")
_COMPANY_NAME = of_employer(lambda company: company.name)
_COMPANY_URL = of_employer(lambda company: company.url)
_WEBSITE = of_employer(lambda company: company.website)
_TITLE = of_person(lambda person: person.title)
_PLACE = of_person(lambda person: person.city.location)
_DATES = of_career(lambda past: past.current.dates)

_ABOUT_THE_PERSON: Mapping[str, Getter] = {
    "fullname": of_person(lambda person: person.name),
    "firstname": of_person(lambda person: person.first),
    "lastname": of_person(lambda person: person.last or None),
    "civility": of_person(lambda person: person.civility),
    "headline": of_person(lambda person: person.headline),
    "jobtitle": _TITLE,
    "linkedinjobtitle": _TITLE,
    "linkedincurrentjobtitle": _TITLE,
    "location": _location,
    "countryname": of_person(lambda person: person.city.country),
    "linkedinprofileurl": of_person(lambda person: person.profile_url),
    "linkedinhybridprofileurl": of_person(lambda person: person.profile_url),
    "salesnavigatorprofileurl": of_person(lambda person: person.sales_navigator_url),
    "linkedinprofileid": of_person(_member_id),
    "linkedinprofileurn": of_person(lambda person: f"urn:li:member:{_member_id(person)}"),
    "linkedinthreadurl": of_person(
        lambda person: f"https://www.linkedin.com/messaging/thread/2-{_member_id(person)}/"
    ),
    "slackuserid": slack_user,
}
_ABOUT_THE_CAREER: Mapping[str, Getter] = {
    "linkedindescription": of_career(lambda past: past.about),
    "linkedinskillslabel": of_career(lambda past: past.skills),
    "linkedinfollowerscount": of_career(lambda past: str(past.followers)),
    "linkedinopenprofile": of_career(lambda past: "true" if past.open_profile else "false"),
    "linkedinjobdaterange": _DATES,
    "linkedinjoblocation": _PLACE,
    "linkedincurrentjobdaterange": _DATES,
    "linkedincurrentjoblocation": _PLACE,
    "linkedincurrentjobdescription": of_career(lambda past: past.current.description),
    "previouscompanyname": of_career(lambda past: past.previous.company.name),
    "linkedinpreviouscompanyurl": of_career(lambda past: past.previous.company.url),
    "linkedinpreviousjobtitle": of_career(lambda past: past.previous.title),
    "linkedinpreviousjobdaterange": of_career(lambda past: past.previous.dates),
    "linkedinpreviousjoblocation": of_career(lambda past: past.previous.company.city.location),
    "linkedinpreviousjobdescription": of_career(lambda past: past.previous.description),
    "linkedincurrentschoolname": of_career(lambda past: past.school.name),
    "linkedincurrentschoolcompanyurl": of_career(lambda past: past.school.url),
    "linkedincurrentschooldegree": of_career(lambda past: past.school.degree),
    "linkedincurrentschooldaterange": of_career(lambda past: past.school.dates),
    "linkedincurrentschooldescription": of_career(lambda past: past.school.description),
    "linkedinpreviousschoolname": of_career(lambda past: past.earlier_school.name),
    "linkedinpreviousschoolcompanyurl": of_career(lambda past: past.earlier_school.url),
    "linkedinpreviousschooldegree": of_career(lambda past: past.earlier_school.degree),
    "linkedinpreviousschooldaterange": of_career(lambda past: past.earlier_school.dates),
    "linkedinpreviousschooldescription": of_career(lambda past: past.earlier_school.description),
    "twitterhandle": of_career(lambda past: past.handle),
}
_ABOUT_THE_COMPANY: Mapping[str, Getter] = {
    "companyname": _COMPANY_NAME,
    "currentcompanyname": _COMPANY_NAME,
    "linkedincompanyurl": _COMPANY_URL,
    "linkedincurrentcompanyurl": _COMPANY_URL,
    "linkedincompanyid": of_employer(lambda company: company.id),
    "salesnavigatorcompanyurl": of_employer(
        lambda company: f"https://www.linkedin.com/sales/company/{company.slug}"
    ),
    "companyindustry": of_employer(lambda company: company.industry.name),
    "employeecount": of_employer(lambda company: str(company.employees)),
    "domainname": of_employer(lambda company: company.domain),
    "companywebsite": _WEBSITE,
    "currentcompanywebsite": _WEBSITE,
    "fundinground": of_employer(lambda company: pick(_ROUNDS, "round", company.slug)),
    "fundingtotal": of_employer(lambda company: f"{between(1, 90, 'funding', company.slug) * 500_000} USD"),
    "rating": of_employer(lambda company: f"{between(28, 50, 'rating', company.slug) / 10:.1f}"),
    "githubrepositoryurl": of_person(
        lambda person: (
            f"https://github.com/{person.slug}/{pick(_REPOSITORIES, 'repository', person.identity)}"
        )
    ),
}
CONTACT: Mapping[str, Getter] = {
    "email": _email,
    "professionalemail": of_person(lambda person: person.email),
    "personalemail": of_person(lambda person: person.personal_email),
    "phonenumber": _phone,
}
"""Ways to reach somebody: only phantoms that look for them find them reliably."""

_ABOUT_THE_WORK: Mapping[str, Getter] = {
    "isodate": lambda finding: finding.at.isoformat(timespec="seconds"),
    "linkedinposturl": lambda finding: finding.post,
    "commenttopost": comment,
    "airesponse": answer,
    "emailstatus": email_status,
    "message": message,
    "slackworkspaceurl": workspace,
}

COLUMNS: Mapping[str, Getter] = {
    **_ABOUT_THE_PERSON,
    **_ABOUT_THE_CAREER,
    **_ABOUT_THE_COMPANY,
    **ELSEWHERE,
    **CONTACT,
    **_ABOUT_THE_WORK,
}
"""Every output of the catalogue."""
