"""Walks through the import of a list, from a file to its undoing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from playwright.async_api import FilePayload

from tests.browser.visitor import Visitor

Walk = Callable[[Visitor], Awaitable[None]]
HEAD = "Full name;Job;Company;E-mail;City;Remarks\n"
SMALL = (
    "Ada Berg;CTO;Berg AG;ada@berg.example;Köln;met in May\n"
    "Bea Lund;CFO;Lund AB;bea@lund.example;Malmö;\n"
    "Ada Berg;CEO;Berg AG;Ada@Berg.example;Köln;the same\n"
    "Cal Reed;COO;;cal at reed;Austin;\n"
    "Nobody;;;;;who is that?\n"
)
LARGE = "".join(f"Person {n};CTO;Acme {n % 90};p{n}@acme{n % 90}.example;Berlin;\n" for n in range(9_000))


def file(rows: str, name: str = "customers.csv") -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": (HEAD + rows).encode("cp1252")}


async def send(dana: Visitor, rows: str, name: str = "customers.csv") -> None:
    """Attach a file to a message of the conversation, and open its thread."""
    await dana.tab("messages")
    await dana.page.set_input_files("#attach", file(rows, name))
    await dana.page.locator("#attached").get_by_text(name).wait_for()
    await dana.page.press("#composer", "Enter")
    await dana.offered("import_columns")


async def import_a_list(dana: Visitor) -> None:
    await send(dana, SMALL)
    await dana.press("import_columns")
    await dana.reads("Remarks", "#modal")
    await dana.field("column_5").select_option(label="Industry")
    await dana.submit()
    await dana.reads("Industry from “Remarks”")
    await dana.press("import_start")
    await dana.reads("5 rows · 2 new · 1 merged · 2 bad")
    await dana.reads("customers-not-imported.csv")
    await dana.press("import_undo")
    await dana.reads("Undone: 2 people are removed.")
    await send(dana, SMALL, "again.csv")
    await dana.press("import_discard")
    await dana.reads("Discarded; nothing was imported.")


async def stop_an_import(dana: Visitor) -> None:
    await send(dana, LARGE)
    await dana.press("import_start")
    await dana.offered("import_stop")
    await dana.press("import_stop")
    await dana.reads("Stopped: customers.csv")
    await dana.press("import_go_on")
    await dana.reads("9,000 rows · 9,000 new · 0 merged · 0 bad", ms=60_000)


async def choose_a_list_at_home(dana: Visitor) -> None:
    await dana.tab("home")
    await dana.press("import_open")
    await dana.page.set_input_files('#modal input[type="file"]', file(SMALL))
    await dana.submit()
    await dana.tab("messages")
    await dana.reads("5 rows, 6 columns · semicolons, Windows-1252", "#content")


PLAYED: tuple[tuple[Walk, frozenset[str]], ...] = (
    (import_a_list, frozenset({"import_columns", "import_start", "import_undo", "import_discard"})),
    (stop_an_import, frozenset({"import_stop", "import_go_on"})),
    (choose_a_list_at_home, frozenset({"import_open"})),
)
"""What is walked, and the actions that each clicks."""
