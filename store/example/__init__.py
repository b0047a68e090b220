"""The worked example “Evenings at the crisis café”: its people, their year, and its maker."""
