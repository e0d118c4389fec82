"""Alerts: what people should know at once, told once, outside quiet hours, unless it is over by then."""
