"""People: what is known of each, what they put first, and what they are in their workspace."""
