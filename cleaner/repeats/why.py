"""The detectors of repetition by their names, as rules are named, and why what they find goes."""

from __future__ import annotations

__all__ = ["PARAGRAPH", "PROMO", "SITE", "WHY"]

PROMO, PARAGRAPH, SITE = "repeats/promo", "repeats/paragraph", "repeats/site"
WHY = {
    PROMO: "The same pitch stands several times in one text: it is the site's advert, not the author's.",
    PARAGRAPH: "The same long paragraph stands three times or more: the scraper took it up again.",
    SITE: "The same line stands at the same place of many pages of the site: it is the site's furniture, not this article's.",
}
