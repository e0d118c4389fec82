"""What contact providers were asked, found and cost, and the order that would cost less."""

from __future__ import annotations

from collections.abc import Iterator

from agent.enrichment.provider import Kind
from agent.enrichment.providers import KINDS
from agent.enrichment.vendors import VendorLine, VendorPage
from bot.views import blocks as b
from bot.views.contact import CENT, money, titles

ESTIMATES = (
    "Since the beginning, by provider. Costs are estimates from list prices; checking an address counts "
    "towards the provider that had it."
)
NOTHING = "Nothing was asked yet. Write to me: get e-mails for my leads without one"
HEAD = ("Provider", "Asked", "Found", "Verified", "Cost", "A verified e-mail")


def ledger_modal(page: VendorPage, *, sent: bool = False) -> b.Block:
    """The figures in a window, which can show no table: `sent` says that one is in the conversation."""
    lines = asked(page)
    blocks = [b.context(ESTIMATES), *(b.section(_figures(line)) for line in lines)]
    if not lines:
        blocks.append(b.section(NOTHING))
    blocks += _order(page)
    if sent:
        blocks.append(b.context("The table is in our conversation."))
    buttons = [b.button("Send me a table", "provider_table", "ledger")] if lines and not sent else []
    blocks.append(b.actions(*buttons, b.button("Back to the providers", "provider_back", "ledger")))
    return b.modal("What they cost and find", "done", "", blocks)


def ledger_message(page: VendorPage) -> b.Message:
    """The figures as a table and bars, with the better order."""
    lines, total = asked(page), ledger_total(page)
    title = "What contact providers cost and find"
    rows = [_row(line) for line in lines]
    blocks = [b.section(f"*{title}*\n{total}"), b.table([HEAD, *rows])] if lines else [b.section(NOTHING)]
    paid = {line.kind.title: line.ledger.each for line in lines if line.ledger.each is not None}
    if paid:
        cents = [round(each / CENT) for each in paid.values()]
        blocks.append(b.chart("Cents a verified e-mail", list(paid), {"Cents": cents}))
    return b.Message(title, [*blocks, b.context(ESTIMATES), *_order(page)])


def asked(page: VendorPage) -> list[VendorLine]:
    """The providers that have figures."""
    return [line for line in page.lines if line.ledger.asked]


def ledger_total(page: VendorPage) -> str:
    """All of them in a line."""
    verified = sum(line.ledger.verified for line in page.lines)
    cost = sum(line.ledger.millicents for line in page.lines)
    return f"{verified:,} verified e-mail{'' if verified == 1 else 's'} for {money(cost)} altogether"


def _order(page: VendorPage) -> Iterator[b.Block]:
    if page.better:
        yield b.section(f"*This order would cost less a verified e-mail:*\n{_titles(page.better)}")
        value = ",".join(page.better)
        yield b.actions(b.button("Use this order", "provider_order", value, style="primary"))
    if page.undoable:
        yield b.section("The suggested order is in use.", b.button("Undo", "provider_undo", "order"))


def _titles(names: tuple[str, ...]) -> str:
    kinds: list[Kind[object]] = [KINDS[name] for name in names]
    return titles([kind.title for kind in kinds])


def _row(line: VendorLine) -> tuple[str, ...]:
    ledger = line.ledger
    counts = (ledger.asked, ledger.found, ledger.verified)
    each = money(ledger.each) if ledger.each is not None else ""
    return line.kind.title, *(f"{count:,}" for count in counts), money(ledger.millicents), each


def _figures(line: VendorLine) -> str:
    ledger = line.ledger
    each = f"{money(ledger.each)} a verified e-mail" if ledger.each is not None else "none verified"
    return (
        f"*{line.kind.title}*  asked {ledger.asked:,} · found {ledger.found:,} · "
        f"verified {ledger.verified:,}\n"
        f"cost {money(ledger.millicents)} · {each}"
    )
