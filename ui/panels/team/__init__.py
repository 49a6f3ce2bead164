"""Who did what, merging, agreement, and settling where coders differ."""
