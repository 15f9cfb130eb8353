"""Ordinary Italian paragraphs in the words of the Italian rules."""

ARTICLE = """\
La casa del guardiano della chiusa è vuota dalla primavera, e l'ufficio delle acque ha dipinto la porta di un verde che in paese non piace a nessuno.
Le chiatte passano ancora due volte al giorno, cariche di ghiaia a valle e vuote a monte, e i barcaioli manovrano da sé le paratoie.
I vecchi ricordano un tempo in cui il sabato aspettavano quaranta barche e il figlio del fornaio remava dall'una all'altra con un cesto di pane.
L'ufficio calcola che un guardiano costa più di quanto rendano i pedaggi, il che è vero, e che le paratoie sono facili per chiunque, il che non lo è.
In agosto una barca a nolo è rimasta un'ora appesa alla soglia con due famiglie a bordo, finché non è arrivato un contadino con un trattore e una catena.
Nessuno si è fatto male, ma si è dovuta svuotare la conca, e sono passati tre giorni prima della chiatta successiva.
Da allora gira una lista nelle botteghe, e mezza valle l'ha firmata.
Quello che chiede è modesto: una persona, da maggio a ottobre, con un telefono e una lunga pertica.
Il consiglio ha messo la cosa all'ordine del giorno del secondo martedì del mese prossimo, tra le fogne e il muro del cimitero.
Comunque decida, l'airone della paratoia bassa non si muoverà, perché sta lì da più tempo di ogni consigliere.
La sera la polvere di ghiaia si posa sull'alzaia, e le rondini scendono a bere nella conca in una lunga curva.
Poi l'ultimo barcaiolo ormeggia sotto il ponte, accende la stufa e conta sulle dita gli anni che gli restano.""".split("\n")

SAID = {
    "app/download": "Scarica la nostra applicazione al rifugio, perché più su non c'è campo, e porta anche un fischietto.",
    "author/box": "Sull'autore della lettera non si sa nulla, se non che scrive il nome del fiume come la gente di monte.",
    "author/line": "Martino Leva scrive ogni lunedì una lettera su questo giornale per chiedere un guardiano, e ogni martedì gli tornano gli auguri.",
    "author/more": "Leggere tutti i suoi articoli prende una notte, e al mattino non si sa ancora se il fiume gli piacesse.",
    "byline/date": "Il 3 marzo 1947 il ghiaccio se ne andò con un boato che si udì nella valle vicina.",
    "byline/dates": "Pubblicata nel 1911 e aggiornata una volta sola, la guida manda ancora la gente a un traghetto affondato prima della guerra.",
    "byline/name": "Di Martino Leva e di suo fratello sono tutte le chiavi del canale, tranne quella della casa.",
    "byline/reading-time": "Cinque minuti di lettura al giorno, e al disgelo l'almanacco è finito.",
    "comments/closed": "I commenti sono pubblicati in fondo al registro, uno per pagina, e l'inchiostro rosso è quello del parroco.",
    "comments/count": "12 commenti del parroco stanno nel margine del registro, e sono tutti contro il mugnaio.",
    "comments/first": "E tu? Scrivi da una settimana e non hai ancora messo nella lettera un solo commento sul fieno.",
    "comments/last-label": "Condividere e stampare, la vecchia macchina della scuola non ha mai saputo fare altro.",
    "comments/login": "Per partecipare alla discussione bisogna essere iscritto da tre giorni, e la sala ha solo venti sedie.",
    "comments/reply-form": "Il tuo commento\n\nNome, grado e barca stavano su un cartoncino che lo scrivano teneva dentro il berretto.",
    "comments/thread": "3 risposte a una domanda\n\nLa prima la diede il mugnaio il 4 maggio 1931, ed erano due parole.",
    "cookie/consent-line": "Se continui a cuocere i cookie a quel fuoco, accetti che i bordi vengano neri, e proseguendo si brucia anche la teglia.",
    "cookie/embed": "Per vedere questo video il giudice aspetta il consenso delle due famiglie, e una vive in Canada.",
    "cookie/notice": "Utilizziamo i cookie del giorno prima per il fondo della torta, perché sono asciutti e bevono il succo delle ciliegie.",
    "copyright/line": "Tutti i diritti riservati o no, la carta si vende in fiera per due monete, e chi l'ha disegnata non se ne lamenta.",
    "credit/picture": "Foto: l'airone della paratoia bassa è l'unica che il vecchio non ha venduto.",
    "follow/follow-us": "Seguici sulla riva sinistra fino alla seconda boa, che lì il canale passa accanto alle canne.",
    "newsletter/box": "La newsletter del circolo dei canottieri si stampa sul retro delle tavole di piena, e si legge dai due lati.",
    "newsletter/consent": "Iscrivendoti alla gara vinci un grembiule, e la farina la promettono via e-mail quelli del mulino.",
    "newsletter/signup-line": "Ogni mattina il ragazzo lasciava il pane nella tua casella, e il meglio era che fumava ancora.",
    "promo/advert-marker": "L'articolo continua dopo la pagina strappata, dove il topo ha mangiato tre comuni e mezza provincia.",
    "promo/paywall": "Registrati alla locanda e leggi il libro dei viandanti da dove l'hai lasciato l'anno scorso, che il segno non lo toglie nessuno.",
    "promo/support": "Grazie al tuo contributo il nostro giornale di classe ha un torchio, e i bambini ti mandano il primo numero con una macchia.",
    "related/inline": "Leggi anche il retro della tavola, dove qualcuno ha inciso i nomi dei cani annegati",
    "related/items": "Leggi anche chi manca sulla lista: l'oste, il maestro e i due pescatori.",
    "related/list": "Sullo stesso argomento l'archivista non sapeva altro, e richiuse l'armadio con due giri.",
    "related/read-on": "Continuare a leggere poté solo quando avvicinò la lettera alla stufa e il succo di limone si fece bruno.",
    "share/article": "Condividere questo articolo del trattato fu facile per pescatori e mugnai: vieta a tutti la stessa cosa.",
    "share/bar": "Condividi\n\nX e sua sorella ebbero mezzo orto ciascuno, ma il pero andò alla scuola.",
    "share/networks": "Su Facebook due gruppi si dividono la valle, e la moglie del fornaio comanda in tutti e due.",
    "share/prompt": "Se la ricetta vi è piaciuta, lasciatene un pezzo al vicino di sopra, che quest'anno ha perso le prugne con la brina.",
    "share/toolbar": "Stampare la pagina, asciugarla, cucirla: così passava l'inverno intero in bottega.",
    "wire/agency": "L'Ansa e la Reuters avevano ciascuna un uomo sulla paratoia bassa, e tutti e due avevano lo stesso ponte nella foto.",
}
