"""What one can ask of a project and do to it, a small service for each kind of thing."""
