"""German, French and Spanish goals are read by way of English; others are known as foreign."""

from __future__ import annotations

import pytest

from agent.planner.goal import Language
from agent.planner.phantom import Stage
from agent.planner.reading import read
from agent.planner.reading.languages import Spoken, in_english
from agent.planner.reading.tongues import is_foreign
from agent.planner.urls import linkedin_search
from agent.planner.work import Origin, Task


@pytest.mark.parametrize(
    ("text", "title", "place", "tasks"),
    [
        ("Finde 30 Vertriebsleiter in München", "Vertriebsleiter", "Munich", {Task.FIND}),
        ("Suche Einkäufer in Köln, besorge E-Mails", "Einkäufer", "Cologne", {Task.FIND, Task.EMAILS}),
        ("Vernetze mich mit Architekten in Wien", "Architekten", "Vienna", {Task.FIND, Task.CONNECT}),
        ("Trouve 40 directeurs marketing à Lyon", "directeurs marketing", "Lyon", {Task.FIND}),
        ("Cherche 15 fondateurs à Paris et contacte-les", "fondateurs", "Paris", {Task.FIND, Task.SEQUENCE}),
        ("Busca directores de ventas en Madrid", "directores de ventas", "Madrid", {Task.FIND}),
        ("Dame sus correos: abogados en Bilbao", "abogados", "Bilbao", {Task.FIND, Task.EMAILS}),
    ],
)  # fmt: skip
def test_the_basics_of_three_languages(text: str, title: str, place: str, tasks: set[Task]):
    goal = read(text)

    assert goal.titles == (title,)
    assert goal.place == place
    assert set(goal.tasks) == tasks
    assert goal.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Finde Gründer in Bonn, aber nicht kontaktieren",
        "Cherche des fondateurs à Paris mais ne les contacte pas",
        "Busca fundadores en Bilbao, sin contactar",
    ],
)
def test_outreach_is_ruled_out_in_them_too(text: str):
    assert Stage.OUTREACH in read(text).forbidden


def test_a_search_looks_for_a_title_as_a_profile_has_it():
    url = linkedin_search(read("Busca directores de ventas en Madrid"))

    assert url is not None
    assert "keywords=director%20de%20ventas%20Madrid" in url


@pytest.mark.parametrize("text", ["find CFOs in Texas", "export my connections", "CFOs in Köln"])
def test_english_stays_as_it_is(text: str):
    assert in_english(text) == Spoken(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("find CFOs in Los Angeles", Language.ENGLISH),
        ("Liste der Mitarbeiter von Acme", Language.GERMAN),
        ("Liste les membres de notre groupe", Language.FRENCH),
        ("Exporta los seguidores de nuestra página", Language.SPANISH),
        ("Trova 30 direttori commerciali a Milano", None),
    ],
)
def test_a_goal_knows_its_language(text: str, language: Language | None):
    assert read(text).language is language


def test_a_french_word_is_no_english_slip():
    assert read("Liste les membres de notre groupe").origin is Origin.GROUP


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Trova 30 direttori commerciali a Milano", True),
        ("ベルリンの責任者", True),
        ("Найди директоров в Москве", True),
        ("find directors in Milan", False),
        ("the hat", False),
        ("", False),
    ],
)
def test_another_language_is_told_apart(text: str, *, foreign: bool):
    assert is_foreign(text) is foreign
