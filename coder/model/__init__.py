"""Plain frozen values that the whole product speaks in."""
