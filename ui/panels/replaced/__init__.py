"""What became of the codings of a report that got another file."""
