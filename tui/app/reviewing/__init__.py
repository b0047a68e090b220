"""One review: its page, its sentences, and the form for one person's answers."""
