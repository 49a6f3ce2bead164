"""Codings: the passage in hand, the lists of them, and which of them are shown."""
