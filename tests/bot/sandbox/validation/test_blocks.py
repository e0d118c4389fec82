from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.errors import SlackError
from bot.sandbox.validation import check_blocks_argument

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> Block:
    return {"type": "section", "text": mrkdwn("hello"), **more}


def button(**more: Any) -> Block:
    return {"type": "button", "text": plain("Go"), "action_id": "go", **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def option(value: str, text: str = "One") -> Block:
    return {"text": plain(text), "value": value}


def select(**more: Any) -> Block:
    return {"type": "static_select", "action_id": "pick", "options": [option("1"), option("2")], **more}


def asked(element: Block, **more: Any) -> Block:
    return {"type": "input", "label": plain("Name"), "element": element, **more}


def raw(text: str) -> Block:
    return {"type": "raw_text", "text": text}


def data_table(*rows: list[Block], **more: Any) -> Block:
    return {"type": "data_table", "caption": "People", "rows": list(rows), **more}


def task(task_id: str, status: str = "complete") -> Block:
    return {"type": "task_card", "task_id": task_id, "title": "Search", "status": status}


def rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "feedback",
    "positive_button": {"text": plain("Good"), "value": "1"},
    "negative_button": {"text": plain("Bad"), "value": "0"},
}
CONFIRM = {"title": plain("Sure?"), "text": mrkdwn("*Really*?"), "confirm": plain("Yes"), "deny": plain("No")}
IMAGE = {"type": "image", "alt_text": "a chart", "image_url": "https://example.com/a.png"}

ACCEPTED: list[Block] = [
    section(),
    section(accessory=button(confirm=CONFIRM, style="danger")),
    section(accessory=select(initial_option=option("2"))),
    {"type": "section", "fields": [mrkdwn("a")] * 10},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("a"), plain("b"), IMAGE]},
    actions(*(button(action_id=str(n)) for n in range(25))),
    {"type": "context_actions", "elements": [FEEDBACK]},
    IMAGE,
    rich({"type": "text", "text": "hi", "style": {"bold": True}}, {"type": "user", "user_id": "U1"}),
    {"type": "markdown", "text": "# Hello"},
    {"type": "table", "rows": [[raw("a"), raw("b")], [raw("1"), {"type": "raw_number", "value": 2}]]},
    data_table([raw("a")], [{"type": "raw_number", "value": 2.5}], page_size=10),
    {"type": "plan", "title": "Run", "tasks": [task("1", "pending"), task("2", "in_progress")]},
    task("1", "error"),
    {"type": "card", "title": mrkdwn("Ada"), "actions": [button()]},
    {"type": "carousel", "elements": [{"type": "card", "body": mrkdwn("Ada")}]},
    asked({"type": "plain_text_input", "action_id": "a", "max_length": 3000}),
    actions({"type": "multi_users_select", "action_id": "a"}),
    asked({"type": "datepicker", "action_id": "a", "initial_date": "2026-11-21"}),
]

REFUSED: list[tuple[Block, str]] = [
    ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    (section(text=mrkdwn("")), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (
        section(text=mrkdwn("x" * 3001)),
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (section(color="red"), "invalid additional property: color [json-pointer:/blocks/0]"),
    (section(block_id="x" * 256), "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
    ({"type": "section", "fields": [mrkdwn("a")] * 11}, "no more than 10 items allowed"),
    ({"type": "section", "fields": [mrkdwn("x" * 2001)]}, "must be less than 2001 characters"),
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
    ({"type": "header", "text": mrkdwn("x")}, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
    ({"type": "header"}, "missing required field: text"),
    ({"type": "context", "elements": [mrkdwn("a")] * 11}, "no more than 10 items allowed"),
    ({"type": "context", "elements": []}, "no less than 1 items required"),
    (actions(*(button(action_id=str(n)) for n in range(26))), "no more than 25 items allowed"),
    (actions(button(), button()), "`action_id` go already exists"),
    (actions({"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    (actions({"type": "rich_text_input"}), "unsupported type: rich_text_input"),
    (actions(button(text=plain("x" * 76))), "must be less than 76 characters"),
    (actions(button(text=mrkdwn("x"))), "unsupported type: mrkdwn"),
    (actions(button(value="x" * 2001)), "must be less than 2001 characters"),
    (actions(button(url="https://" + "x" * 3000)), "must be less than 3001 characters"),
    (actions(button(style="big")), "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"),
    (actions(button(action_id="x" * 256)), "must be less than 256 characters"),
    (actions(button(confirm={**CONFIRM, "title": plain("x" * 101)})), "must be less than 101 characters"),
    (actions(button(confirm={**CONFIRM, "text": plain("x" * 301)})), "must be less than 301 characters"),
    (actions(button(confirm={"title": plain("?")})), "missing required field: deny"),
    (actions(select(options=[option(str(n)) for n in range(101)])), "no more than 100 items allowed"),
    (actions(select(options=[])), "no less than 1 items required"),
    (actions(select(options=[option("x" * 151)])), "must be less than 151 characters"),
    (actions(select(options=[option("1", "x" * 76)])), "must be less than 76 characters"),
    (actions(select(options=[option("1"), option("1")])), "option values must be unique"),
    (actions(select(initial_option=option("9"))), "initial_option must be one of the options"),
    (actions(select(placeholder=plain("x" * 151))), "must be less than 151 characters"),
    (actions(select(option_groups=[])), "must define either `options` or `option_groups`"),
    (actions({"type": "overflow", "options": [option(str(n)) for n in range(6)]}), "no more than 5 items"),
    (
        actions({"type": "radio_buttons", "options": [option(str(n)) for n in range(11)]}),
        "no more than 10 items",
    ),
    (
        actions({"type": "checkboxes", "options": [option(str(n)) for n in range(11)]}),
        "no more than 10 items",
    ),
    (section(accessory={"type": "feedback_buttons"}), "unsupported type: feedback_buttons"),
    (asked(button()), "unsupported type: button"),
    (asked({"type": "plain_text_input", "max_length": 3001}), "must be less than or equal to 3000"),
    (asked({"type": "plain_text_input", "min_length": 9, "max_length": 3}), "min_length must be less than"),
    (asked({"type": "number_input"}), "unsupported type: number_input [json-pointer:/blocks/0/element/type]"),
    (asked({"type": "datepicker", "initial_date": "21.11.2026"}), "must match"),
    (asked({"type": "timepicker", "initial_time": "9:00"}), "must match"),
    ({"type": "input", "label": plain("x" * 2001), "element": select()}, "must be less than 2001 characters"),
    ({"type": "input", "label": mrkdwn("x"), "element": select()}, "unsupported type: mrkdwn"),
    ({"type": "image", "alt_text": "x"}, "must define either `image_url` or `slack_file`"),
    ({"type": "image", "image_url": "https://a.b/c"}, "missing required field: alt_text"),
    ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters"),
    ({"type": "alert", "text": plain("only in modals")}, "unsupported type: alert"),
    ({"type": "file", "external_id": "x"}, "missing required field: source"),
    ({"type": "table", "rows": [[raw("")]]}, "must be more than 0 characters"),
    ({"type": "table", "rows": [[raw("x")]] * 101}, "no more than 100 items allowed"),
    ({"type": "table", "rows": [[raw("x")] * 21]}, "no more than 20 items allowed"),
    ({"type": "table", "rows": [[raw("x" * 10_001)]]}, "total character count of table cells"),
    ({"type": "data_table", "rows": [[raw("a")], [raw("b")]]}, "missing required field: caption"),
    (data_table([raw("a")]), "no less than 2 items required"),
    (data_table(*[[raw("a")]] * 102), "no more than 101 items allowed"),
    (data_table([raw("a")], [raw("a"), raw("b")]), "all rows must have the same number of cells"),
    (data_table([rich({"type": "text", "text": "a"})], [raw("b")]), "header cells must not be rich_text"),
    (data_table([raw("a")], [raw("b" * 20_001)]), "total character count of table cells"),
    (data_table([raw("a")], [raw("b")], page_size=101), "must be less than or equal to 100"),
    ({"type": "plan", "title": "Run", "tasks": [task("1"), task("1")]}, "task_id must be unique"),
    ({"type": "plan", "title": "Run", "tasks": [task(str(n)) for n in range(51)]}, "no more than 50 items"),
    ({"type": "plan", "tasks": []}, "missing required field: title"),
    (task("1", "pending"), "must be a valid enum value [json-pointer:/blocks/0/status]"),
    ({"type": "card", "subtitle": mrkdwn("alone")}, "must define one of `hero_image`"),
    ({"type": "card", "body": mrkdwn("x" * 201)}, "must be less than 201 characters"),
    ({"type": "card", "body": mrkdwn("x"), "actions": [button()] * 4}, "no more than 3 items allowed"),
    ({"type": "carousel", "elements": []}, "no less than 1 items required"),
    (rich({"type": "link"}), "missing required field: url"),
    ({"type": "rich_text", "elements": [{"type": "text", "text": "bare"}]}, "unsupported type: text"),
    ({"type": "sparkle"}, "unsupported type: sparkle [json-pointer:/blocks/0/type]"),
    ({"text": "no type"}, "missing required field: type"),
]


@pytest.mark.parametrize("block", ACCEPTED, ids=lambda block: str(block["type"]))
def test_what_slack_takes_is_taken(block: Block) -> None:
    assert check_blocks_argument([block]) == [block]


@pytest.mark.parametrize(("block", "problem"), REFUSED, ids=[problem[:50] for _, problem in REFUSED])
def test_what_slack_refuses_is_refused_with_its_reason(block: Block, problem: str) -> None:
    with pytest.raises(SlackError) as refused:
        check_blocks_argument([block])
    assert refused.value.code == "invalid_blocks"
    assert any(problem in message for message in refused.value.messages), refused.value.messages


def test_a_text_of_either_kind_that_is_wrong_matches_no_schema() -> None:
    with pytest.raises(SlackError) as refused:
        check_blocks_argument([section(text=mrkdwn("x" * 3001))])
    assert refused.value.messages == (
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    )


def test_every_finding_is_told_at_once() -> None:
    with pytest.raises(SlackError) as refused:
        check_blocks_argument([{"type": "header"}, {"type": "section"}])
    assert len(refused.value.messages) == 2


def test_a_message_holds_50_blocks_and_no_more() -> None:
    assert len(check_blocks_argument([{"type": "divider"}] * 50)) == 50
    with pytest.raises(SlackError, match="no more than 50 items"):
        check_blocks_argument([{"type": "divider"}] * 51)


def test_block_ids_differ_within_a_message() -> None:
    with pytest.raises(SlackError, match="already exists"):
        check_blocks_argument([{"type": "divider", "block_id": "x"}] * 2)


def test_a_message_has_one_table_and_so_much_markdown_in_all() -> None:
    table = {"type": "table", "rows": [[raw("x")]]}
    with pytest.raises(SlackError, match="invalid_attachments: only_one_table_allowed"):
        check_blocks_argument([table, table])
    with pytest.raises(SlackError, match="in all"):
        check_blocks_argument([{"type": "markdown", "text": "x" * 7_000}] * 2)


def container(*blocks: Block) -> Block:
    return {"type": "container", "title": plain("Group"), "child_blocks": list(blocks)}


def test_what_holds_for_a_message_holds_within_its_containers() -> None:
    table = {"type": "table", "rows": [[raw("x")]]}
    with pytest.raises(SlackError, match="only_one_table_allowed"):
        check_blocks_argument([table, container(table)])
    with pytest.raises(SlackError, match="already exists"):
        check_blocks_argument([section(block_id="x"), container(section(block_id="x"))])


def test_a_series_has_a_point_for_each_category_in_any_order() -> None:
    points = [{"label": "Tue", "value": 2}, {"label": "Mon", "value": 1}]
    chart: Block = {
        "type": "bar",
        "series": [{"name": "us", "data": points}],
        "axis_config": {"categories": ["Mon", "Tue"]},
    }
    block = {"type": "data_visualization", "title": "Sales", "chart": chart}
    assert check_blocks_argument([block]) == [block]
    chart["series"][0]["data"] = [*points, points[0]]
    with pytest.raises(SlackError, match="exactly one data point"):
        check_blocks_argument([block])


def test_blocks_that_are_no_list_are_a_wrong_format() -> None:
    with pytest.raises(SlackError, match="invalid_blocks_format"):
        check_blocks_argument({"type": "divider"})
