"""URLs: their syntax is in urllib.parse. There is no network."""
