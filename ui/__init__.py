"""Everything on the screen. Knows no SQL and no PDF engine."""
