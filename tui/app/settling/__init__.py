"""Settling together what was worded differently."""
