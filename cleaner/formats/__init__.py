"""Files to documents and back: discovery, compression, text, JSONL, and writing without half-written files."""
