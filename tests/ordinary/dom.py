"""Ordinary passages of pages whose elements are named in the words of the rules for HTML."""

from tests.ordinary.en import ARTICLE as LINES

ARTICLE = [f"<p>{line}</p>" for line in LINES]


def page(passage: str, at: int) -> str:
    """Return a page with one more passage in its article."""
    body = "\n".join([*ARTICLE[:at], passage, *ARTICLE[at:]])
    return f"<html><head><title>The lock</title></head><body><h1>The lock</h1><div class='story'>{body}</div></body></html>"


SAID = {
    "advert/slots": "<div class='cosponsored-bills'><p>The two senators from the valley cosponsored the bill on locks, and neither read it.</p></div>",
    "author/boxes": "<section class='coauthor-information'><p>The coauthors of the plan met once, on the bridge, and did not shake hands.</p></section>",
    "author/bylines": "<p class='authors-quarrel'>Three authors claimed the hymn of the bargemen, and the oldest of them could not read.</p>",
    "comments/threads": "<section id='discussion'><h2>Discussion</h2><p>The leak grows with the square of the gap, as both series of measurements show.</p></section>",
    "consent/banners": "<section class='gdpr-explained'><h2>What the law asks</h2><p>The toll book holds names, and so the museum has to ask the families.</p></section>",
    "embeds/posts": "<blockquote class='twitter-history'><p>In those years the whole valley read what the keeper wrote about his canary.</p></blockquote>",
    "hidden/by-class": "<div class='pop-up-books'><p>Her pop-up books unfold into locks with gates that move, and nobody has counted the hinges.</p></div>",
    "meta/dates": "<ol class='timeline-published'><li>In 1911 the guidebook came out, and it still sends people to a ferry that sank before the war.</li></ol>",
    "nav/asides": "<div class='asides-of-an-actor'><p>The best asides of the play are spoken on the lower gate, with the back to the water.</p></div>",
    "nav/frames": "<section class='tasting-menus'><p>The inn serves pike in four ways, and eel in none since the flood.</p></section>",
    "nav/link-lists": "<ul><li><a href='/lock'>The lock</a> was built in 1604, and its first keeper was a woman with two sons.</li></ul>",
    "newsletter/boxes": "<div class='news-letters'><p>Her letters with the news of the village reached him in the camp, one in three of them.</p></div>",
    "notice/disclosures": "<section class='helpful-hints'><p>Soak the peas overnight, and salt them only when they are soft.</p></section>",
    "paywall/prompts": "<dl class='parameter-list'><dt>gap</dt><dd class='parameter-text'>The width of the gap between the gates, in millimetres, as read at low water.</dd></dl>",
    "related/boxes": "<section class='unrelated-causes'><p>Of the nine leaks seven had causes unrelated to the gates, and one was a crayfish.</p></section>",
    "share/bars": "<section class='sharecroppers'><p>The sharecroppers on the left bank paid with a third of the hay.</p></section>",
    "tags/lists": "<ul class='price-tags'><li>Each oar in the shed has a tag with a name and a year, and one has only a year.</li></ul>",
    "title/headline": "<h2>The lock in winter</h2><p>Ice holds the gates from the second week of January.</p>",
}
