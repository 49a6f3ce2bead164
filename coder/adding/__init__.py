"""Bringing report PDFs into a project."""
