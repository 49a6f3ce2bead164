"""The panes beside the page: codebook, palette, passage, list of passages."""
