"""The page reader: real pages, text selection, highlights and margin stripes."""
