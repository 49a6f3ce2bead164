"""Questions over a whole project, answered as plain values."""
