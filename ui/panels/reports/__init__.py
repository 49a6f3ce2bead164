"""The table of reports, what is known of one, and what comes in."""
