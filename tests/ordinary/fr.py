"""Ordinary French paragraphs in the words of the French rules."""

ARTICLE = """\
La maison de l'éclusier est vide depuis le printemps, et le service des eaux a peint sa porte d'un vert qui ne plaît à personne au village.
Les péniches passent encore deux fois par jour, chargées de gravier à la descente et vides à la remontée, et les mariniers manœuvrent eux-mêmes les portes.
Les anciens se souviennent d'un temps où quarante bateaux attendaient le samedi et où le garçon du boulanger ramait de l'un à l'autre avec un panier de pains.
Le service calcule qu'un éclusier coûte plus que les péages ne rapportent, ce qui est vrai, et que les portes sont assez simples pour tout le monde, ce qui ne l'est pas.
En août, une barque de location est restée une heure accrochée au seuil avec deux familles à bord, jusqu'à l'arrivée d'un fermier avec un tracteur et une chaîne.
Personne n'a été blessé, mais il a fallu vider le sas, et trois jours ont passé avant la première péniche.
Depuis, une liste circule dans les boutiques, et la moitié de la vallée l'a signée.
Ce qu'elle demande est modeste : une personne, de mai à octobre, avec un téléphone et une longue perche.
Le conseil a mis l'affaire à l'ordre du jour du deuxième mardi du mois prochain, entre les égouts et le mur du cimetière.
Quoi qu'il décide, le héron de la porte basse ne bougera pas, car il est là depuis plus longtemps que tous les conseillers.
Le soir, la poussière de gravier retombe sur le chemin de halage, et les hirondelles descendent boire dans le sas en une longue courbe.
Puis le dernier marinier s'amarre sous le pont, allume son poêle et compte sur ses doigts les années qui lui restent.""".split("\n")

SAID = {
    "app/download": "Téléchargez notre application avant la crue, car le réseau tombe toujours en premier, et gardez une lampe près du lit.",
    "author/box": "À propos de l'auteur de la lettre on ne sait rien, sinon qu'il écrit le nom de la rivière comme les gens d'amont.",
    "author/line": "Martin Leroy écrit chaque lundi une lettre à notre journal pour réclamer un éclusier, et chaque mardi il reçoit le même accusé.",
    "author/more": "Lire tous ses articles prend une nuit, et au matin on ne sait toujours pas s'il aimait cette rivière.",
    "byline/date": "Le 3 mars 1947, la glace est partie avec un fracas qu'on a entendu dans la vallée voisine.",
    "byline/dates": "Publié en 1911 et mis à jour une seule fois, le guide envoie encore les promeneurs vers un bac coulé avant la guerre.",
    "byline/name": "Par Martin Leroy et par son frère passent toutes les clés du canal, sauf celle de la maison.",
    "byline/reading-time": "Cinq minutes de lecture par jour, et au dégel on a fini l'almanach.",
    "comments/closed": "Merci de respecter les règles de l'écluse : un bateau à la fois, une perche à bord, et pas de chien sur les portes.",
    "comments/count": "12 commentaires du curé figurent dans la marge du registre, et tous visent le meunier.",
    "comments/first": "N'hésitez pas à réagir dès la première fumée, avec un seau de sable, car la cale est pleine de paille.",
    "comments/last-label": "Partager et imprimer, la vieille machine de l'école n'a jamais su faire autre chose.",
    "comments/login": "Pour participer à la discussion, il faut vous inscrire à la mairie la veille, et la salle n'a que vingt chaises.",
    "comments/reply-form": "Votre avis\n\nNom de famille, rang et bateau, tout tenait sur une carte que le clerc gardait dans sa casquette.",
    "comments/thread": "3 réponses à une question\n\nLa première vint du meunier le 4 mai 1931, et elle tenait en deux mots.",
    "cookie/consent-line": "Si vous continuez à cuire les cookies au même four, vous acceptez les bords noirs, et la poursuite en vaut rarement la peine.",
    "cookie/embed": "Pour voir cette vidéo, le juge a demandé le consentement des deux familles, dont l'une vit au Canada.",
    "cookie/notice": "Nous utilisons des cookies et du beurre pour le fond de la tarte, parce qu'ils boivent le jus des cerises.",
    "copyright/line": "Tous droits réservés ou non, la carte se vend à la foire pour deux pièces, et son dessinateur ne s'en plaint pas.",
    "credit/picture": "Photo : le héron sur la porte basse est la seule que le vieux n'a jamais vendue.",
    "follow/follow-us": "Suivez-nous sur la rive gauche jusqu'à la deuxième bouée, le chenal passe là tout contre les roseaux.",
    "newsletter/box": "La newsletter du club d'aviron s'imprime au dos des vieilles tables de crue, et se lit des deux côtés.",
    "newsletter/consent": "En vous inscrivant au concours, vous offrez un gâteau à la fanfare, et la mairie vous promet par courriel des nouvelles de vos moules.",
    "newsletter/signup-line": "Chaque matin, recevez le pain tout chaud dans votre boîte, promettait le boulanger, et il tint parole jusqu'à l'hiver.",
    "promo/advert-marker": "La suite après la publicité est toujours plus courte, ont remarqué les enfants, qui comptent les minutes.",
    "promo/paywall": "Pour lire cet article du règlement, l'usager a besoin d'une loupe, et pour le comprendre, abonnez-le au bulletin.",
    "promo/support": "Grâce à vos dons, notre petit journal de classe a une presse, et les enfants vous envoient le premier numéro.",
    "related/inline": "À lire aussi : le dos de la plaque, où quelqu'un a gravé le nom des chiens noyés, ne se voit qu'en barque.",
    "related/items": "À lire aussi, la liste de ceux qui manquent : l'aubergiste, l'instituteur et les deux pêcheurs.",
    "related/list": "Voir aussi loin que le clocher ne se peut d'ici qu'en hiver, quand les peupliers sont nus.",
    "related/read-on": "Lire la suite lui fut impossible avant d'avoir tenu la lettre au-dessus du poêle.",
    "share/article": "Partager cet article du traité entre pêcheurs et meuniers fut facile : il interdit tout aux deux.",
    "share/bar": "Partager\n\nX et sa sœur eurent chacun une moitié du jardin, mais le poirier alla à l'école.",
    "share/networks": "Sur Facebook, deux groupes se partagent la vallée, et la femme du boulanger mène les deux.",
    "share/prompt": "Si cet article vous a plu, partagez plutôt la route avec son auteur, qui marche chaque dimanche jusqu'au barrage.",
    "share/toolbar": "Imprimer la page, la sécher, la coudre : voilà tout l'hiver à l'atelier.",
    "wire/agency": "AFP et Reuters avaient chacune un homme sur la porte basse, et tous deux avaient le même pont dans l'image.",
}
