"""The detectors of repetition by their names, as rules are named, and why what they find goes."""

from __future__ import annotations

__all__ = ["PARAGRAPH", "PROMO", "SITE", "TITLE", "WHY"]

PROMO, PARAGRAPH, SITE, TITLE = "repeats/promo", "repeats/paragraph", "repeats/site", "repeats/title"
WHY = {
    PROMO: "The same pitch stands several times in one text: it is the site's advert, not the author's.",
    PARAGRAPH: "The same long paragraph stands three times or more: the scraper took it up again.",
    TITLE: "The title stands twice at the head: the page shows it in two places.",
    SITE: "The same line stands at the same place of many pages of the site: it is the site's furniture, not this article's.",
}
