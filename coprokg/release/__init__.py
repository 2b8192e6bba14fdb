"""Write a release: dumps, tables, nanopublications and their descriptions, the same bytes for the same sources."""
