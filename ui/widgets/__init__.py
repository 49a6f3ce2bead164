"""What panes are made of: lists, labels, fields and strokes that know nothing of codings."""
