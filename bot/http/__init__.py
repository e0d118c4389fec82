"""The HTTP side: health, and Slack without Socket Mode."""
