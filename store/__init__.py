"""The workspace on disk and in git."""
