"""Blocks that repeat: what stands several times is residue more often than writing, if it has the shape of it."""
