"""Ordinary paragraphs that speak in the very words of the English rules: none of them goes, wherever in an article it stands."""

from __future__ import annotations

import random
from collections.abc import Callable
from textwrap import fill

import pytest

from cleaner.config import Config
from cleaner.model import Document
from cleaner.pipeline import Cleaner
from tests.conftest import _pack

ARTICLE = """\
The lock keeper's house stands empty since the spring, and the water board has painted its door a shade of green that nobody in the village likes.
Barges still come through twice a day, loaded with gravel on the way down and with nothing at all on the way back, and the skippers work the gates themselves.
Older people remember a time when forty boats waited here on a Saturday, and when the baker's boy rowed from one to the next with a basket of rolls.
The board argues that a keeper costs more than the tolls bring in, which is true, and that the gates are simple enough for anybody, which is not.
Last August a rented boat hung on the sill for an hour with two families aboard, until a farmer came with a tractor and a chain.
Nobody was hurt, but the chamber had to be drained, and three days went by before the first barge could pass again.
Since then a list has been going round in the shops, and half of the valley has put its name to it.
What it asks for is modest: one person, from May to October, with a telephone and a long pole.
The council has put the matter on its agenda for the second Tuesday of next month, between the drains and the cemetery wall.
Whatever it decides, the heron on the lower gate will not be moved, for it has stood there longer than any of the members.
In the evening the gravel dust settles on the towpath, and the swallows come down to drink from the chamber in one long curve.
Then the last skipper ties up below the bridge, lights his stove, and counts on his fingers how many years he still has to go.""".split("\n")

ORDINARY = {
    "account/sign-in": "Forgot your password is what most callers say before they have said their own names, and the clerk has learned to wait for the rest.",
    "app/download": "Get the app, teachers were told in the spring, and two weeks later half of the parents had received the wrong timetable from it.",
    "author/about-box": "About the author of the letter nothing is known, except that he spelled the name of the river as they do upstream.",
    "author/about-line": "About the authors: none of the three had ever seen a lock, as a reader from the coast noticed when the manual was in print.",
    "author/about-name": "About Anna Brandt there were two opinions in the village, and both of them were held by her sister.",
    "author/about-to-end": "Meet the author and you will understand the book less than before, for he talks only of pigeons and of the price of corn.",
    "author/author-box": "Author and printer shared one table that winter, and the ink of the one froze beside the soup of the other.",
    "author/bio-business": "Petra Holm is a consultant who has told nine towns to sell their locks, and seven of them have bought them back since.",
    "author/bio-expert": "Martin Ley is a professor at the technical college, and he said that the sill was eleven centimetres too high from the first day.",
    "author/bio-label": "Bio waste has been collected on Thursdays since the reform, and the gulls have learned to count the days.",
    "author/bio-reporter": "Ellen Marsh is a reporter who was sent to the lock for one afternoon, and she was still there when the ice came.",
    "author/bio-veteran": "Joan Petty has worked as a writer of letters for people who cannot see, and she charged two eggs for each until she retired.",
    "author/bio-writes-about": "Karl Winter writes about the flood in his diary as others write about a guest who has stayed too long.",
    "author/contact-and-follow": "Contact Mrs Alder at the lock house to reserve a berth, the sign said, and follow the rope to the second door.",
    "author/first-person": "Hello, I am the one with the chain, the farmer called across the water, and the two families began to laugh.",
    "author/follow": "Follow him on the towpath for an hour and you will hear the name of every bird between the bridge and the weir.",
    "author/full-bio": "Read the full biography and you will find that the engineer never once mentions the lock that made his name.",
    "author/more-by": "More by accident than by plan, the board had kept the old gates in a barn, where they were found last year.",
    "author/profile-link": "Email John first, the skippers say, because the board answers nobody else and John answers everybody.",
    "author/reach": "Reach the author of the plan and he will tell you that the drawings were lost with the second chest.",
    "author/reached-at": "She can be reached at the bakery in the mornings, but whoever wants a straight answer should come after the bread is out.",
    "author/the-writer-is": "The writer is a guest in every house, the old teacher used to say, and a guest does not count the spoons.",
    "author/tip-line": "Have a tip for the skipper ready, the guidebook of 1911 advises, and do not let the mate see it.",
    "author/writes-about-line": "Writing about water is easy, he found, until one tries to say what colour it has.",
    "byline/agency": "Associated Press men with brass plates on their cameras stood three deep on the lower gate that afternoon.",
    "byline/author-and-date": "Anna Brandt came on May 4, 1931, with one suitcase, and for fifty years she kept the gates and the roses.",
    "byline/bare-date": "On March 3, 1947 the ice went out with a noise that was heard in the next valley.",
    "byline/by-name": "By Martin Ley's reckoning the lock has paid for itself four times, and by the board's not once.",
    "byline/by-name-date": "By June 1952 the new gates hung, and by Christmas they leaked as the old ones had.",
    "byline/by-name-role": "By chance the editor of the county paper was aboard, and his hat floated through the gates ahead of him.",
    "byline/comment-count-line": "Five comments were made in the meeting before lunch, and four of them concerned the lunch.",
    "byline/date-and-time": "At 5:40 p.m. on 12 August the rented boat touched the sill, and at 6:55 the tractor pulled it free.",
    "byline/edited-by": "Edited by his widow and cut by half, the diary is still the best account of the flood that we have.",
    "byline/editor-box": "The editor crossed out the word lock wherever it stood, and wrote harbour, because his readers lived by the sea.",
    "byline/empty-label": "By and by the water falls, the lower gates begin to tremble, and somebody has to put his back to the beam.",
    "byline/name-date": "Lena Holt, July 1969, is all that is scratched into the beam, and nobody knows whether she waited long.",
    "byline/name-outlet": "Karl Winter of the River Post was the first to count the boats, and he counted his own twice.",
    "byline/posted-by": "Posted by night on the door of the lock house, the list had forty names before the baker opened.",
    "byline/published": "Published in 1911 and never corrected, the guidebook still sends people to a ferry that sank before the war.",
    "byline/reading-time": "Five minutes of reading a day, the teacher promised them, and by the thaw they would be through with the almanac.",
    "byline/reading-time-label": "Reading time was after the soup, when the lamp was lit and the stove ticked, and nobody was allowed to cough.",
    "byline/relative-time": "Two hours ago the water stood at the second ring, and now it has reached the third.",
    "byline/review-notes": "Reviewed by three engineers and signed by none, the report lay in a drawer until the drawer was needed.",
    "byline/reviewed-by": "Medically reviewed or not, the mud bath did the skipper good, and he took the recipe home in a bottle.",
    "byline/reviewer-box": "The reviewer of the plan had a boat himself, which he mentioned on the last page in small letters.",
    "byline/role-line": "Staff writers at the county paper drew straws for the lock, and the one with the shortest got the cemetery wall.",
    "byline/role-line-tail": "Senior reporter is what the plate on his desk said, but there had never been a junior one.",
    "byline/updated": "Updated last in 1988, the chart shows an island where the gravel barges turn today.",
    "byline/updated-tail": "Last updated by hand and in pencil, the toll book ends on a Saturday with forty boats.",
    "byline/written-by": "Written by a child and posted without a stamp, the letter reached the minister on the same day as the engineer's.",
    "byline/written-by-box": "Written by the water itself, the skippers say of the line on the wall, and they take off their caps to it.",
    "captions/agency-line": "Getty images of angels had to wait, since the museum wanted its money before the van was unloaded.",
    "captions/counter-run": "One of nine boats was let through before dark, and the other eight made a fire on the bank.",
    "captions/credit-line": "Photo credit was a thing that the old man had never heard of, and he gave his pictures to whoever asked.",
    "captions/credits-roll": "Producer and director quarrelled on the bridge for so long that the sun went down without being filmed.",
    "captions/toggle": "Hide the caption with your hand, he told the children, and then guess which of the two gates is the older.",
    "comments/address-notice": "Your email address will not be published in the list, the shopkeeper promised, because there was no room for it.",
    "comments/blogger-author": "The author said nothing at 10:15, nothing at noon, and at three he left by the garden.",
    "comments/blogger-count-first": "No comments from the board were received before the paper went to press, although the editor had asked for them twice.",
    "comments/blogger-head": "Comments were shouted from the bank, and the mate answered each of them with a different finger.",
    "comments/blogger-pager": "Older posts line the towpath below the bridge; the newer ones are of concrete and lean the other way.",
    "comments/blogger-widget": "Post a comment on the door of the town hall and the caretaker will take it down, as he has done since the war.",
    "comments/closed": "Comments are closed at ten, the chairman announced, and at five to ten the widow asked for the word.",
    "comments/count": "12 comments were read aloud in the council, and the thirteenth was passed round in silence.",
    "comments/disqus": "View the discussion in the council as a play in three acts, and you will not miss the moment at which everybody leaves.",
    "comments/first": "Be the first to comment and you will be the first to be quoted, the deputy warned the new members.",
    "comments/forum-post": "Joined in May, left in October, paid in eggs: that was the keeper's boy, and he was glad of it.",
    "comments/house-rules": "Comments that are rude will be removed from the minutes, the clerk explained, which left the chairman with two sentences.",
    "comments/like-reply": "Like and reply as they might, the two brothers never agreed which of them had opened the wrong gate.",
    "comments/login": "Log in to leave a comment was the only sentence on the screen, and so the widow wrote hers on a postcard.",
    "comments/posted-by": "Posted at the gate since dawn, the sergeant had let through nine cyclists and a goose.",
    "comments/reply-form": "Your name and your boat's are required fields on the form, and so Mr Alder, who has no boat, has never had a permit.",
    "comments/reply-heading": "Leave a reply with the baker's boy, the note said, and he will row it across before the rolls are cold.",
    "comments/report": "Report a comment of that kind to the school, the parents were told, and leave the constable out of it.",
    "comments/show-all": "Show all comments to the lawyer before the meeting, the chairman had asked, but the clerk had burned them.",
    "comments/thread": "One thought on the bridge stayed with her: that the river had never been asked.",
    "comments/what-do-you-think": "What do you think about the lock, the children were asked, and most of them drew a fish.",
    "cookies/buttons": "Accept all that they offer, his grandmother had told him, and decide on the way home what to keep.",
    "cookies/categories": "Strictly necessary were the rope, the pole and the lamp; the rest of the list was the keeper's vanity.",
    "cookies/notice": "This website uses cookies, the judge read aloud, and asked the expert to explain the sentence without using any of its words.",
    "disclosure/affiliate": "We may earn a commission on the gravel, the two farmers admitted, but not before the road is built.",
    "disclosure/investment": "Past performance of the gates is no guarantee that they will hold, the engineer wrote, and underlined it twice.",
    "disclosure/no-advice": "This is not legal advice, the notary told the skippers, and then advised them for an hour to sell.",
    "disclosure/opinions": "The views expressed in the meeting were those of the baker, who had the list and therefore the chair.",
    "disclosure/sponsored": "Sponsored by the brewery, the regatta ended at the third bridge, where the brewery stands.",
    "embed/network-content": "View this post on the left bank from a boat and you can still read the flood marks of four centuries.",
    "embed/placeholder": "Loading the gravel took all morning, and the error in the weight was found only at the lock.",
    "embed/player": "Your browser does not support the form, the clerk told her, and sent her to the library, where it did.",
    "embed/script": "Enable JavaScript was all that the toll page said in the first week, and so nobody paid in the first week.",
    "follow/follow-us": "Follow us on the bank with the lantern, the skipper called, and shout when you see the second buoy.",
    "follow/heading": "Follow us, the geese seemed to say, and the whole class went along the dike after them.",
    "follow/us-button": "Like us on the coast, the people of the valley say boat when they mean a barge, and ship when they mean a boat.",
    "forms/residue": "Required fields lay fallow that year, because the ministry wanted larks, and larks came.",
    "legal/copyright-line": "Copyright in the chart had passed to a nephew in Canada, who answered by return that he wanted no money for it.",
    "legal/first-published": "This article was originally published in the treaty as the ninth, and became the fourth only when five others had been struck out.",
    "legal/leaving-site": "You are now leaving the county, says the sign on the lower gate, and the county is sorry to see you go.",
    "legal/rights-line": "All rights reserved to the mill in 1604 were bought back by the village, one after another, for salt.",
    "legal/terms-line": "Terms of use of the towpath were agreed in 1871: no carts, no bulls, no bands on a Sunday.",
    "newsletter/advert-notice": "Our newsletter may contain advertising from the mill, the vicar told the council, or it may not appear at all.",
    "newsletter/already-subscriber": "Already a subscriber to three papers, the keeper was given a fourth by the widow, who had finished the crossword.",
    "newsletter/box": "The newsletter of the rowing club was printed on the back of old tide tables, and was read on both sides.",
    "newsletter/confirmation": "Thank you for signing up, the recruiting sergeant said to the two brothers, and shut the door behind them.",
    "newsletter/congress-signup": "Sign up to receive the water board's letters and you will hear from it, in a good year, twice.",
    "newsletter/consent": "By signing up the skippers agreed to wait at the lower gate, and none of them had read that sentence.",
    "newsletter/delivered-every": "Delivered every morning by a boy in a rowing boat, the rolls cost a penny more than in the village.",
    "newsletter/enter-email": "Enter your email on the yellow form and your boat's on the green one, the harbour office asks, and bring both to the counter.",
    "newsletter/fields": "First name and last name were the same in that family for five generations, and the post went by the beard.",
    "newsletter/forwarded": "Was this forwarded to you by the board, the judge asked, and the witness nodded and began to weep.",
    "newsletter/inbox-line": "Get the day's news straight to your inbox and you will have forgotten it by noon, the old editor complained.",
    "newsletter/inbox-tail": "He had two thousand letters in his inbox, and the one from the lock was the only one that he had printed.",
    "newsletter/join-others": "Join thousands of starlings on the reeds in October, and you will understand why the skippers sound their horns.",
    "newsletter/keep-reading": "To continue reading she had to hold the letter over the stove, and then the lemon juice turned brown.",
    "newsletter/named-heading": "The Sunday newsletter was a sheet of the vicar's, and it reached more houses than the vicar did.",
    "newsletter/privacy-promise": "We will never share your secret, the twins promised the keeper, and they kept their word for eleven minutes.",
    "newsletter/push-alerts": "Turn on notifications for the flood gauge, the fire brigade asks everyone who lives below the second bridge.",
    "newsletter/question-pitch": "Want more from your garden? Dig less, says the widow, and let the worms do the talking.",
    "newsletter/reader-supported": "The River Post is a reader-supported paper in the sense that its readers bring coal to the office in winter.",
    "newsletter/recaptcha": "This site is protected by the Ramsar treaty, and whoever lands on it without leave pays for every nest.",
    "newsletter/signup-line": "Sign up for the newsletter of the rowing club, his doctor had told him, if you cannot sleep.",
    "newsletter/subscribe-button": "Subscribe now or pay double in spring, the choir told its friends, and most of them chose the spring.",
    "newsletter/weekly-line": "A weekly newsletter about a village of ninety people needs a flood now and then, its editor admits.",
    "press/contact-box": "Media contact was not what the keeper had hoped for when he took a house at the end of a towpath.",
    "press/end-mark": "Thirty was the number that reporters wrote under their last sheet, and he wrote it under his will.",
    "press/for-immediate-release": "For immediate release of the gates pull the red chain, the notice says, but the chain was stolen in 1990.",
    "press/notes-to-editors": "Notes to editors were pinned above the tap in the office, and the steam had made all of them illegible.",
    "press/permalink": "The permalink had outlived the ministry, the minister and the paper on which it was printed.",
    "promo/advert-marker": "Advertisement and apology stood side by side on page four, both of them paid for by the mill.",
    "promo/demo-button": "Request a demo of the new gates and two men come with a model in a suitcase, which does not leak.",
    "promo/donate-button": "Donate blood, the poster beside the ticket window says, and below it somebody has drawn a mosquito.",
    "promo/pitch-box": "Ready to get started? the foreman asked every morning at six, and every morning nobody answered.",
    "promo/podcast": "Listen to the podcast of the trial and you will notice that the miller coughs before each of his lies.",
    "promo/subscribe-offer": "Subscribe for a year to the theory that rivers are patient, and the flood will end your trial in a night.",
    "promo/support-us": "Support our local lock, the list began, and the baker wondered whether there were any that were not local.",
    "promo/webinar": "Register for the course on rope work by Friday, the board told its clerks, and wear shoes that may get wet.",
    "related/capitals-line": "READ THIS FIRST was painted over the winch in red, and under it, in pencil, that there was nothing to read.",
    "related/heading-and-list": "Related stories are told of every lock on the river, and in each of them the miller drowns.",
    "related/heading-and-titles": "More from the lower village than from the upper had put their names to the list, since the upper has a bridge.",
    "related/heading-to-end": "You may also like the lower towpath, the widow said, where there is shade and where nobody will ask you who you are.",
    "related/labelled-line": "See also what the engineer wrote of the gates in his old age: that he would have built them of stone.",
    "related/offer-to-end": "Related to half of the council and married to the other half, the clerk had never lost a vote.",
    "related/read-more-button": "Read more than one paper, the teacher told them, and you will know at least which of them is lying.",
    "related/see-all": "See all of the valley from the tower on a clear day, and on other days see the stairs.",
    "share/click-to-share": "Click to share the route, the new map suggests, and two dozen cyclists did so on the day of the funeral.",
    "share/count": "Shares in the lock company were worth 40 crowns in 1905 and a bundle of firewood in 1923.",
    "share/heading-bar": "Share this with your brother, his mother said, and he looked at the one plum and went out into the yard.",
    "share/heading-networks": "Share a boat with a goat once and you will know why the toll book has a column of its own for them.",
    "share/last-line": "Share and share alike was the rule on the barges, and the dog got the rind.",
    "share/lone": "Share the towpath, the sign asks, and the horses keep to the left of it as they have always done.",
    "share/network-line": "Facebook and Twitter were full of the rented boat before the tractor had found its chain.",
    "share/network-run": "Twitter was the name of the keeper's canary, and it had that name before anybody else.",
    "share/prompt": "If you enjoyed this summer, the widow said, you should have seen that of 1959, when one could wade to the mill.",
    "share/share-on": "Share on paper what you cannot share in land, the notary advised the brothers, and let the river decide the rest.",
    "share/toolbar": "Print this page of the toll book as large as a door, the museum asked, and hang it where the rain does not come.",
    "site/back-to-top": "Back to the top of the weir the eels go in one night, over wet grass if the gates are shut.",
    "site/breadcrumb": "Home is where the stove is, says the last skipper, and moves it whenever he moves his boat.",
    "site/feedback": "Was this page helpful to the thief, the judge asked, and the librarian showed him where it had been cut out.",
    "site/filler-text": "Lorem ipsum stood in the draft where the price should have been, and the council voted for it.",
    "site/government-banner": "An official website of the county had announced the flood for Thursday, and the river, for once, obeyed.",
    "site/menu-words": "Home, search and contact were the three words that the old clerk could read on the screen without his glasses.",
    "site/powered-by": "Powered by a mule and later by a tractor, the winch has pulled nine hundred boats from the mud.",
    "site/previous-next": "Next post on the towpath is the one with the heron, and the previous one has the flood marks.",
    "site/skip-link": "Skip to the content of the second chest, the lawyer begged, for the first had taken all of the morning.",
    "stubs/edit-link": "The word [edit] stood beside every name on the screen, and so the boy gave himself a boat and a pension.",
    "stubs/empty-parentheses": "Two brackets () with nothing between them stood where the price of the lock should have been.",
    "stubs/link": "He put a link (link was his word for a rope of two fathoms) between the boat and the gate.",
    "stubs/read-more-link": "The notice ended with the words [read more], and below them was only the wall.",
    "stubs/source": "One witness (source of half the stories) had been asleep, and the other was the miller.",
    "support/appeal": "Help us keep the lock, the children sang in front of the town hall, and the mayor gave each of them an apple.",
    "tags/heading-and-list": "Tags hung from every oar in the shed, each with a name and a year, and one had only a year.",
    "tags/label-and-list": "Filed under fish, the letter about the gates was found by a student of herring nine years later.",
    "wire/contributed": "Rain, rust and a careless painter contributed to this leak, as the engineer put it in his report.",
    "wire/reported-from": "The boy reported from the roof that he could see the water, and then that he could see nothing else.",
    "wire/reporting-by": "Reporting by telephone was forbidden to the keepers until 1938, and so they sent the dog.",
}
LINES = {"head": 1, "middle": 6, "tail": len(ARTICLE)}


@pytest.mark.parametrize("preset", ["extracted", "raw"])
@pytest.mark.parametrize("place", LINES)
def test_an_ordinary_paragraph_stays_wherever_it_stands(shipped: Cleaner, preset: str, place: str) -> None:
    cleaner, at = Cleaner(Config(preset=preset)), LINES[place]
    texts = {id: "\n\n".join([*ARTICLE[:at], sentence, *ARTICLE[at:]]) for id, sentence in ORDINARY.items()}
    assert [(id, removal.rule, removal.text) for id, text in texts.items() for removal in cleaner.clean(Document(text)).removals] == []


FORMS: dict[str, Callable[[str], str]] = {
    "an item": lambda text: f"- {text}",
    "a quotation": lambda text: f"> {text}",
    "strong": lambda text: f"**{text}**",
    "lines": lambda text: fill(text, 72),
    "capitals": str.upper,
    "the first of two": lambda text: f"{text} {ARTICLE[3]}",
}


@pytest.mark.parametrize("preset", ["extracted", "raw"])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_an_ordinary_paragraph_stays_however_it_is_set(shipped: Cleaner, preset: str, form: Callable[[str], str]) -> None:
    texts = ("\n\n".join(map(form, [*ARTICLE[:-at], sentence, *ARTICLE[-at:]])) for sentence in ORDINARY.values() for at in (1, len(ARTICLE) - 1))
    assert [(removal.rule, removal.text) for text in texts for removal in Cleaner(Config(preset=preset)).clean(Document(text)).removals] == []


@pytest.mark.parametrize("preset", ["extracted", "raw"])
@pytest.mark.parametrize("together", [6, 12, len(ORDINARY)])
def test_ordinary_paragraphs_stay_among_each_other(shipped: Cleaner, preset: str, together: int) -> None:
    said = list(ORDINARY.values())
    for seed in range(3):
        random.Random(seed).shuffle(said)
        texts = ("\n\n".join(said[at : at + together]) for at in range(0, len(said), together))
        assert [(removal.rule, removal.text) for text in texts for removal in Cleaner(Config(preset=preset)).clean(Document(text)).removals] == []


def test_most_english_rules_are_spoken_of() -> None:
    english = {id.removeprefix("en/") for id in _pack().rules if id.startswith("en/")}
    assert ORDINARY.keys() <= english and len(ORDINARY) >= 150
