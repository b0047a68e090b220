"""Writing: the editor, quick notes, and what keeps words from being lost."""
