"""Settings → Scoring: weights, a preview, saving, and the word that leads are scored anew."""

from __future__ import annotations

import pytest

from tests.support import Message, Office, buttons, press, said

pytestmark = pytest.mark.long

EVEN = {"recovery": "25", "industry": "25", "multisite": "25", "data_quality": "25"}


@pytest.fixture
async def settings(office: Office) -> Message:
    """An admin's window with the weights."""
    home = await office.home(office.max, "Settings")
    await press(office.max, home["id"], buttons(home)["Settings"])
    view = await shows(office, "Roles given here")
    await press(office.max, view["id"], buttons(view)["Scoring"])
    return await shows(office, "Whole numbers that sum to 100")


async def shows(office: Office, *words: str) -> Message:
    def look() -> Message | None:
        views = office.max.views()
        return views[-1] if views and all(word in said(views[-1]) for word in words) else None

    try:
        return await office.until(look)
    except TimeoutError:
        raise AssertionError(f"nothing says {words}: {[said(view) for view in office.max.views()]}") from None


async def click(office: Office, label: str) -> None:
    view = office.max.views()[-1]
    await press(office.max, view["id"], buttons(view)[label])


def named(view: Message, values: dict[str, str]) -> dict[str, str]:
    """The values by the fields of this turn of the window."""
    turn = view["private_metadata"].split(":")[2]
    return {f"{key}:{turn}": value for key, value in values.items()}


async def test_weights_are_previewed_saved_and_told_of(settings: Message, office: Office) -> None:
    assert "Completeness" in said(settings)
    await click(office, "Savings")
    view = await shows(office, "*Savings*", "own weights")
    wrong = await office.max.submit(view["id"], named(view, EVEN | {"recovery": "26"}))
    assert wrong == named(view, {"recovery": "The weights must sum to 100; they sum to 101 (1 too much)."})
    assert await office.max.submit(view["id"], named(view, EVEN)) is None
    preview = await shows(office, "There are no leads yet")
    await click(office, "Back to the weights")
    view = await shows(office, "*Savings*")
    assert await office.max.submit(view["id"], named(view, EVEN)) is None
    preview = await shows(office, "There are no leads yet")
    assert await office.max.submit(preview["id"], {}) is None
    await shows(office, "*Saved.* Leads are scored by savings, version 1.")
    await office.until(lambda: any("scored anew" in m["text"] for m in office.max.messages()))


@pytest.mark.usefixtures("settings")
async def test_back_to_defaults_shows_the_presets_own_weights(office: Office) -> None:
    await click(office, "Back to defaults")
    view = await shows(office, "own weights")
    assert await office.max.submit(view["id"], named(view, {})) is None
    await shows(office, "There are no leads yet")
