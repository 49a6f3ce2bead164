"""What is done with the text of pages: folding, mending, pointing at it, finding it again."""
