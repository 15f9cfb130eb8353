"""Repeated blocks of a site as rules to review: which lines belong together, their patterns, and what proves them."""
