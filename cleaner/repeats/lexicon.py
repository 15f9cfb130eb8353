"""Words that give a promo away, by language: offers, calls to action at a sentence's start, address to the reader."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["PROMOS", "Promo"]


class Promo(NamedTuple):
    """Three cues, as expressions; a promo shows them all."""

    call: str
    address: str
    offer: str

    def is_in(self, text: str) -> bool:
        """Tell whether a text shows all three. An expression compiles at its first need: most texts repeat nothing."""
        return all(re.search(cue, text, re.IGNORECASE | re.MULTILINE) for cue in self)


def _promo(call: str, address: str, offer: str) -> Promo:
    return Promo(rf"(?:^|[.!?:;–—-]\s+)[¡¿]?(?:please\s+)?(?:{call})\b", rf"\b(?:{address})\b", rf"\b(?:{offer})\b")


def _unspaced(call: str, address: str, offer: str) -> Promo:
    """Cues of a language that puts no space between words: nothing but a sentence's ends can be asked for."""
    return Promo(call, address, offer)


PROMOS: dict[str, Promo] = {
    "ar": _promo(
        call="[اأإ]شترك(?:وا)?|تابعونا|تابعنا|تابعوا|انضم(?:وا)?|سجل(?:وا)?|حم[ّ]?ل(?:وا)?|احصل(?:وا)?|ادعم(?:وا)?|تبرع(?:وا)?|لا تفو[ّ]?ت(?:وا)?|اكتشف(?:وا)?",
        address="لك|لكم|[اإ]ليك|بريدك|بريدكم|هاتفك|(?:نشرت|قنات|صفحت|تطبيق|موقع|متجر|فريق|خدمات|دورت)نا|تصلك|تصلكم|ليصلك|لتصلك",
        offer="نشر(?:ة|تنا)|البريدية|بريدك|مجان(?:ا|اً|ًا|ية|ي)|[اأ]سبوعي(?:ة|ا|اً|ًا)?|يومي(?:ة|ا|اً|ًا)?|عروض|خصم|خصومات|قنا(?:ة|تنا)|تطبيق(?:نا)?|تلغرام|واتساب|فيسبوك|اشتراك|عضوية|حصري(?:ة|ا|اً|ًا)?",
    ),
    "ja": _unspaced(
        call=r"(?:登録|購読|フォロー|ダウンロード|チェック|参加|応募|入会|追加|お申し込み|ご覧|シェア|応援|支援)(?:を)?(?:して|に|お願い)?(?:ください|下さい|しよう|しませんか|します|なれます|いただけます|はこちら)",
        address="あなた|皆さん|みなさん|お客様|読者の|私たち|当サイト|当店|弊社|当社|編集部|公式|お届け|いただけ|ご登録|ご購入|お得",
        offer="無料|メルマガ|メールマガジン|ニュースレター|毎週|毎日|会員|特典|割引|クーポン|アプリ|限定|チャンネル|LINE|講座|セミナー|キャンペーン|送料|プレゼント|寄付",
    ),
    "ru": _promo(
        call="подпи(?:шитесь|сывайтесь|шись|сывайся)|присоединяйтесь|скачайте|скачивайте|получ(?:ите|айте)|узна(?:йте|вайте)|зарегистрируйтесь|попробуйте|закажите"
        "|купите|оформите|поддержите|станьте|становитесь|вступайте|читайте|не пропустите|хотите|откройте|забронируйте",
        address="вы|вам|вас|ваш(?:а|е|и|у|ей|его|ему|их|им|ем)?|наш(?:а|е|и|у|ей|его|ему|их|им|ем)?|мы|нас|нам",
        offer="рассылк[аиуе]|новости|бесплатн(?:о|ый|ая|ую|ые|ое|ых)|ежедневн(?:о|ый|ая|ую|ые)|еженедельн(?:о|ый|ая|ую|ые)|скидк[аиуе]|подписк[аиуе]|канал(?:е|а|ы)?"
        "|телеграм\\w*|telegram(?:-канал\\w*)?|приложени[еяю]|доступ|курс(?:ы|а|е)?|урок(?:и|ов)?|вебинар\\w*|акци[яию]|эксклюзив\\w*|почт[уеа]|доставк[аиу]",
    ),
    "zh": _unspaced(
        call=r"(?:^|[。！？；：，,.!?;:…]\s*)(?:现在|現在|立即|马上|馬上|赶快|趕快|快来|快來|请|請|欢迎|歡迎|点击|點擊|长按|長按|扫码|掃碼)*"
        "(?:订阅|訂閱|关注|關注|加入|下载|下載|注册|註冊|扫描|掃描|扫码|掃碼|领取|領取|购买|購買|报名|報名|追踪|追蹤|支持|获取|獲取|分享|点击|點擊|识别|識別|成为|成為|免费)",
        address="你|您|大家|我们|我們|读者|讀者|本站|本报|本報|本刊|官方|编辑部|編輯部",
        offer="免费|免費|优惠|優惠|折扣|每周|每週|每日|每天|会员|會員|电子报|電子報|公众号|公眾號|二维码|二維碼|频道|頻道|客户端|App|课程|課程|礼包|禮包|福利|独家|獨家|专属|專屬|邮箱|信箱|限时|限時|粉丝|粉絲",
    ),
    "en": _promo(
        call="get|learn|join|sign up|subscribe|download|try|discover|start|enjoy|unlock|boost|save|shop|register|book|claim"
        "|follow|upgrade|become|support|donate|grab|order"
        "|click|tap|browse|explore|take|receive|stay|never miss|don['’]t miss|looking for|want|ready to|love",
        address="you|your|yours|our",
        offer="newsletters?|inbox|e-?mails?|weekly|daily|monthly|free|guides?|tips|updates?|subscri(?:be|bers?|ptions?)"
        "|account|archives?|offers?|discounts?|deals?"
        "|courses?|trial|community|member(?:s|ship)?|premium|app|access|lessons?|classes|webinars?|e-?books?|podcasts?"
        "|alerts?|experts?|templates?|exclusive|donations?|shop|store|delivered|sign up",
    ),
    "de": _promo(
        call="abonnier(?:e|en sie)|bestell(?:e|en sie)|meld(?:e dich|en sie sich)|hol(?:e? dir|en sie sich)|jetzt|lad(?:e|en sie)|sicher(?:e|n sie)"
        "|teste(?:n sie)?|entdecke(?:n sie)?|werde(?:n sie)?|unterstütze(?:n sie)?|spende(?:n sie)?|buche(?:n sie)?|registrier(?:e|en sie)"
        "|erhalte(?:n sie)?|verpass(?:e|en sie)|nie wieder|spare(?:n sie)?|genieße(?:n sie)?|starte(?:n sie)?|klicke(?:n sie)?|lust auf"
        "|sie (?:wollen|möchten|suchen)|du (?:willst|möchtest|suchst)",
        address="du|dich|dir|dein\\w*|unser\\w*|(?-i:Ihr\\w*|Ihnen|Sie)",
        offer="newsletter|postfach|e-?mails?|kostenlos\\w*|gratis|abo|abonnement|probeabo|angebote?|rabatt\\w*|gutschein\\w*|mitglied\\w*|premium|app"
        "|zugang|online-?kurs\\w*|webinar\\w*|e-?books?|podcasts?|spenden?|versandkostenfrei|exklusiv\\w*|testversion|anmeldung",
    ),
    "es": _promo(
        call="suscríbe(?:te|se)|suscribite|apúntate|regístr(?:ate|ese)|inscríbete|descarga|descubre|únete|sumate|súmate|prueba|disfruta|aprovecha|reserva"
        "|compra|apoya|hazte|haz clic|síguenos|recibe|ahorra|consigue|colabora|dona|no te (?:lo )?pierdas|quieres|buscas",
        address="tú|tu|tus|te|ti|usted|nuestr[oa]s?",
        offer="newsletters?|boletín|boletines|correo|e-?mails?|gratis|gratuit\\w+|semanal\\w*|suscripción|suscriptor\\w*|ofertas?|descuentos?|cursos?"
        "|soci[oa]s?|premium|app|aplicación|acceso|webinars?|e-?books?|podcasts?|exclusiv\\w+|donaci(?:ón|ones)|tienda|envío",
    ),
    "fr": _promo(
        call="inscrivez-vous|abonnez-vous|inscris-toi|abonne-toi|recevez|téléchargez|découvrez|rejoignez|profitez|essayez|commandez|réservez|soutenez"
        "|devenez|suivez-nous|cliquez|économisez|ne (?:manquez|ratez)|offrez-vous|envie d[e'’]|vous (?:cherchez|voulez|souhaitez)",
        address="vous|votre|vos|toi|ton|ta|tes|notre|nos",
        offer="newsletters?|infolettres?|boîte mail|e-?mails?|courriel|gratuit\\w*|hebdomadaire|abonn\\w+|offres?|remise|réduction|promotions?|formation"
        "|essai|membres?|adhésion|premium|application|appli|accès|webinaires?|podcasts?|exclusi\\w+|dons?|boutique|livraison|code promo",
    ),
    "it": _promo(
        call="iscriviti|iscrivetevi|abbonati|registrati|ricevi|scarica|scopri|unisciti|prova|approfitta|prenota|acquista|ordina|sostieni|diventa|clicca"
        "|seguici|risparmia|dona|non perder(?:ti|e)|vuoi|cerchi",
        address="tu|tuo|tua|tuoi|tue|ti|te|nostr[oaie]",
        offer="newsletter|casella|e-?mail|gratis|gratuit\\w*|settimanale|abbonament\\w+|abbonati|offert[ae]|sconti?|corsi?|prova gratuita|soci[oa]?|premium"
        "|app|accesso|webinar|e-?book|podcast|esclusiv\\w+|donazion[ei]|negozio|spedizione|codice",
    ),
    "nl": _promo(
        call="schrijf je|schrijf u|abonneer|meld je|meld u|ontvang|download|ontdek|word|probeer|profiteer|bestel|boek|steun|doneer|klik|volg ons|bespaar"
        "|mis (?:niets|geen)|wil je|wilt u|zin in|op zoek naar",
        address="je|jij|jou|jouw|u|uw|ons|onze",
        offer="nieuwsbrief|nieuwsbrieven|mail-?box|e-?mails?|gratis|wekelijks\\w*|abonnement\\w*|abonnee|aanbieding\\w*|korting\\w*|cursus\\w*|proefperiode"
        "|lid|lidmaatschap|premium|app|toegang|webinars?|e-?books?|podcasts?|exclusie\\w+|donatie\\w*|winkel|webshop|verzending|kortingscode",
    ),
    "pt": _promo(
        call="assine|inscreva-se|subscreva|cadastre-se|registe-se|receba|baixe|descarregue|descubra|junte-se|experimente|aproveite|reserve|compre|apoie"
        "|torne-se|clique|siga-nos|economize|doe|não perca|quer|procura",
        address="você|seus?|suas?|si|te|ti|teu|tua|noss[oa]s?",
        offer="newsletters?|boletim|boletins|e-?mails?|grátis|gratuit\\w+|semanal\\w*|assinaturas?|assinantes?|subscrição|ofertas?|descontos?|cursos?"
        "|associad[oa]s?|sócios?|premium|app|aplicativo|aplicação|acesso|webinars?|e-?books?|podcasts?|exclusiv\\w+|doaç(?:ão|ões)|loja|envio|entrega",
    ),
}
