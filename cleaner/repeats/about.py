"""What the detectors of repetition look at and what keeps them from articles, to be shown where a rule's file would be."""

from __future__ import annotations

from cleaner.repeats.why import PARAGRAPH, PROMO, SITE, TITLE

__all__ = ["ABOUT"]

ABOUT = {
    PROMO: """\
It looks at blocks, or runs of up to six, that stand more than once in one text. They go, all copies of them, if they have the
shape of a promo: 12 to 120 words, a call ("sign up"), an address ("you"), and an offer ("newsletter"), in the text's
language; with their short heading and their buttons. Nothing goes where more than three different things repeat.
""",
    PARAGRAPH: """\
It looks at paragraphs of 30 words or more that stand three times or more in one text. The first stays, its copies go.
Nothing goes where more than three different things repeat: that is a list, or a text with a refrain.
""",
    TITLE: """\
It looks at the first 13 blocks of a text. A second copy of the title goes if prose stands below it; the first stays.
""",
    SITE: """\
It looks at all pages of a site together, so only where 'cleaner clean' reads files that name their sites. Lines go that stand
in many clusters of near-duplicates (an article posted ten times counts once), at the same end of their pages; fewer are
enough for a label than for a sentence, and in the midst of articles it takes half of them. The ledger says of each line on
how many pages it stands. '--repeats off' switches it off, '--repeats corpus' takes all documents for one site, and
'cleaner mine' writes what it finds as rules.
""",
}
