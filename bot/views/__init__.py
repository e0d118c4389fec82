"""What people see: pure functions from values to Block Kit, one file a noun."""
