"""Whatever providers answer, the waterfall ends, asks nobody twice and trusts only the verifier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from agent.enrichment.providers import KINDS, PROVIDERS
from agent.enrichment.wanted import Candidate, Wanted
from agent.enrichment.waterfall import Ask, Contact, Course, Looked, Verify, informed, next_move
from storage.models import LookupOutcome, TargetState

ADA = Wanted("Ada", "Lovelace", "Acme", "acme.com")
HERS = "ada.lovelace@acme.com"
FOUND, NOTHING = LookupOutcome.FOUND, LookupOutcome.NOTHING
EVERYBODY = Course(PROVIDERS, verifies=True)


def answer(provider: str, *emails: str, outcome: LookupOutcome | None = None) -> Looked:
    candidates = tuple(Candidate(each, 90 - at) for at, each in enumerate(emails))
    return Looked(provider, "", outcome or (FOUND if emails else NOTHING), candidates)


def mark(email: str, outcome: LookupOutcome) -> Looked:
    return Looked("zerobounce", email, outcome)


def play(
    course: Course, answers: Callable[[str], Looked], marks: Callable[[str], LookupOutcome]
) -> tuple[Contact, list[Looked]]:
    """Go on until it is over."""
    record: list[Looked] = []
    for _ in range(200):
        match next_move(ADA, course, record):
            case Contact() as contact:
                return contact, record
            case Ask(kind):
                record.append(answers(kind.name))
            case Verify(email, _):
                record.append(mark(email, marks(email)))
    raise AssertionError("it does not end")


def test_it_asks_the_first_provider_first() -> None:
    assert next_move(ADA, EVERYBODY, []) == Ask(PROVIDERS[0])


def test_every_candidate_is_verified_before_it_counts() -> None:
    assert next_move(ADA, EVERYBODY, [answer("hunter", HERS)]) == Verify(HERS, "hunter")


def test_it_stops_at_the_first_verified_address() -> None:
    record = [answer("hunter", HERS), mark(HERS, LookupOutcome.VERIFIED)]
    assert next_move(ADA, EVERYBODY, record) == Contact(TargetState.VERIFIED, HERS, "hunter", 90)


def test_an_invalid_address_leads_on_to_the_next_provider() -> None:
    record = [answer("hunter", HERS), mark(HERS, LookupOutcome.INVALID)]
    assert next_move(ADA, EVERYBODY, record) == Ask(KINDS["apollo"])


def test_who_is_closed_is_not_asked_but_what_they_said_counts() -> None:
    course = Course(PROVIDERS, verifies=True, closed=frozenset({"hunter", "apollo"}))
    assert next_move(ADA, course, []) == Ask(KINDS["website"])
    assert next_move(ADA, course, [answer("apollo", HERS)]) == Verify(HERS, "apollo")


def test_without_a_verifier_the_first_good_address_ends_it_unverified() -> None:
    course = Course(PROVIDERS, verifies=False)
    found = next_move(ADA, course, [answer("hunter", "info@acme.com"), answer("apollo", HERS)])
    assert found == Contact(TargetState.UNVERIFIED, HERS, "apollo", 90)


def test_guesses_are_not_made_without_a_verifier_or_where_any_address_is_taken() -> None:
    asked = [answer(kind.name) for kind in PROVIDERS if not kind.guesses and not kind.shared]
    assert next_move(ADA, Course(PROVIDERS, verifies=False), asked) == Ask(KINDS["generic_inbox"])
    assert next_move(ADA, EVERYBODY, asked) == Ask(KINDS["permutations"])
    anything = [answer("hunter", HERS), mark(HERS, LookupOutcome.CATCH_ALL), *asked[1:]]
    assert next_move(ADA, EVERYBODY, anything) == Ask(KINDS["generic_inbox"])


def test_a_domain_that_one_provider_tells_is_known_to_the_next() -> None:
    unknown = Wanted("Ada", "Lovelace", "Acme")
    told = informed(unknown, [answer("hunter", "ada@gmail.com", "x@other.com", HERS)])
    assert told.domain == "acme.com"
    assert informed(ADA, [answer("hunter", "x@acme.net")]).domain == "acme.com"


emails = st.sampled_from(
    [HERS, "alovelace@acme.com", "info@acme.com", "bob@acme.com", "ada.lovelace@other.com", "nonsense", ""]
)
outcomes = st.sampled_from([each for each in LookupOutcome if each is not LookupOutcome.ASKED])


@given(
    st.dictionaries(st.sampled_from([kind.name for kind in PROVIDERS]), st.lists(emails, max_size=4)),
    st.dictionaries(emails, outcomes),
    st.booleans(),
    st.permutations(PROVIDERS),
    st.sets(st.sampled_from([kind.name for kind in PROVIDERS])),
)
def test_whatever_is_answered_it_ends_and_trusts_only_the_verifier(
    answers: dict[str, list[str]],
    marks: dict[str, LookupOutcome],
    verifies: bool,
    order: list[Any],
    closed: set[str],
) -> None:
    course = Course(tuple(order), verifies, frozenset(closed))
    contact, record = play(
        course,
        lambda name: answer(name, *answers.get(name, [])),
        lambda email: marks.get(email, LookupOutcome.UNKNOWN),
    )
    asked = [(each.provider, each.subject) for each in record]
    assert len(asked) == len(set(asked))
    assert not {name for name, subject in asked if not subject} & closed
    if contact.state is TargetState.VERIFIED:
        assert verifies
        assert marks[contact.email] is LookupOutcome.VERIFIED
        first = next(kind.name for kind in order if contact.email in answers.get(kind.name, []))
        assert contact.provider == first or first in closed or first in {"generic_inbox", "permutations"}
        assert contact.provider != "generic_inbox"
    if contact.email:
        assert contact.email in {HERS, "alovelace@acme.com", "info@acme.com"}
