"""Words that mean the same to a salesperson become the same term."""

from __future__ import annotations

import pytest

from agent.planner.lexicon import pairs, stem, terms


@pytest.mark.parametrize(
    "words",
    ["connect connects connecting connection connections", "invite invites invitation invitations",
     "follow follower followers following", "company companies", "message messages messaging",
     "comment commenter commenters commenting commented"],
)  # fmt: skip
def test_endings_do_not_matter(words: str):
    assert len({stem(word) for word in words.split()}) == 1


def test_a_short_word_keeps_enough_of_itself():
    assert stem("users") == "user"
    assert stem("red") == "red"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E-Mails", "mail"),
        ("work e-mail addresses", "work emails"),
        ("business addresses", "work mail"),
        ("GPT", "a language model"),
        ("look up", "find"),
        ("in-mail", "InMail"),
        ("direct message", "DM"),
        ("YT", "YouTube"),
        ("Google Business", "GMaps"),
        ("IG", "Instagram"),
        ("CRM in SFDC", "CRM in Salesforce"),
    ],
)
def test_phrases_are_read_as_one(text: str, expected: str):
    assert terms(text) == terms(expected)


@pytest.mark.parametrize(
    ("foreign", "english"),
    [
        ("Gruppenmitglieder", "group members"),
        ("Stellenanzeigen", "job ads"),
        ("Firmenseite", "company page"),
        ("Größe des Unternehmens", "company size"),
        ("E-Mail-Adressen prüfen", "verify e-mails"),
        ("numéros de téléphone", "phone numbers"),
        ("seguidores de la página", "page followers"),
    ],
)
def test_words_of_other_languages_are_read_in_english(foreign: str, english: str):
    assert sorted(terms(foreign)) == sorted(terms(english))


def test_no_english_word_is_taken_for_a_compound():
    assert terms("investigation") == terms("investigations")
    assert terms("profiles") == terms("profile")


def test_words_that_say_nothing_are_dropped():
    assert terms("who is in the group?") == terms("group")


def test_a_slip_keeps_most_pairs_and_another_word_does_not():
    assert len(pairs("emial") & pairs("email")) > len(pairs("email")) / 2
    assert not pairs("slack") & pairs("poem")
