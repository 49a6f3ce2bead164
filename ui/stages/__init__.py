"""The stages of a review, one screen each."""
