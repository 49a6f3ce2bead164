"""The extraction form: cards of a report, and all cards in one table."""
