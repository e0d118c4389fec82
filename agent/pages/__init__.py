"""Pages: the public web as it is read, safely: addresses, robots, redirects, text, what is hidden."""
