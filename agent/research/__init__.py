"""Research (004): reading what public pages say of a lead or a company, and telling it with its sources."""
