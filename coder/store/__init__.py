"""The project file: one log of everything done, and the tables folded from it."""
