"""The parts of the workspace; `store.workspace` puts them together."""
