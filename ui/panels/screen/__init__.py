"""Screening: criteria, verdict, conflicts, and the flow of reports."""
