"""Discovery (the Scout): companies like the best customers, found by searching the web."""
