"""A table of leads as CSV: readable titles, and no cell that a spreadsheet would execute."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

Rows = Sequence[Mapping[str, str]]

TITLES = {
    "fullname": "Name",
    "firstname": "First name",
    "lastname": "Last name",
    "civility": "Form of address",
    "headline": "Headline",
    "jobtitle": "Title",
    "linkedinjobtitle": "Title on LinkedIn",
    "linkedincurrentjobtitle": "Current title",
    "companyname": "Company",
    "currentcompanyname": "Current company",
    "companyindustry": "Industry",
    "employeecount": "Employees",
    "fundinground": "Last funding round",
    "fundingtotal": "Funding",
    "rating": "Rating",
    "professionalemail": "Work e-mail",
    "email": "E-mail",
    "emailstatus": "E-mail check",
    "personalemail": "Personal e-mail",
    "phonenumber": "Phone",
    "location": "Location",
    "countryname": "Country",
    "linkedinprofileurl": "LinkedIn profile",
    "salesnavigatorprofileurl": "Sales Navigator profile",
    "linkedincompanyurl": "LinkedIn company page",
    "linkedincurrentcompanyurl": "Current company's LinkedIn page",
    "linkedinposturl": "LinkedIn post",
    "linkedinthreadurl": "LinkedIn conversation",
    "domainname": "Domain",
    "companywebsite": "Website",
    "currentcompanywebsite": "Current company's website",
    "facebookpageurl": "Facebook page",
    "facebookprofileurl": "Facebook profile",
    "instagramprofileurl": "Instagram profile",
    "twitterprofileurl": "X profile",
    "twitterhandle": "X handle",
    "youtubechannelurl": "YouTube channel",
    "tiktokprofileurl": "TikTok profile",
    "redditprofileurl": "Reddit profile",
    "producthuntprofileurl": "Product Hunt profile",
    "crunchbaseurl": "Crunchbase",
    "githubprofileurl": "GitHub profile",
    "githubrepositoryurl": "GitHub repository",
    "instagramposturl": "Instagram post",
    "tweeturl": "X post",
    "hashtag": "Hashtag",
    "biography": "About",
    "followerscount": "Followers",
    "karma": "Karma",
    "airesponse": "AI's answer",
    "slackuserid": "Slack user",
    "slackworkspaceurl": "Slack workspace",
    "commenttopost": "Comment",
    "message": "Message",
    "score": "Score",
    "tier": "Tier",
    "decision": "Decision",
    "reason": "Reason",
    "status": "Status",
    "donotcontact": "Do not contact",
    "source": "Found by",
    "isodate": "Collected at",
}
"""Columns that a person reads first, in this order, by the title they get."""

_PARTS = (
    "linkedin",
    "current",
    "previous",
    "company",
    "school",
    "job",
    "profile",
    "followers",
    "skills",
    "date",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PHONE = re.compile(r"\+\d[\d ()./-]{4,24}(?: ?(?:ext|x)\.? ?\d{1,6})?")


def title(column: str) -> str:
    """A column's title for people."""
    return TITLES.get(column) or _spaced(column)


def _spaced(column: str) -> str:
    """Makes "linkedinpreviousjobtitle" read "LinkedIn previous job title"."""
    words = re.sub(f"({'|'.join(_PARTS)})", r" \1 ", column).replace("_", " ").split()
    return " ".join(words).capitalize().replace("Linkedin", "LinkedIn")


def columns_of(rows: Rows) -> tuple[str, ...]:
    """Every column that has a value somewhere: those that people read first, then the others as they came."""
    present = dict.fromkeys(column for row in rows for column, value in row.items() if value)
    return (*(column for column in TITLES if column in present), *(c for c in present if c not in TITLES))


def csv_text(rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> str:
    """The table with a line of titles."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(title(column)) for column in columns])
    writer.writerows([harmless(row.get(column, "")) for column in columns] for row in rows)
    return text.getvalue()


def harmless(cell: str) -> str:
    """The cell as text: a formula, to a spreadsheet, gets an apostrophe; a phone number does not."""
    if cell.startswith(_FORMULA) and not _PHONE.fullmatch(cell):
        return f"'{cell}"
    return cell
