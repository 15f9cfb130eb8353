"""Pages of lines as the arrays that templates are found in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from cleaner.mine.template import SiteLines
from cleaner.repeats.furniture import TAIL
from cleaner.text.lines import line_key


def site_lines(pages: Sequence[Sequence[str]], is_furniture: Callable[[str], bool]) -> SiteLines:
    rows = [(number, line, line_key(line)) for number, page in enumerate(pages) for line in page]
    return SiteLines(
        np.array([number for number, _, _ in rows], np.int64),
        np.array([key.exact for _, _, key in rows], np.uint64),
        np.array([key.masked for _, _, key in rows], np.uint64),
        np.array([is_furniture(line) for _, line, _ in rows], np.bool_),
        np.array([len(line.encode()) for _, line, _ in rows], np.int64),
        np.full(len(rows), TAIL, np.uint8),
    )
