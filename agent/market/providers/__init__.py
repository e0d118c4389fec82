"""The fictional market's contact providers: loopback servers that answer as the real vendors do."""
