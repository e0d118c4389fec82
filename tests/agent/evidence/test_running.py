"""Names with their titles in sentences of several languages."""

from __future__ import annotations

import pytest

from agent.evidence.running import runs_of, told


@pytest.mark.parametrize(
    ("sentence", "name", "title"),
    [
        ("As IT Manager, Ada Lovelace keeps the place running", "Ada Lovelace", "IT Manager"),
        ("Ada Lovelace leads as CFO", "Ada Lovelace", "CFO"),
        ("Unser Data Engineer ist Ada Lovelace", "Ada Lovelace", "Data Engineer"),
        ("Our CTO Ada Lovelace knows them all", "Ada Lovelace", "CTO"),
        ("María Núñez es nuestra directora de operaciones", "María Núñez", "directora de operaciones"),
        ("Ada Lovelace occupe le poste de CFO", "Ada Lovelace", "CFO"),
        ("Ada Lovelace is our Head of Product and loves tea", "Ada Lovelace", "Head of Product"),
    ],
)
def test_a_sentence_names_somebody_with_a_title(sentence: str, name: str, title: str):
    assert [(who, what) for who, what, _ in told(sentence)] == [(name, title)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Lovelace likes tea",
        "Our Product Marketing Manager is on holiday",
        "Plant managers and Chief Operating Officers love us",
        "Ada Lovelace was CFO before she became Chief Executive Officer",
    ],
)
def test_other_sentences_do_not(sentence: str):
    assert list(told(sentence)) == []


def test_runs_keep_small_words_within_them():
    assert [run.text for run in runs_of("Meet the Head of Sales of Acme, and Bob")] == [
        "Head of Sales of Acme",
        "Bob",
    ]
