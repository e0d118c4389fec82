"""A list of companies: read from whatever people call a CSV, kept for the workspace, searched first."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.clock import FixedClock
from agent.discovery.listed import ListedCompany
from agent.errors import NotAllowedError, NotFoundError
from agent.imports.files import MemoryFiles, RefusedError, Upload
from agent.pages.urls import company_domain
from agent.prospecting import lists as lists_module
from agent.prospecting.lists import MOST, NO_SITES, CompanyLists, read_list
from tests.migrated import newest_store
from tests.workshop import ADMIN, DANA, NOW, WORKSPACE

GOOD = "Company;Website;Branche\nAcme;https://www.acme.example/about;Logistik\nGlobex;globex.example;Software\n;;\n"
TWICE = GOOD + "Acme again;acme.example;Logistik\nNobody;;Bakery\n"


def upload(name: str = "companies.csv") -> Upload:
    return Upload(id=name, name=name, size=10)


@pytest.fixture
async def lists(tmp_path: Path) -> AsyncIterator[CompanyLists]:
    store = await newest_store(f"sqlite:///{tmp_path / 'leadsmith.db'}")
    contents = {
        "companies.csv": TWICE.encode(),
        "other.csv": b"Site\nhooli.example\n",
        "bad.csv": b"Name\nAda\n",
    }
    yield CompanyLists(store, MemoryFiles(contents), FixedClock(NOW))
    await store.close()


def test_each_company_is_read_once_with_what_stands_beside_it():
    companies, left_out = read_list(TWICE.encode("cp1252"))
    assert [(each.name, each.domain, each.text) for each in companies] == [
        ("Acme", "acme.example", "Logistik"),
        ("Globex", "globex.example", "Software"),
    ]
    assert left_out == 1


def test_a_column_of_sites_alone_is_a_list():
    companies, _ = read_list(b"acme.example\nwww.globex.example\nlinkedin.com/company/x\n")
    assert [each.name for each in companies] == ["Acme", "Globex"]


def test_what_is_no_list_is_refused_with_what_would_help():
    with pytest.raises(RefusedError, match="column with them"):
        read_list(b"Name;Age\nAda;36\n")
    many = "".join(f"acme{n}.example\n" for n in range(MOST + 1))
    with pytest.raises(RefusedError, match="Split it"):
        read_list(many.encode())


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(content: bytes):
    companies: tuple[ListedCompany, ...] | None = None
    with suppress(RefusedError):
        companies, _ = read_list(content)
    assert companies is None or len({each.domain for each in companies}) == len(companies) > 0


async def test_it_is_kept_replaced_and_removed(lists: CompanyLists):
    assert await lists.of(WORKSPACE) == ()
    for _ in range(2):
        await lists.upload(ADMIN, upload())
    card = await lists.card(ADMIN)
    assert card is not None
    assert (card.name, card.count, card.left_out, card.added_by) == ("companies.csv", 2, 1, ADMIN.user)
    await lists.upload(ADMIN, upload("other.csv"))
    assert [each.domain for each in await lists.of(WORKSPACE)] == ["hooli.example"]
    assert await lists.of("T2") == ()
    for _ in range(2):
        await lists.remove(ADMIN)
    assert await lists.card(ADMIN) is None


def test_columns_of_words_are_looked_at_as_far_as_they_are_kept(monkeypatch: pytest.MonkeyPatch):
    looked: list[str] = []

    def counted(text: str) -> str | None:
        looked.append(text)
        return company_domain(text)

    monkeypatch.setattr(lists_module, "company_domain", counted)
    words = "Wir liefern Waren aller Art in ganz Europa, z. B. Möbel. " * 2
    lines = [f"acme{n}.example;{';'.join([words] * 12)}" for n in range(50)]
    header = ";".join(["Website", *(f"Spalte {n}" for n in range(12))])
    companies, _ = read_list("\n".join([header, *lines]).encode())
    assert {len(each.text) for each in companies} == {200}
    assert len(looked) < 50 * 4, "its site, and two cells of words"


async def test_a_file_is_read_beside_what_goes_on(lists: CompanyLists, monkeypatch: pytest.MonkeyPatch):
    readers: list[int] = []

    def noted(content: bytes) -> tuple[tuple[ListedCompany, ...], int]:
        readers.append(threading.get_ident())
        return read_list(content)

    monkeypatch.setattr(lists_module, "read_list", noted)
    await lists.upload(ADMIN, upload())
    assert readers
    assert threading.get_ident() not in readers


async def test_a_file_that_is_none_leaves_the_list_as_it_is(lists: CompanyLists):
    await lists.upload(ADMIN, upload())
    with pytest.raises(RefusedError, match=NO_SITES[:20]):
        await lists.upload(ADMIN, upload("bad.csv"))
    with pytest.raises(NotFoundError):
        await lists.upload(ADMIN, upload("gone.csv"))
    assert len(await lists.of(WORKSPACE)) == 2


async def test_only_who_settles_things_may_change_it(lists: CompanyLists):
    for act in (lists.upload(DANA, upload()), lists.remove(DANA), lists.card(DANA)):
        with pytest.raises(NotAllowedError):
            await act
