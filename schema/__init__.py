"""Every rule of co-production that is a function of its arguments, and what a record is."""
