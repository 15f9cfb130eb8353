"""What a run removed, to look at: findings drawn from its ledger, and a page that shows them."""

from __future__ import annotations

from cleaner.report.findings import Findings, Tally
from cleaner.report.page import page

__all__ = ["Findings", "Tally", "page"]
