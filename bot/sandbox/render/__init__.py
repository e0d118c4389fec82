"""From Slack's blocks and markup to HTML. All that was posted is escaped first: nothing of it can run."""
