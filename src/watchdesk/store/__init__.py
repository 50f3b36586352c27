"""The database: how it is opened, and every query, by subject."""
