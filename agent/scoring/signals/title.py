"""Whether it is known what the person does; what they write below their name is the nearest to a title."""

from agent.scoring.signal import there

TITLE = there("title", "title", "title")
