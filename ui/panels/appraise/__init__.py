"""Rating reports on scales and checklists."""
