"""Every rule of co-production that is a function of its arguments: records, consent, prompts, differences."""
