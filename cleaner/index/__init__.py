"""The memory of past runs: what was kept, and the lines of every site, so that today's documents are held against all earlier ones."""
