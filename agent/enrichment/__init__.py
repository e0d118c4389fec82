"""Finding contacts: the doing of what storage and bot call a contact search."""
