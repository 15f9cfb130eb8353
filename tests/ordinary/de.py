"""Ordinary German paragraphs in the words of the German rules."""

ARTICLE = """\
Das Haus des Schleusenwärters steht seit dem Frühjahr leer, und das Wasseramt hat die Tür in einem Grün gestrichen, das im Dorf niemandem gefällt.
Noch immer kommen zweimal am Tag Kähne durch, voll Kies auf der Talfahrt und leer auf der Bergfahrt, und die Schiffer bedienen die Tore selbst.
Ältere Leute erinnern sich an eine Zeit, in der samstags vierzig Boote warteten und der Bäckerjunge mit einem Korb Brötchen von einem zum anderen ruderte.
Das Amt rechnet vor, dass ein Wärter mehr kostet, als die Gebühren einbringen, was stimmt, und dass die Tore für jeden einfach genug sind, was nicht stimmt.
Im August hing ein Mietboot mit zwei Familien eine Stunde lang auf dem Drempel, bis ein Bauer mit Traktor und Kette kam.
Verletzt wurde niemand, aber die Kammer musste geleert werden, und es dauerte drei Tage, bis wieder ein Kahn hindurchfuhr.
Seither geht in den Läden eine Liste um, und das halbe Tal hat unterschrieben.
Was sie verlangt, ist bescheiden: eine Person, von Mai bis Oktober, mit einem Telefon und einer langen Stange.
Der Rat hat die Sache für den zweiten Dienstag des nächsten Monats auf die Tagesordnung gesetzt, zwischen Kanalisation und Friedhofsmauer.
Wie er auch entscheidet, der Reiher auf dem unteren Tor wird sich nicht rühren, denn er steht dort länger als jedes Mitglied.
Am Abend legt sich der Kiesstaub auf den Treidelpfad, und die Schwalben kommen in einem langen Bogen zum Trinken herab.
Dann macht der letzte Schiffer unter der Brücke fest, heizt seinen Ofen und zählt an den Fingern, wie viele Jahre er noch vor sich hat.""".split("\n")

SAID = {
    "app/download": "Laden Sie unsere App erst, wenn das Wasser am zweiten Ring steht, und nehmen Sie dann die Straße über den Berg.",
    "author/box": "Über Anna Brandt gibt es im Dorf zwei Meinungen, und beide stammen von ihrer Schwester, die dort als Redakteurin gilt.",
    "author/line": "Martin Ley arbeitet als Korrespondent der Reederei in Basel und schreibt regelmäßig Briefe an das Amt, die keiner beantwortet.",
    "author/more": "Mehr Artikel von Wert als der Dorfladen führt nur noch die Tankstelle an der Umgehungsstraße.",
    "byline/date": "Am 3. März 1947 ging das Eis mit einem Krachen ab, das man noch im Nachbartal hörte.",
    "byline/dates": "Stand 12. August lag das Wasser elf Zentimeter unter dem Ring, und am 14. war der Ring verschwunden.",
    "byline/name": "Von Martin Ley und seinem Bruder haben alle Schleusen am Oberlauf ihren Namen, bis auf eine.",
    "byline/reading-time": "Fünf Minuten Lesezeit am Tag, mehr braucht es nicht, und bis zum Tauwetter ist man mit dem Kalender durch.",
    "comments/closed": "Die Diskussion ist beendet, sobald der Vorsitzende seine Mappe zuklappt, auch wenn noch drei Hände oben sind.",
    "comments/count": "12 Kommentare hat der Pfarrer an den Rand der Chronik gesetzt, und jeder davon betrifft den Müller.",
    "comments/first": "Was meinen Sie dazu? Schreiben Sie uns einen Kommentar auf den Zettel am Schlagbaum, steht auf der Tafel, und der Wind nimmt ihn mit.",
    "comments/last-label": "Teilen und drucken, mehr konnte die alte Maschine im Keller der Schule nie.",
    "comments/login": "Um mitzudiskutieren, muss man sich im Rathaus mit Namen und Straße in eine Liste eintragen, und dann sind die Stühle schon besetzt.",
    "comments/reply-form": "Kommentar\n\nIhr Name stand auf jeder Seite des Heftes, und darunter, mit Bleistift, der des Bruders.",
    "comments/thread": "3 Antworten auf eine Frage\n\nDie erste Antwort gab der Müller am 4. Mai 1931, und sie umfasste zwei Wörter.",
    "cookie/consent-line": "Wenn Sie die Cookies noch warm vom Blech nehmen, zerbrechen sie; wer weiter backen will, ist mit zehn Minuten Geduld einverstanden.",
    "cookie/embed": "Um diese Videos zu sehen, braucht es die Zustimmung der Familien, und zwei von ihnen sind nach Kanada gezogen.",
    "cookie/notice": "Wir verwenden Cookies vom Vortag für den Boden der Torte, weil sie trocken sind und die Butter besser halten.",
    "copyright/line": "Alle Rechte vorbehalten hat sich damals nur die Mühle, und sie lässt seit 1604 niemanden ans Wehr.",
    "credit/picture": "Bild: Der Reiher auf dem Tor ist das einzige, das der Maler nie verkauft hat.",
    "follow/follow-us": "Folgen Sie uns auf dem linken Ufer bis zur zweiten Boje, dort liegt die Fahrrinne dicht am Schilf.",
    "newsletter/box": "Newsletter nennt der Ruderklub das Blatt, das er auf die Rückseite alter Pegeltabellen druckt.",
    "newsletter/consent": "Mit Ihrer Anmeldung haben Sie einen Liegeplatz sicher, aber noch keinen Strom, und für Werbung am Mast ist der Hafen zuständig.",
    "newsletter/signup-line": "Jeden Morgen brachte der Junge die Brötchen direkt in Ihr Boot, für einen Pfennig mehr als im Dorf, in unserem Newsletter vom Juni ist er abgebildet.",
    "promo/advert-dashes": "- Anzeige gegen Unbekannt, März 1988",
    "promo/advert-marker": "Anzeige hat das Amt nicht erstattet, denn der Traktor gehört dem Schwager des Bürgermeisters.",
    "promo/paywall": "Dieser Text ist für Abonnenten der Wochenzeitung gesetzt worden, also eng und ohne Ränder, und der Nachdruck hat das beibehalten.",
    "promo/support": "Ohne ihre Spende gäbe es die freie Zeitung im Tal nicht, und wir sind es, die Alten, die sie ihr bis heute nicht gedankt haben.",
    "related/inline": "Lesen Sie auch die Rückseite der Pegeltafel, dort hat jemand die Namen der ertrunkenen Hunde eingeritzt",
    "related/items": "Auch interessant ist, wer auf der Liste fehlt: der Wirt, der Lehrer und beide Fischer.",
    "related/list": "Mehr zum Thema wusste der Archivar nicht, und er schloss den Schrank wieder ab.",
    "related/read-on": "Weiterlesen konnte sie erst über dem Ofen, denn dort wurde der Zitronensaft braun.",
    "share/article": "Diesen Artikel teilen die Fischer mit den Müllern: Er verbietet beiden, nachts am Wehr zu arbeiten.",
    "share/bar": "Teilen\n\nX und seine Schwester bekamen je eine Hälfte des Gartens, den Birnbaum aber bekam die Schule.",
    "share/networks": "Auf Facebook teilen sich zwei Gruppen das Tal, und in beiden führt die Frau des Bäckers das Wort.",
    "share/prompt": "Hat Ihnen der Beitrag geholfen? Dann unterstützen Sie im Juni auch die Nachbarn, deren Keller noch voll Wasser steht.",
    "share/toolbar": "Seite drucken, Seite trocknen, Seite binden: so ging es in der Werkstatt den ganzen Winter.",
    "wire/agency": "AP und AFP hatten je einen Mann am unteren Tor, und beide hatten dieselbe Brücke im Bild.",
}
