from __future__ import annotations

from datetime import UTC, datetime

from agent.leads.draft import LeadDraft, draft

AT = datetime(2026, 11, 21, tzinfo=UTC)
PROFILE = "https://www.linkedin.com/in/jane-doe"


def lead(**row: str) -> LeadDraft:
    found = draft(row, "Search, 21 Nov", AT)
    assert found is not None
    return found


def values(found: LeadDraft) -> dict[str, str]:
    return {fact.field: fact.value for fact in found.facts}


def test_profile_and_addresses_recognise_a_person():
    found = lead(
        linkedinprofileurl=f"{PROFILE}/?x=1", email="Jane@Acme.example", personalemail="j@mail.example"
    )
    assert found.keys == (("profile", PROFILE), ("email", "jane@acme.example"), ("email", "j@mail.example"))


def test_every_fact_has_its_source_and_time():
    found = lead(linkedinprofileurl=PROFILE, headline="CMO at Acme")
    assert {(fact.source, fact.seen_at) for fact in found.facts} == {("Search, 21 Nov", AT)}


def test_fields_come_from_the_best_column_that_has_a_value():
    found = lead(linkedinprofileurl=PROFILE, jobtitle="", linkedinjobtitle="CMO", currentcompanyname="Acme")
    assert values(found) == {"profile_url": PROFILE, "title": "CMO", "company": "Acme"}


def test_a_work_address_counts_before_any_other():
    found = lead(email="jane@mail.example", professionalemail="jane@acme.example")
    assert values(found)["email"] == "jane@acme.example"


def test_first_and_last_name_make_a_name():
    assert values(lead(linkedinprofileurl=PROFILE, firstname="Jane", lastname="Doe"))["name"] == "Jane Doe"


def test_a_broken_address_is_no_fact_and_no_key():
    found = lead(linkedinprofileurl=PROFILE, email="jane at acme")
    assert found.keys == (("profile", PROFILE),)
    assert "email" not in values(found)


def test_a_shared_mailbox_does_not_recognise_a_person():
    found = lead(linkedinprofileurl=PROFILE, email="info@acme.example")
    assert found.keys == (("profile", PROFILE),)
    assert values(found)["email"] == "info@acme.example"


def test_a_shared_mailbox_recognises_a_business_without_a_person():
    assert lead(companyname="Bistro Lyon", email="info@bistro.example").keys == (
        ("email", "info@bistro.example"),
    )


def test_name_and_company_alone_are_a_lead_of_their_own():
    row = {"fullname": "Jane Doe", "companyname": "Acme"}
    first, again, other = draft(row, "run 1", AT), draft(row, "run 1", AT), draft(row, "run 2", AT)
    assert first is not None
    assert again is not None
    assert other is not None
    assert first.keys == again.keys
    assert first.keys != other.keys
    assert [kind for kind, _ in first.keys] == ["row"]


def test_a_line_that_tells_of_nobody_is_no_lead():
    assert draft({"linkedincompanyurl": "https://www.linkedin.com/company/acme"}, "run 1", AT) is None
    assert draft({"fullname": "Jane Doe"}, "run 1", AT) is None
    assert draft({}, "run 1", AT) is None
