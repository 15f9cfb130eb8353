"""What a text is made of: blocks, words, languages, graphemes."""
