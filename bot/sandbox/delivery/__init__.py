"""How the workspace reaches the app: Socket Mode or signed HTTP requests, with Slack's retries."""
