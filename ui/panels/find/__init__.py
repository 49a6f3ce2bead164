"""Finding words in a report or in all of them."""
