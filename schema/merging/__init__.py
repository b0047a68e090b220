"""The parts of merging two versions of one record; `schema.merge` puts them together."""
