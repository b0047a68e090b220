"""How teams share: bringing two histories together, and passing them on."""
