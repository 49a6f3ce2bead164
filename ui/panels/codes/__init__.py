"""The tree of codes beside the pages, and the palette that finds one by its letters."""
