"""Small articles with and without boilerplate, and files made of them."""

from __future__ import annotations

import json
from pathlib import Path

PROMO = "Sign up for our newsletter"
RULE = "en/newsletter/signup-line"
BEFORE, AFTER = "The council met on Monday and talked until ten.", "It voted for the new bridge, nine to four."
ARTICLE = f"{BEFORE}\n\n{PROMO}\n\n{AFTER}\n"
CLEANED = f"{BEFORE}\n\n{AFTER}\n"


def line(text: str = ARTICLE, **more: object) -> str:
    """Return a record as JSON."""
    return json.dumps({"text": text, **more}) + "\n"


def write(path: Path, data: str | bytes) -> Path:
    """Write a file, and its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder, less what the program keeps for itself."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {name: path.read_bytes() for path in files if not (name := path.relative_to(folder).as_posix()).startswith("_cleaner/")}
