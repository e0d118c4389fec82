"""A file of leads: sent, understood, corrected, imported, stopped, undone, and what is wrong with it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from agent.errors import NotAllowedError, StaleError
from agent.events import Event, ImportChanged
from agent.roles import Actor
from bot.sandbox import Person
from tests.support import Message, Office, Thread, buttons, press, said

pytestmark = pytest.mark.long

HEAD = "Name,Job title,Company,E-mail,Notes\n"
ADA = "Ada Berg,CTO,Berg AG,ada@berg.example,met in May\n"
BEA = "Bea Lund,CFO,Lund AB,bea@lund.example,\n"


async def sent(
    office: Office, *lines: str, name: str = "crm.csv", text: str = "", person: Person | None = None
) -> Thread:
    """Send a file of these lines, below the usual headings."""
    return await sent_bytes(office, (HEAD + "".join(lines)).encode(), name=name, text=text, person=person)


async def sent_bytes(
    office: Office, content: bytes, *, name: str = "crm.csv", text: str = "", person: Person | None = None
) -> Thread:
    who = person or office.dana
    return Thread(office, who, await who.send(text, files=[(name, content)]))


def files_in(office: Office, thread: Thread) -> list[str]:
    """What the files say that came back into a thread."""
    ids = [file["id"] for message in thread.messages for file in message.get("files", [])]
    return [office.sandbox.slack.workspace.files.content(each).decode() for each in ids]


async def lead_names(office: Office, person: Person | None = None) -> Sequence[str | None]:
    who = person or office.dana
    async with office.leadsmith.store.reading("T0SANDBOX1") as repos:
        return sorted(lead.name or "" for lead in await repos.leads.latest(who.id, limit=100))


async def test_a_file_is_shown_as_it_was_understood_and_nothing_is_imported(office: Office) -> None:
    thread = await sent(office, "Uma Sand,CTO,Sand AG,uma@sand.example,met in May\n")
    card = await thread.offers("Import 1 row")
    text = said(card)
    assert "crm.csv" in text
    assert "1 row, 5 columns · commas, UTF-8" in text
    assert "*Full name* from “Name”: Uma Sand" in text
    assert "*E-mail*: uma@sand.example" in text
    assert "Notes: _ignored_ (met in May)" in text
    assert "Nothing is imported yet" in text
    assert "Uma Sand" not in await lead_names(office)


async def test_an_import_brings_people_and_hands_bad_rows_back(office: Office) -> None:
    thread = await sent(
        office,
        ADA,
        BEA,
        "Nobody,,,,\n",
        "Cal,CEO,Cal Ltd,not an address,\n",
        "Ada Berg,CEO,Berg AG,ADA@berg.example,again\n",
        "Dee,=cmd|x,Dee Inc,dee@dee.example,too,many\n",
    )
    await thread.click("Import 6 rows")
    await thread.shows("Imported crm.csv", "6 rows · 2 new · 1 merged · 3 bad")
    await office.until(lambda: thread.files)
    assert thread.files == ["crm-not-imported.csv"]
    (back,) = files_in(office, thread)
    lines = back.split("\r\n")
    assert lines[0] == "Line,What is wrong,Name,Job title,Company,E-mail,Notes"
    assert lines[1].startswith('4,"Nothing says who this is: it takes an e-mail')
    assert lines[2] == "5,“not an address” is no e-mail address.,Cal,CEO,Cal Ltd,not an address,"
    assert (
        lines[3] == "7,It has 6 cells where there are 5 columns.,Dee,'=cmd|x,Dee Inc,dee@dee.example,too,many"
    )
    assert {"Ada Berg", "Bea Lund"} <= set(await lead_names(office))
    await office.home(office.dana, "Bea Lund", "Import a list")


def people(start: int, number: int) -> list[str]:
    """Rows of so many people whom nobody knows."""
    return [f"Person {n},CTO,Acme,p{n}@many.example,\n" for n in range(start, start + number)]


async def test_columns_are_corrected_in_a_window(office: Office) -> None:
    thread = await sent_bytes(office, b"Who;Where they work;Kind\nEve Holm;Holm AS;x\n", name="list.csv")
    card = await thread.shows("Nothing in it tells one person from another")
    assert "Import 1 row" not in buttons(card)
    view = await thread.opens("Columns")
    wrong = await office.dana.submit(view["id"], {"column_0": "name", "column_1": "name"})
    assert wrong == {"column_1": "Two columns are “Full name”. Choose one, and ignore the other."}
    nobody = await office.dana.submit(view["id"], {"column_0": "name", "column_1": "ignore"})
    assert "tells one person from another" in (nobody or {})["column_0"]
    assert await office.dana.submit(view["id"], {"column_0": "name", "column_1": "company"}) is None
    await thread.click("Import 1 row")
    await thread.shows("1 row · 1 new · 0 merged · 0 bad")
    assert "Eve Holm" in await lead_names(office)


@pytest.mark.parametrize(
    ("content", "written"),
    [
        pytest.param(
            "Name\tE-mail\nZoë Größe\tzoe@tab.example\n".encode("utf-16"),
            "tabs, UTF-16",
        ),
        ("Name;E-mail\nZoë Größe;zoe@semi.example\n".encode("cp1252"), "semicolons, Windows-1252"),
        pytest.param(
            "Name|E-mail\nZoë Größe|zoe@bar.example\n".encode("utf-8-sig"),
            "bars, UTF-8",
        ),
    ],
    ids=["utf-16", "cp1252", "utf-8-sig"],
)
async def test_lists_of_every_kind_are_read(office: Office, content: bytes, written: str) -> None:
    thread = await sent_bytes(office, content)
    assert written in said(await thread.offers("Import 1 row"))
    await thread.click("Import 1 row")
    await thread.shows("Imported crm.csv")
    assert any((name or "").startswith("Zoë Größe") for name in await lead_names(office))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("crm.xlsx", b"PK\x03\x04rest", "Save the sheet as CSV"),
        ("crm.csv", b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
    ids=["excel", "large"],
)
async def test_what_cannot_be_imported_is_refused_with_what_would_help(
    office: Office, name: str, content: bytes, sentence: str
) -> None:
    thread = await sent_bytes(office, content, name=name)
    card = await thread.shows(sentence)
    assert buttons(card) == {}


async def test_other_files_are_left_alone(office: Office) -> None:
    thread = await sent_bytes(office, b"\x89PNG", name="logo.png")
    await thread.shows("Of files I read lists of leads only")
    goal = await sent_bytes(office, b"\x89PNG", name="logo.png", text="help")
    await goal.shows("I find and develop leads")


@pytest.mark.parametrize(("text", "noted"), [("our CRM export", False), ("find 20 CTOs in Berlin", True)])
async def test_what_is_said_with_a_list_is_not_lost_silently(
    office: Office,
    text: str,
    noted: bool,
) -> None:
    thread = await sent(office, *people(600, 1), text=text)
    card = await thread.offers("Import 1 row")
    assert ("I took the file only." in said(card)) is noted
    assert len(thread.messages) == 1


async def test_what_is_known_is_merged_and_its_newer_values_stay(office: Office) -> None:
    first = await sent(office, "Fay Moe,CTO,Moe AS,fay@moe.example,\n")
    await first.click("Import 1 row")
    await first.shows("1 new")
    again = await sent(office, "Fay Moe,CEO,Moe AS,Fay@Moe.example,\n", name="again.csv")
    await again.click("Import 1 row")
    await again.shows("0 new · 1 merged")
    async with office.leadsmith.store.reading("T0SANDBOX1") as repos:
        (lead,) = await repos.leads.by_keys([("email", "fay@moe.example")])
        facts = {(fact.field, fact.value, fact.source) for fact in await repos.leads.facts(lead.id)}
    assert lead.title == "CEO"
    assert {("title", "CTO", "file crm.csv"), ("title", "CEO", "file again.csv")} <= facts
    assert ("company", "Moe AS", "file crm.csv") in facts
    await again.click("Undo import")
    await again.shows("Undone: 0 people are removed")
    async with office.leadsmith.store.reading("T0SANDBOX1") as repos:
        (lead,) = await repos.leads.by_keys([("email", "fay@moe.example")])
    assert (lead.title, lead.source) == ("CTO", "file crm.csv")


@pytest.fixture
def between(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[asyncio.Event, asyncio.Event]]:
    """Holds an import after its first two rows: set when it is there, and to be set to let it go on."""
    monkeypatch.setattr("agent.imports.job.ROWS_AT_ONCE", 2)
    there, on = asyncio.Event(), asyncio.Event()
    telling: Any = office.services.telling
    now = telling.now

    async def held(event: Event) -> None:
        await now(event)
        if isinstance(event, ImportChanged) and not on.is_set():
            there.set()
            await on.wait()

    monkeypatch.setattr(telling, "now", held)
    yield there, on
    on.set()


async def test_an_import_is_stopped_and_goes_on(
    office: Office, between: tuple[asyncio.Event, asyncio.Event]
) -> None:
    there, on = between
    thread = await sent(office, *people(0, 5))
    await thread.click("Import 5 rows")
    await there.wait()
    await thread.shows("Importing crm.csv", "2 of 5 rows · 2 new")
    await thread.click("Stop")
    await thread.shows("Stopping crm.csv")
    on.set()
    await thread.shows("Stopped: crm.csv", "2 of 5 rows · 2 new · 0 merged · 0 bad")
    await thread.click("Go on with 3")
    await thread.shows("Imported crm.csv", "5 rows · 5 new · 0 merged · 0 bad")


async def test_an_import_is_stopped_in_words(
    office: Office, between: tuple[asyncio.Event, asyncio.Event]
) -> None:
    there, on = between
    thread = await sent(office, *people(50, 5))
    await thread.click("Import 5 rows")
    await there.wait()
    await office.dana.send("stop", thread_ts=thread.ts)
    await thread.shows("Stopping crm.csv")
    on.set()
    await thread.shows("Stopped: crm.csv", "2 of 5 rows")


async def test_only_whoever_sent_a_file_decides_over_it_and_once(office: Office) -> None:
    thread = await sent(office, *people(100, 1))
    await thread.offers("Import 1 row")
    card = (await office.services.imports.of(Actor("T0SANDBOX1", office.dana.id)))[0]
    with pytest.raises(NotAllowedError):
        await office.services.imports.start(Actor("T0SANDBOX1", "U0STRANGE1"), card.id, 0)
    await thread.click("Import 1 row")
    await thread.shows("1 row · 1 new")
    with pytest.raises(StaleError, match="decided already"):
        await office.services.imports.start(Actor("T0SANDBOX1", office.dana.id), card.id, 0)


async def test_two_lists_of_one_message_are_imported_at_once(office: Office) -> None:
    lists = [(f"{name}.csv", (HEAD + "".join(people(700, 3))).encode()) for name in ("left", "right")]
    thread = Thread(office, office.dana, await office.dana.send("", files=lists))
    await office.until(
        lambda: len([m for m in thread.messages if "Import 3 rows" in buttons(m)]) == 2 or None
    )
    cards = [(message["ts"], buttons(message)["Import 3 rows"]) for message in thread.messages]
    await asyncio.gather(*(press(office.dana, ts, button) for ts, button in cards))
    texts = [said(await thread.shows(f"Imported {name}.csv")) for name in ("left", "right")]
    new = [int(found[1]) for text in texts if (found := re.search(r"(\d+) new", text))]
    assert sum(new) == 3


async def test_a_file_is_discarded(office: Office) -> None:
    thread = await sent(office, *people(200, 1))
    await thread.click("Discard")
    card = await thread.shows("Discarded; nothing was imported")
    assert buttons(card) == {}
    async with office.leadsmith.store.reading("T0SANDBOX1") as repos:
        (newest, *_) = await repos.imports.of(office.dana.id)
        assert not await repos.imports.has_content(newest.id)
        assert "many.example" not in str(newest.table)


async def test_a_list_is_chosen_in_a_window_and_its_card_comes_into_our_conversation(office: Office) -> None:
    await office.dana.command("/leadsmith", "import")
    view = await office.until(lambda: next(iter(office.dana.views()), None))
    assert "Up to 10,000 rows and 10 MB" in said(view)
    picture = await office.dana.submit(view["id"], {"file": [("logo.png", b"x")]})
    assert picture == {"file": "Choose a CSV or TSV file."}
    before = len(office.dana.messages())
    content = (HEAD + people(300, 1)[0] + "Nobody,,,,\n").encode()
    office.sandbox.faults.fail("conversations.open")
    again = await office.dana.submit(view["id"], {"file": [("window.csv", content)]})
    assert again == {"file": "Slack is not answering just now. Please try again."}
    assert await office.dana.submit(view["id"], {"file": [("window.csv", content)]}) is None

    def card() -> Message | None:
        new = office.dana.messages()[before:]
        return next((each for each in new if "Import 2 rows" in buttons(each)), None)

    shown = await office.until(card)
    await press(office.dana, shown["ts"], buttons(shown)["Import 2 rows"])
    below = Thread(office, office.dana, shown["ts"])
    await office.until(lambda: below.files == ["window-not-imported.csv"] or None)


async def test_a_list_in_a_channel_is_taken_with_a_mention(office: Office) -> None:
    bot = office.sandbox.slack.bot.id
    ts = await office.dana.send(
        f"<@{bot}>", "sales", files=[("crm.csv", (HEAD + people(400, 1)[0]).encode())]
    )
    thread = Thread(office, office.dana, ts, "sales")
    await thread.click("Import 1 row")
    await thread.shows("1 row · 1 new")


async def test_imports_are_listed_in_words(office: Office) -> None:
    for number, season in enumerate(("spring", "autumn"), 500):
        thread = await sent(office, *people(number, 1), name=f"{season}.csv")
        await thread.click("Import 1 row")
        await thread.shows(f"Imported {season}.csv")
    listed = await office.says("my imports")
    message = await listed.shows("autumn.csv", "imported · 1 row")
    assert "Undo import" in buttons(message)
    how = await office.says("how do I import a list?")
    await how.shows("Send me the list here as a CSV file (up to 10,000 rows)")
    none = await office.says("show my imports", office.max)
    await none.shows("You have imported nothing yet")


async def test_nothing_of_a_file_is_logged(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    thread = await sent(office, "Gil Secretperson,CTO,Acme,gil@secret.example,\n", '"Gil Broken\n')
    await thread.offers("Import 2 rows")
    await thread.click("Import 2 rows")
    await thread.shows("2 rows · 1 new · 0 merged · 1 bad")
    ours = [
        record for record in caplog.records if record.name.startswith(("agent", "bot.", "storage", "dbos"))
    ]
    ours = [record for record in ours if not record.name.startswith("bot.sandbox")]
    assert "Secretperson" not in "".join(record.getMessage() for record in ours)
    async with office.leadsmith.store.engine.connect() as connection:
        kept = await connection.exec_driver_sql("SELECT * FROM operation_outputs")
        assert "Secretperson" not in str(kept.all())
