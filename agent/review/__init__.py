"""Review: people decide over scored leads, one by one or a tier at once, and may take it back."""
