"""The one fictional market behind the mock executor and the demo."""
