"""Evidence: what a company's own pages say of it, each piece with its address and the words themselves."""
