"""What a profile tells of a person's past: jobs, schools, skills, and how visible they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from agent.market.chance import between, happens, pick
from agent.market.companies import Company, company_from
from agent.market.people import Person
from agent.market.text import fold, slug

_LATEST_START = 2025
_DEGREES = ("Bachelor of Arts", "Bachelor of Science", "Master of Science", "MBA", "Diploma")
_SUBJECTS = ("Business Administration", "Economics", "Computer Science", "Communication", "Engineering")
_MONTHS = ("Jan", "Mar", "Apr", "Jun", "Sep", "Oct")


@dataclass(frozen=True)
class Job:
    """One job of a career."""

    title: str
    company: Company
    dates: str

    @property
    def description(self) -> str:
        return f"{self.title} in the {self.company.city.name} office of {self.company.name}."


@dataclass(frozen=True)
class School:
    """One school of a career."""

    name: str
    degree: str
    dates: str
    description: str

    @property
    def url(self) -> str:
        return f"https://www.linkedin.com/school/{slug(self.name)}"


@dataclass(frozen=True)
class Career:
    """A person's past and present, as their profile tells it."""

    current: Job
    previous: Job
    school: School
    earlier_school: School
    skills: str
    about: str
    followers: int
    handle: str | None
    open_profile: bool


def _school(person: Person, kind: str, ended: int) -> School:
    place = pick((person.city.name, person.city.country), kind, "place", person.identity)
    subject = pick(_SUBJECTS, kind, "subject", person.identity)
    degree = pick(_DEGREES, kind, "degree", person.identity)
    years = between(2, 4, kind, "years", person.identity)
    name = f"University of {place}" if kind == "university" else f"{place} College"
    return School(name, degree, f"{ended - years} - {ended}", f"{degree} in {subject}")


@lru_cache(maxsize=4096)
def career(person: Person) -> Career:
    """The career of a person: later jobs begin after earlier ones, schools come first."""
    who = person.identity
    started = _LATEST_START - between(0, 7, "tenure", who)
    before = started - between(1, 6, "previous tenure", who)
    month = pick(_MONTHS, "month", who)
    past = pick(person.role.titles, "previous title", who)
    return Career(
        current=Job(person.title, person.company, f"{month} {started} - Present"),
        previous=Job(past, company_from("previous", who), f"{month} {before} - {month} {started}"),
        school=_school(person, "university", before),
        earlier_school=_school(person, "college", before - 5),
        skills=", ".join(person.role.skills),
        about=f"{person.title} in {person.city.name}. Works on {fold(' and '.join(person.role.skills[:2]))}.",
        followers=between(40, 9_500, "followers", who),
        handle=person.handle if happens(22, "handle", who) else None,
        open_profile=happens(18, "open profile", who),
    )
