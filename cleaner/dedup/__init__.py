"""Near-duplicates: MinHash candidates with a stated recall, verified pairs, clusters without chains."""
