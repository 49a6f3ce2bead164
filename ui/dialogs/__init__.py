"""One dialog each; none of them writes a file."""
