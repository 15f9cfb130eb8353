"""Rules: how they are written, read, compiled, matched and proved."""
