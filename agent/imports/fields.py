"""What a column of a file may hold; headings.yaml has the words by which people call that."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Field(StrEnum):
    """What a column holds."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    TITLE = "title"
    COMPANY = "company"
    EMAIL = "email"
    PROFILE = "profile_url"
    LOCATION = "location"
    INDUSTRY = "industry"
    PHONE = "phone"
    WEBSITE = "website"
    IGNORE = "ignore"


LABELS: Mapping[Field, str] = {
    Field.NAME: "Full name",
    Field.FIRST_NAME: "First name",
    Field.LAST_NAME: "Last name",
    Field.TITLE: "Title",
    Field.COMPANY: "Company",
    Field.EMAIL: "E-mail",
    Field.PROFILE: "Profile URL",
    Field.LOCATION: "Location",
    Field.INDUSTRY: "Industry",
    Field.PHONE: "Phone",
    Field.WEBSITE: "Website",
    Field.IGNORE: "Ignored",
}

COLUMNS: Mapping[Field, str] = {
    Field.NAME: "fullname",
    Field.FIRST_NAME: "firstname",
    Field.LAST_NAME: "lastname",
    Field.TITLE: "jobtitle",
    Field.COMPANY: "companyname",
    Field.EMAIL: "professionalemail",
    Field.PROFILE: "linkedinprofileurl",
    Field.LOCATION: "location",
    Field.INDUSTRY: "companyindustry",
    Field.PHONE: "phonenumber",
    Field.WEBSITE: "companywebsite",
}
"""The column of a run's result that says the same: `agent.leads.draft` reads both alike."""
