"""Articles of ten languages and English, and ordinary paragraphs that speak in the very words of their rules, by rule."""
