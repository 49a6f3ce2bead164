"""Reports by codes."""
