"""Editing the codebook, and confirming what was coded under an older definition."""
