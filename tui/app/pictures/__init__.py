"""Pictures in text, each with the same facts in words beside it."""
