"""Where the passes run: a plan of parts, the work on one task, and processes that share it."""
