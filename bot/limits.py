"""Slack's limits in one table, used by what we send (bot.views) and by the local Slack that checks it.

Sources: Slack's Block Kit and Web API reference; tests/bot/sandbox/cases says of each figure where it stands.
Where the reference is silent the safe figure that others report is taken, where it contradicts itself the
stricter. Lengths are characters, counts are items, times are seconds.
"""

from __future__ import annotations

from typing import Final

# Messages
MESSAGE_BLOCKS: Final = 50
MESSAGE_TEXT: Final = 40_000  # longer is refused (msg_too_long)
MESSAGE_TEXT_ADVISED: Final = 4_000  # longer is cut by some clients: keep to this
UPDATE_TEXT: Final = 4_000  # chat.update refuses what is longer (msg_too_long)
MESSAGE_MARKDOWN: Final = 12_000  # all markdown blocks of a message together
MESSAGE_TABLES: Final = 1
MESSAGE_CHARTS: Final = 2
ATTACHMENTS: Final = 100
METADATA_BYTES: Final = 8_000

# Views
VIEW_BLOCKS: Final = 100
VIEW_TITLE: Final = 24
VIEW_SUBMIT: Final = 24
VIEW_CLOSE: Final = 24
VIEW_BYTES: Final = 250_000
VIEW_STACK: Final = 3
PRIVATE_METADATA: Final = 3_000
CALLBACK_ID: Final = 255
EXTERNAL_ID: Final = 255

# Any block or element
BLOCK_ID: Final = 255
ACTION_ID: Final = 255

# Layout blocks
SECTION_TEXT: Final = 3_000
SECTION_FIELDS: Final = 10
SECTION_FIELD_TEXT: Final = 2_000
HEADER_TEXT: Final = 150
HEADER_LEVELS: Final = 4
CONTEXT_ELEMENTS: Final = 10
CONTEXT_ACTIONS_ELEMENTS: Final = 5
ACTIONS_ELEMENTS: Final = 25
INPUT_LABEL: Final = 2_000
INPUT_HINT: Final = 2_000
MARKDOWN_TEXT: Final = 12_000
ALERT_TEXT: Final = 200
IMAGE_URL: Final = 3_000
IMAGE_ALT_TEXT: Final = 2_000
IMAGE_TITLE: Final = 2_000
VIDEO_TITLE: Final = 199  # "less than 200"
VIDEO_DESCRIPTION: Final = 199
VIDEO_AUTHOR: Final = 49
CONTAINER_TITLE: Final = 150  # and the subtitle
CONTAINER_BLOCKS: Final = 10
RICH_TEXT_INDENT: Final = 8

# Tables
TABLE_ROWS: Final = 100
TABLE_COLUMNS: Final = 20
TABLE_CHARACTERS: Final = 10_000
DATA_TABLE_ROWS: Final = 101  # the header and 100 rows; the newest reference allows 200
DATA_TABLE_ROWS_MIN: Final = 2
DATA_TABLE_COLUMNS: Final = 20
DATA_TABLE_CHARACTERS: Final = 20_000
DATA_TABLE_PAGE: Final = 100

# Charts. The reference said 6, its newest version says 12: the stricter holds
CHART_TITLE: Final = 50
CHART_SEGMENTS: Final = 6
CHART_SERIES: Final = 6
CHART_POINTS: Final = 20
CHART_LABEL: Final = 20  # of a segment, a series, a category, a point
CHART_AXIS: Final = 50

# Plans, tasks, cards
PLAN_TASKS: Final = 50
CARD_TITLE: Final = 150
CARD_SUBTITLE: Final = 150
CARD_BODY: Final = 200
CARD_SUBTEXT: Final = 200
CARD_ACTIONS: Final = 3
CAROUSEL_CARDS: Final = 10

# Elements
BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2_000
BUTTON_URL: Final = 3_000
ACCESSIBILITY_LABEL: Final = 75
PLACEHOLDER: Final = 150
OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 150
OPTION_DESCRIPTION: Final = 75
OPTION_URL: Final = 3_000
SELECT_OPTIONS: Final = 100
OPTION_GROUPS: Final = 100
OPTION_GROUP_LABEL: Final = 75
OVERFLOW_OPTIONS: Final = 5
RADIO_OPTIONS: Final = 10
CHECKBOX_OPTIONS: Final = 10
TEXT_INPUT_MAX_LENGTH: Final = 3_000
INPUT_LINES: Final = 100  # that a rich text input shows
FILE_INPUT_FILES: Final = 10
CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_BUTTON: Final = 30

# The agent surface
SUGGESTED_PROMPTS: Final = 4
LOADING_MESSAGES: Final = 10
SESSION_TITLE: Final = 200
CHUNK_TITLE: Final = 256  # of a task or a plan in a stream
STREAM_CALL: Final = 12_000
STREAM_BYTES: Final = 10_600
STREAM_SECONDS: Final = 300
STATUS_SECONDS: Final = 120

# Channels
CHANNEL_NAME: Final = 80
CHANNEL_TOPIC: Final = 250  # and what a channel is for
INVITES: Final = 100  # users a call

# Messages for later
SCHEDULED_DAYS: Final = 120
SCHEDULED_AT_ONCE: Final = 30  # in a channel, within the next figure
SCHEDULED_WINDOW_SECONDS: Final = 300
SCHEDULED_FIXED_SECONDS: Final = 60  # so shortly before, none can be taken back

# Reactions
MESSAGE_EMOJI: Final = 50  # different ones
PERSON_REACTIONS: Final = 23  # of one person on a message

# Timing
ACK_SECONDS: Final = 3
TRIGGER_SECONDS: Final = 3
RESPONSE_URL_USES: Final = 5
RESPONSE_URL_SECONDS: Final = 1_800
SOCKETS: Final = 10
EVENT_RETRY_MINUTES: Final = (0, 1, 5)  # the pause before each time that an event is sent again
CODE_SECONDS: Final = 600  # an authorization code, once
TOKEN_SECONDS: Final = 43_200  # an access token, where tokens rotate
REDIRECTS: Final = 2  # an app's request URL may send Slack on so often
SOCKET_SECONDS: Final = 18_060  # then a socket is to be opened anew
SOCKET_DEBUG_SECONDS: Final = 360  # the same with debug_reconnects=true
SOCKET_WARNING_SECONDS: Final = 10  # from the warning to the end
POSTS_PER_SECOND: Final = 1  # a channel, with a short burst allowed
POST_BURST: Final = 10

# Calls of a method a minute, by Slack's tiers, which promise at least this
TIER_1: Final = 1
TIER_1_BURST: Final = 5
TIER_2: Final = 20
TIER_3: Final = 50
TIER_4: Final = 100
TIER_SPECIAL: Final = 600
