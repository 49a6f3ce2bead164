"""Small pieces that know nothing of coding."""
