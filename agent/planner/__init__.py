"""From a goal in words to a validated plan of phantoms."""
