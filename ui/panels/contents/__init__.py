"""Outline and small pages of a report."""
