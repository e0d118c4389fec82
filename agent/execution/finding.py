"""Whom or what one line of a mock result is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from agent.market.chance import between, happens, pick
from agent.market.companies import Company
from agent.market.people import Person

_WORKSPACE = re.compile(r"(?:https?://)?[\w.-]+\.slack\.com(?:/client/\w+)?")


@dataclass(frozen=True)
class Finding:
    """A person, a company or a post of the market, and the values of the launch it was found with."""

    given: Mapping[str, str]
    at: datetime
    person: Person | None = None
    company: Company | None = None
    post: str | None = None
    address: str | None = None
    """The e-mail address that the person was named by."""

    @property
    def employer(self) -> Company | None:
        return self.person.company if self.person else self.company

    @property
    def identity(self) -> str:
        """What chance is drawn by."""
        if self.person:
            return self.person.identity
        return self.company.slug if self.company else self.post or ""


_VALID, _PLAUSIBLE = 78, 88
"""Of a hundred addresses, how many can be verified, and how many more may exist."""

_DONE: tuple[tuple[str, str, str], ...] = (
    ("Message Writer", "Message written", "Message written"),
    ("Message Sender", "Message sent", "Not messaged: not connected"),
    ("Welcome Message", "Message sent", "Already welcomed"),
    ("Company Page Inviter", "Invited to the page", "Already follows the page"),
    ("Event Inviter", "Invited to the event", "Already invited"),
    ("Group Inviter", "Invited to the group", "Already a member"),
    ("Withdrawer", "Invitation withdrawn", "Already accepted"),
    ("Invitation Accepter", "Invitation accepted", "Invitation accepted"),
    ("Connection Remover", "Connection removed", "Not connected"),
    ("CRM Enricher", "Record updated", "No record found"),
    ("Contact Sender", "Added to HubSpot", "Already in HubSpot"),
    ("Unfollow", "Unfollowed", "Was not followed"),
    ("Follow.js", "Followed", "Already followed"),
    ("Endorser", "Skills endorsed", "Not endorsed: not connected"),
    ("Liker.js", "Liked", "Already liked"),
    ("Commenter.js", "Commented", "Comments are closed"),
    ("Post Responder", "Comment written", "Comment written"),
    ("Poster", "Posted", "Posted"),
    ("lemlist", "Added to the campaign", "Already in the campaign"),
    ("Sent Request", "Pending", "Pending"),
    ("Scraper", "Read", "Read"),
    ("Connect", "Invitation sent", "Already connected"),
    ("Outreach", "Invitation sent", "Already connected"),
)
"""Part of a script's name, what a line of it ends as, and as what one in ten ends."""


def status(script: str, finding: Finding) -> str:
    """What came of one line of a phantom that acts."""
    usual, rare = next(
        ((done, not_done) for part, done, not_done in _DONE if part in script), ("Done", "Done")
    )
    return rare if happens(10, "status", script, finding.identity) else usual


def message(finding: Finding) -> str | None:
    """A short message that names something true of the person."""
    if finding.person is None:
        return None
    person = finding.person
    forms = (
        f"Hi {person.first}, your work as {person.title} at {person.company.name} caught my eye.",
        f"Hi {person.first}, I follow what {person.company.name} does in {person.city.name}.",
        f"Hi {person.first}, I talk to many in {person.company.industry.name.lower()} these days.",
    )
    asks = ("Open to a short exchange?", "May I send you two lines on what we do?", "Shall we connect?")
    return f"{pick(forms, 'message', person.identity)} {pick(asks, 'ask', person.identity)}"


def comment(finding: Finding) -> str | None:
    """The comment that was given, else one that fits any post."""
    forms = (
        "Clear and useful, thank you for writing it down.",
        "The second point matches what we see with customers.",
        "Good example. What would you do differently today?",
    )
    return finding.given.get("commenttopost") or pick(forms, "comment", finding.post or finding.identity)


def email_status(finding: Finding) -> str:
    """What a check of the address says; a domain that takes every mail proves nothing."""
    share = between(1, 100, "verified", finding.address or finding.identity)
    return "valid" if share <= _VALID else "catch-all" if share <= _PLAUSIBLE else "invalid"


def answer(finding: Finding) -> str | None:
    """A short answer to whatever was asked about the person, with the fact it rests on."""
    if finding.person is None:
        return None
    person = finding.person
    said = pick(("Yes", "Likely", "Unclear", "No"), "answer", finding.given.get("prompt"), person.identity)
    return f"{said}: {person.title} at {person.company.name}, {person.company.industry.name.lower()}."


def workspace(finding: Finding) -> str | None:
    """The Slack workspace that was given, else the one that the channel's address names."""
    channel = _WORKSPACE.match(finding.given.get("slackchannelurl", ""))
    return finding.given.get("slackworkspaceurl") or (channel and channel[0])


def slack_user(finding: Finding) -> str:
    """An id of the form that Slack gives its users."""
    number, digits = between(36**9, 36**10 - 1, "slack", finding.identity), ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + digits
    return f"U{digits}"
