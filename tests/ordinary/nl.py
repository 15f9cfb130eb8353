"""Ordinary Dutch paragraphs in the words of the Dutch rules."""

ARTICLE = """\
Het huis van de sluiswachter staat sinds het voorjaar leeg, en het waterschap heeft de deur een groen gegeven dat in het dorp niemand mooi vindt.
Nog altijd komen er twee keer per dag schuiten door, vol grind op de heenweg en leeg op de terugweg, en de schippers bedienen zelf de deuren.
Ouderen herinneren zich een tijd dat er op zaterdag veertig boten lagen te wachten en de bakkersjongen met een mand broodjes van de een naar de ander roeide.
Het waterschap rekent voor dat een wachter meer kost dan de tol opbrengt, wat klopt, en dat de deuren voor iedereen eenvoudig genoeg zijn, wat niet klopt.
In augustus hing een huurboot met twee gezinnen een uur lang op de drempel, tot een boer met een tractor en een ketting kwam.
Niemand raakte gewond, maar de kolk moest leeg, en het duurde drie dagen voor de eerste schuit weer door kon.
Sindsdien gaat er in de winkels een lijst rond, en het halve dal heeft getekend.
Wat die vraagt is bescheiden: één mens, van mei tot oktober, met een telefoon en een lange stok.
De raad heeft de zaak op de agenda gezet voor de tweede dinsdag van de volgende maand, tussen het riool en de kerkhofmuur.
Wat hij ook besluit, de reiger op de onderste deur blijft staan, want die staat er langer dan welk raadslid ook.
Tegen de avond daalt het grindstof neer op het jaagpad, en de zwaluwen komen in een lange bocht uit de kolk drinken.
Dan legt de laatste schipper aan onder de brug, steekt zijn kachel aan en telt op zijn vingers hoeveel jaar hij nog heeft.""".split("\n")

SAID = {
    "app/download": "Download onze app thuis al, want in het bos is geen bereik, en neem ook een fluitje mee.",
    "author/box": "Over de auteur van de brief is niets bekend, behalve dat hij de naam van de rivier schrijft zoals ze het bovenstrooms doen.",
    "author/line": "Maarten Leys schrijft elke maandag een brief aan onze krant waarin hij om een wachter vraagt, en elke dinsdag ligt die weer op de mat.",
    "author/more": "Alle artikelen van zijn hand lezen kost een nacht, en 's ochtends weet je nog niet of hij van de rivier hield.",
    "byline/date": "Op 3 maart 1947 ging het ijs met een klap die in het volgende dal te horen was.",
    "byline/dates": "Gepubliceerd in 1911 en één keer bijgewerkt, stuurt de gids de mensen nog altijd naar een veer dat voor de oorlog gezonken is.",
    "byline/name": "Door Maarten Leys en zijn broer gaan alle sleutels van het kanaal, op die van het huis na.",
    "byline/reading-time": "Vijf minuten leestijd per dag, en bij de dooi is de almanak uit.",
    "comments/closed": "Lees de huisregels op de deur van de herberg, en hang daarna je natte jas toch maar bij de kachel.",
    "comments/count": "12 reacties van de pastoor staan in de kantlijn van het boek, en ze gaan allemaal over de molenaar.",
    "comments/first": "Wat vind jij van de brug? Praat erover met de schipper, en je hoort de reacties van drie dorpen tegelijk.",
    "comments/last-label": "Delen en afdrukken, iets anders heeft de oude machine van de school nooit gekund.",
    "comments/login": "Om mee te praten meld je je een dag eerder bij de bode, en de zaal heeft maar twintig stoelen.",
    "comments/reply-form": "Jouw reactie\n\nNaam, rang en schip stonden op een kaartje dat de klerk in zijn pet bewaarde.",
    "comments/thread": "3 antwoorden op een vraag\n\nHet eerste gaf de molenaar op 4 mei 1931, en het telde twee woorden.",
    "cookie/consent-line": "Als je verder bakt met die cookies, ga je akkoord met zwarte randen, en de plaat is daarna ook niet meer schoon te krijgen.",
    "cookie/embed": "Om deze video te kunnen zien heeft de politie toestemming van beide families nodig, en één ervan woont in Canada.",
    "cookie/notice": "Wij gebruiken cookies van gisteren voor de bodem van de taart, omdat ze droog zijn en het kersensap opnemen.",
    "copyright/line": "Alle rechten voorbehouden of niet, de kaart gaat op de markt voor twee munten weg, en de tekenaar klaagt er niet over.",
    "credit/picture": "Foto: de reiger op de onderste deur is de enige die de oude man nooit verkocht.",
    "follow/follow-us": "Volg ons op de linkeroever tot de tweede boei, daar ligt de geul vlak langs het riet.",
    "newsletter/box": "De nieuwsbrief van de roeiclub wordt op de achterkant van oude waterstanden gedrukt, en aan beide kanten gelezen.",
    "newsletter/consent": "Met je inschrijving voor de wedstrijd win je een schort, en het meel beloven ze je per e-mail vanuit de molen.",
    "newsletter/signup-line": "Elke ochtend legde de jongen het brood in je mail, zoals hij de postzak noemde, en het dampte nog.",
    "promo/advert-marker": "Het artikel gaat verder na de gescheurde bladzij, waar de muis drie gemeenten en een halve provincie opat.",
    "promo/paywall": "Word lid van de schaakclub om in de winter een verwarmd zaaltje te hebben, voor toegang tot het dorpsleven is het te laat.",
    "promo/support": "Dankzij jouw donatie heeft onze krant van groep zes een pers, en de kinderen sturen je het eerste nummer met een vlek.",
    "related/inline": "Lees ook de achterkant van het bord, waar iemand de namen van de verdronken honden in kerfde",
    "related/items": "Ook interessant is wie er op de lijst ontbreekt: de waard, de meester en de twee vissers.",
    "related/list": "Meer over dit onderwerp wist de archivaris niet, en hij deed de kast weer op slot.",
    "related/read-on": "Verder lezen kon ze pas boven de kachel, want daar werd het citroensap bruin.",
    "share/article": "Dit artikel delen vissers en molenaars: het verbiedt beiden om 's nachts bij de stuw te werken.",
    "share/bar": "Delen\n\nX en zijn zus kregen elk de helft van de tuin, maar de perenboom ging naar de school.",
    "share/networks": "Op Facebook verdelen twee groepen het dal, en in allebei is de vrouw van de bakker de baas.",
    "share/prompt": "Vond je het recept goed? Laat dan een stuk staan voor de buurman, die dit jaar zijn pruimen aan de vorst verloor.",
    "share/toolbar": "De pagina afdrukken, drogen, naaien: zo ging in de werkplaats de hele winter voorbij.",
    "wire/agency": "Het ANP en Reuters hadden elk een man op de onderste deur, en ze hadden allebei dezelfde brug op de foto.",
}
