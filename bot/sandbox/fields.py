"""What a person entered: from plain values to Slack's state, and what a form refuses by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.naming import Block, elements

# element type: (the key of its initial value, the key that holds what is chosen)
KEYS: Mapping[str, tuple[str, str]] = {
    "plain_text_input": ("initial_value", "value"),
    "number_input": ("initial_value", "value"),
    "email_text_input": ("initial_value", "value"),
    "url_text_input": ("initial_value", "value"),
    "rich_text_input": ("initial_value", "rich_text_value"),
    "static_select": ("initial_option", "selected_option"),
    "external_select": ("initial_option", "selected_option"),
    "radio_buttons": ("initial_option", "selected_option"),
    "multi_static_select": ("initial_options", "selected_options"),
    "multi_external_select": ("initial_options", "selected_options"),
    "checkboxes": ("initial_options", "selected_options"),
    "users_select": ("initial_user", "selected_user"),
    "multi_users_select": ("initial_users", "selected_users"),
    "conversations_select": ("initial_conversation", "selected_conversation"),
    "multi_conversations_select": ("initial_conversations", "selected_conversations"),
    "channels_select": ("initial_channel", "selected_channel"),
    "multi_channels_select": ("initial_channels", "selected_channels"),
    "datepicker": ("initial_date", "selected_date"),
    "timepicker": ("initial_time", "selected_time"),
    "datetimepicker": ("initial_date_time", "selected_date_time"),
    "file_input": ("initial_files", "files"),
}

Values = Mapping[str, Any]


def options(element: Mapping[str, Any]) -> list[Block]:
    grouped = [option for group in element.get("option_groups", ()) for option in group["options"]]
    return [*element.get("options", ()), *grouped]


def option(element: Block, value: Any) -> Block:
    """The option of this value: nobody can choose what is not offered."""
    begun = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    offered: list[Block] = [*options(element), *begun]
    for each in offered:
        if each["value"] == value:
            return each
    raise LookupError(f"{value!r} is not offered by {element.get('action_id')}")


def _rich(text: str) -> Block:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def holding(block: Block) -> Iterator[Block]:
    """The elements of a block that hold a value."""
    return (element for element in elements(block) if element["type"] in KEYS)


def held(element: Block, raw: Any) -> dict[str, Any]:
    """An element's entry in Slack's state, for the plain value that a person entered."""
    _, key = KEYS[element["type"]]
    if raw in (None, "", []):
        return {"type": element["type"], key: [] if key.endswith("s") else None}
    if key == "selected_option":
        return {"type": element["type"], key: option(element, raw)}
    if key == "selected_options":
        return {"type": element["type"], key: [option(element, value) for value in raw]}
    if key == "rich_text_value":
        return {"type": element["type"], key: raw if isinstance(raw, dict) else _rich(raw)}
    if key == "selected_date_time":
        return {"type": element["type"], key: int(raw)}
    return {"type": element["type"], key: raw}


def initial(element: Block) -> dict[str, Any]:
    """An element's entry in Slack's state before anybody touched it."""
    start, key = KEYS[element["type"]]
    return {"type": element["type"], key: element.get(start, [] if key.endswith("s") else None)}


def entered(values: Values, block_id: str, action_id: str) -> tuple[bool, Any]:
    """What was entered in a field, found by its block and action, or by either of them alone."""
    inside = values.get(block_id)
    if isinstance(inside, Mapping) and action_id in inside:
        return True, inside[action_id]
    if action_id in values:
        return True, values[action_id]
    return (True, inside) if block_id in values and not isinstance(inside, Mapping) else (False, None)


def state(blocks: list[Block], values: Values, before: Values | None = None) -> dict[str, dict[str, Any]]:
    """Slack's state.values: what was entered now, else before, else what the field started with."""
    result: dict[str, dict[str, Any]] = {}
    for block in blocks:
        for element in holding(block):
            block_id, action_id = block["block_id"], element["action_id"]
            known, raw = entered(values, block_id, action_id)
            earlier = (before or {}).get(block_id, {}).get(action_id)
            entry = held(element, raw) if known else earlier or initial(element)
            result.setdefault(block_id, {})[action_id] = entry
    return result


def refusals(blocks: list[Block], filled: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What Slack's client says at the fields before it submits a form."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            problem = _refusal(element, filled[block["block_id"]][element["action_id"]], block)
            if problem:
                found[block["block_id"]] = problem
    return found


def _refusal(element: Block, entry: Mapping[str, Any], block: Block) -> str | None:
    value = entry[KEYS[element["type"]][1]]
    if value in (None, "", []) or (isinstance(value, str) and not value.strip()):
        return None if block.get("optional") else "Please complete this required field."
    if isinstance(value, str):
        return _length(element, value) or _form(element, value)
    return _count(element, value) if isinstance(value, list) else None


def _count(element: Block, chosen: list[Any]) -> str | None:
    most = element.get("max_selected_items") or element.get("max_files")
    return f"Choose no more than {most}." if most and len(chosen) > most else None


def _length(element: Block, value: str) -> str | None:
    if len(value) < element.get("min_length", 0):
        return f"Enter at least {element['min_length']} characters."
    if len(value) > element.get("max_length", 3_000):
        return f"Enter no more than {element.get('max_length', 3_000)} characters."
    return None


_FORMS = {
    "email_text_input": (r"[^@\s]+@[^@\s]+\.[^@\s]+", "Enter a valid email address."),
    "url_text_input": (r"[a-z][a-z0-9+.-]*://\S+", "Enter a valid URL."),
}


def _form(element: Block, value: str) -> str | None:
    if element["type"] == "number_input":
        return _number(element, value)
    pattern, problem = _FORMS.get(element["type"], (r"(?s).*", ""))
    return None if re.fullmatch(pattern, value.strip(), re.IGNORECASE) else problem


def _number(element: Block, value: str) -> str | None:
    pattern = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(pattern, value.strip()):
        return "Enter a valid number."
    if float(value) < float(element.get("min_value", "-inf")):
        return f"Enter a number of at least {element['min_value']}."
    if float(value) > float(element.get("max_value", "inf")):
        return f"Enter a number of at most {element['max_value']}."
    return None
