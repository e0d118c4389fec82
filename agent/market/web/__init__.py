"""The fictional market as a small web: sites with a known truth behind each, served over HTTP on loopback."""
