"""What a record, a standing or a history looks like on screen, as blocks to lay out."""
