"""The same conversation by different loops; each module has `ready(url)`, which gives what holds it once."""
