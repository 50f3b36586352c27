"""Editions out of the house: into a folder, into the mail. Nothing here knows the store or the feeds."""
