"""Ordinary Spanish paragraphs in the words of the Spanish rules."""

ARTICLE = """\
La casa del esclusero está vacía desde la primavera, y la oficina del agua ha pintado la puerta de un verde que no le gusta a nadie en el pueblo.
Las barcazas pasan todavía dos veces al día, cargadas de grava río abajo y vacías río arriba, y los barqueros mueven ellos mismos las compuertas.
Los viejos se acuerdan de un tiempo en que los sábados esperaban cuarenta barcas y el hijo del panadero remaba de una a otra con un cesto de panes.
La oficina calcula que un esclusero cuesta más de lo que dejan los peajes, lo cual es cierto, y que las compuertas son fáciles para cualquiera, lo cual no lo es.
En agosto una barca de alquiler quedó una hora colgada del umbral con dos familias a bordo, hasta que llegó un labrador con un tractor y una cadena.
Nadie resultó herido, pero hubo que vaciar la cámara, y pasaron tres días hasta que cruzó la primera barcaza.
Desde entonces corre una lista por las tiendas, y medio valle la ha firmado.
Lo que pide es modesto: una persona, de mayo a octubre, con un teléfono y una pértiga larga.
El concejo ha puesto el asunto en el orden del día del segundo martes del mes que viene, entre las alcantarillas y la tapia del cementerio.
Decida lo que decida, la garza de la compuerta baja no se moverá, porque lleva allí más tiempo que cualquier concejal.
Al atardecer el polvo de grava se posa en el camino de sirga, y las golondrinas bajan a beber a la cámara en una curva larga.
Luego el último barquero amarra bajo el puente, enciende la estufa y cuenta con los dedos los años que le quedan.""".split("\n")

SAID = {
    "app/download": "Descarga nuestra aplicación antes de salir al monte, porque arriba no hay cobertura, y lleva también un silbato.",
    "author/box": "Sobre el autor de la carta no se sabe nada, salvo que escribe el nombre del río como la gente de arriba.",
    "author/line": "Martín Leiva escribe cada lunes una carta a este periódico en la que pide un esclusero, y cada martes la devuelven sin abrir.",
    "author/more": "Leer todos sus artículos lleva una noche, y por la mañana uno sigue sin saber si le gustaba el río.",
    "byline/date": "El 3 de marzo de 1947 se fue el hielo con un ruido que se oyó en el valle vecino.",
    "byline/dates": "Publicada en 1911 y actualizada una sola vez, la guía manda todavía a la gente a una balsa hundida antes de la guerra.",
    "byline/name": "Por Martín Leiva y por su hermano pasan todas las llaves del canal, menos la de la casa.",
    "byline/reading-time": "Cinco minutos de lectura al día, y con el deshielo se acaba el almanaque.",
    "comments/closed": "Respeta las normas de la comunidad de regantes: una compuerta por turno, y el agua de la noche para el molino.",
    "comments/count": "12 comentarios del cura hay en el margen del libro, y todos van contra el molinero.",
    "comments/first": "Déjanos tu opinión en una nota bajo la piedra, pone en el cartel de la fuente, y la lluvia las borra todas.",
    "comments/last-label": "Compartir e imprimir, la vieja máquina de la escuela no supo nunca hacer otra cosa.",
    "comments/login": "Hay que apuntarse el día anterior para participar en el debate del concejo, y la sala solo tiene veinte sillas.",
    "comments/reply-form": "Tu opinión\n\nNombre, rango y barco cabían en una tarjeta que el escribano guardaba dentro de la gorra.",
    "comments/thread": "3 respuestas a una pregunta\n\nLa primera la dio el molinero el 4 de mayo de 1931, y eran dos palabras.",
    "cookie/consent-line": "Si sigues horneando las cookies a ese fuego, aceptas que los bordes salgan negros, y seguir navegando por recetas no lo arregla.",
    "cookie/embed": "Para ver este vídeo, el juez necesita el consentimiento de las dos familias, y una de ellas vive en Canadá.",
    "cookie/notice": "Usamos cookies de la víspera para la base de la tarta, porque están secas y beben el jugo de las cerezas.",
    "copyright/line": "Todos los derechos de agua los tiene el molino desde que el rey debía dos cosechas, y nadie se los ha discutido.",
    "credit/picture": "Foto: la garza de la compuerta baja es la única que el viejo no ha vendido.",
    "follow/follow-us": "Síguenos en fila por la orilla izquierda hasta la segunda boya, que ahí el canal va pegado a los juncos.",
    "newsletter/box": "El boletín del club de remo se imprime en el reverso de las tablas de crecidas, y se lee por los dos lados.",
    "newsletter/consent": "Al registrarte en el concurso ganas un delantal, y la harina te la mandan por correo los del molino.",
    "newsletter/signup-line": "Cada mañana el chico dejaba el pan en tu buzón, y lo mejor y más importante, todavía caliente.",
    "promo/advert-marker": "El artículo sigue después de la página rota, donde el ratón se comió tres comarcas y media provincia.",
    "promo/paywall": "Regístrate en la posada y sigue leyendo el libro de viajeros donde lo dejaste el año pasado, que nadie quita la señal.",
    "promo/support": "Gracias a tu donación nuestro diario de clase tiene imprenta, y los niños te mandan el primer número con una mancha de tinta.",
    "related/inline": "Lee también el reverso de la tabla, donde alguien grabó los nombres de los perros ahogados",
    "related/items": "Te puede interesar quién falta en la lista: el ventero, el maestro y los dos pescadores.",
    "related/list": "Más sobre este tema no sabía el archivero, y volvió a cerrar el armario con dos vueltas.",
    "related/read-on": "Seguir leyendo solo pudo cuando acercó la carta a la estufa y el zumo de limón se puso pardo.",
    "share/article": "Compartir este artículo del tratado fue fácil para pescadores y molineros: a todos les prohíbe lo mismo.",
    "share/bar": "Compartir\n\nX y su hermana se quedaron con medio huerto cada uno, pero el peral fue para la escuela.",
    "share/networks": "En Facebook dos grupos se reparten el valle, y la mujer del panadero manda en los dos.",
    "share/prompt": "Si te gustó la receta, invítanos un día y trae las ciruelas, que aquí este año se han helado.",
    "share/toolbar": "Imprimir la página, secarla, coserla: así pasaba el invierno entero en el taller.",
    "wire/agency": "Efe y Reuters tenían cada una un hombre en la compuerta baja, y los dos tenían el mismo puente en la foto.",
}
