"""Bibliographies: read from the formats that reference managers write, and written in them."""
