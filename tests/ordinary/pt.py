"""Ordinary Portuguese paragraphs in the words of the Portuguese rules."""

ARTICLE = """\
A casa do guarda da eclusa está vazia desde a primavera, e a repartição das águas pintou a porta de um verde de que ninguém gosta na aldeia.
As barcaças ainda passam duas vezes por dia, carregadas de cascalho rio abaixo e vazias rio acima, e os barqueiros manobram eles mesmos as comportas.
Os velhos lembram-se de um tempo em que aos sábados esperavam quarenta barcos e o filho do padeiro remava de um para outro com um cesto de pães.
A repartição calcula que um guarda custa mais do que rendem as portagens, o que é verdade, e que as comportas são simples para qualquer um, o que não é.
Em agosto um barco alugado ficou uma hora pendurado na soleira com duas famílias a bordo, até que chegou um lavrador com um trator e uma corrente.
Ninguém se feriu, mas foi preciso esvaziar a câmara, e passaram três dias até que a primeira barcaça atravessou.
Desde então corre uma lista pelas lojas, e meio vale já a assinou.
O que ela pede é modesto: uma pessoa, de maio a outubro, com um telefone e uma vara comprida.
O conselho pôs o assunto na ordem do dia da segunda terça-feira do mês que vem, entre os esgotos e o muro do cemitério.
Decida o que decidir, a garça da comporta de baixo não se mexerá, porque está ali há mais tempo do que qualquer vereador.
Ao fim da tarde o pó do cascalho assenta no caminho de sirga, e as andorinhas descem para beber na câmara numa longa curva.
Depois o último barqueiro amarra debaixo da ponte, acende o fogão e conta pelos dedos os anos que lhe restam.""".split("\n")

SAID = {
    "app/download": "Baixe o nosso aplicativo antes de subir a serra, porque lá em cima não há sinal, e leve também um apito.",
    "author/box": "Sobre o autor da carta nada se sabe, a não ser que escreve o nome do rio como a gente de cima.",
    "author/line": "Martim Leite escreve toda segunda-feira uma carta a este jornal em que pede um guarda, e na terça ela volta fechada.",
    "author/more": "Ler todos os seus artigos leva uma noite, e de manhã ainda não se sabe se ele gostava do rio.",
    "byline/date": "A 3 de março de 1947 o gelo foi-se com um estrondo que se ouviu no vale vizinho.",
    "byline/dates": "Publicado em 1911 e atualizado uma única vez, o guia manda ainda as pessoas a uma balsa afundada antes da guerra.",
    "byline/name": "Por Martim Leite e pelo irmão passam todas as chaves do canal, menos a da casa.",
    "byline/reading-time": "Cinco minutos de leitura por dia, e com o degelo acaba-se o almanaque.",
    "comments/closed": "Respeite as regras da comunidade de regantes: uma comporta por vez, e a água da noite para o moinho.",
    "comments/count": "12 comentários do padre estão na margem do livro, e todos são contra o moleiro.",
    "comments/first": "Deixe sua opinião aqui dentro da caixa de pão, pedia o cartaz da fonte, e ninguém a encontrava.",
    "comments/last-label": "Partilhar e imprimir, a velha máquina da escola nunca soube fazer outra coisa.",
    "comments/login": "É preciso inscrever-se na véspera para participar na discussão do conselho, e a sala só tem vinte cadeiras.",
    "comments/reply-form": "A sua opinião\n\nNome, posto e barco cabiam num cartão que o escrivão guardava dentro do boné.",
    "comments/thread": "3 respostas a uma pergunta\n\nA primeira deu-a o moleiro a 4 de maio de 1931, e eram duas palavras.",
    "cookie/consent-line": "Se continuar a assar os cookies nesse lume, aceita que as bordas saiam pretas, e continuar navegando por receitas não ajuda.",
    "cookie/embed": "Para ver este vídeo, o juiz precisa do consentimento das duas famílias, e uma delas vive no Canadá.",
    "cookie/notice": "Usamos cookies de véspera para a base da torta, porque estão secos e bebem o sumo das cerejas.",
    "copyright/line": "Todos os direitos reservados ou não, o mapa vende-se na feira por duas moedas, e o desenhador não se queixa.",
    "credit/picture": "Foto: a garça da comporta de baixo é a única que o velho nunca vendeu.",
    "follow/follow-us": "Siga-nos em fila pela margem esquerda até à segunda boia, que ali o canal passa rente aos juncos.",
    "newsletter/box": "O boletim do clube de remo imprime-se nas costas das tábuas de cheias, e lê-se dos dois lados.",
    "newsletter/consent": "Ao se inscrever no concurso, você ganha um avental, e a farinha vem por e-mail só na promessa do moinho.",
    "newsletter/signup-line": "Todos os dias o rapaz deixava o pão na sua caixa postal, e o melhor era que vinha ainda quente.",
    "promo/advert-marker": "O artigo continua depois da página rasgada, onde o rato comeu três comarcas e meia província.",
    "promo/paywall": "Registe-se na estalagem e continue o livro de viajantes onde o deixou no ano passado, que ninguém tira o marcador.",
    "promo/support": "Graças a você, o nosso jornal da turma tem prensa, e a sua doação de papel dá até ao Natal.",
    "related/inline": "Leia também o verso da tábua, onde alguém gravou os nomes dos cães afogados",
    "related/items": "Leia também quem falta na lista: o taberneiro, o professor e os dois pescadores.",
    "related/list": "Mais sobre este assunto não sabia o arquivista, e tornou a fechar o armário com duas voltas.",
    "related/read-on": "Continuar lendo só pôde quando chegou a carta ao fogão e o sumo de limão ficou castanho.",
    "share/article": "Partilhar este artigo do tratado foi fácil para pescadores e moleiros: proíbe o mesmo a todos.",
    "share/bar": "Partilhar\n\nX e a irmã ficaram cada um com metade da horta, mas a pereira foi para a escola.",
    "share/networks": "No Facebook dois grupos repartem o vale, e a mulher do padeiro manda nos dois.",
    "share/prompt": "Se você gostou da receita, deixe um pedaço para o vizinho de cima, que este ano perdeu as ameixas com a geada.",
    "share/toolbar": "Imprimir a página, secá-la, cosê-la: assim se passava o inverno inteiro na oficina.",
    "wire/agency": "A Lusa e a Reuters tinham cada uma um homem na comporta de baixo, e os dois tinham a mesma ponte na fotografia.",
}
