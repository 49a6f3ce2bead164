"""A picture of every screen, made from the real window: `python -m tests.gallery OUT`."""
