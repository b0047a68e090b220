"""Small questions and answers over a place."""
