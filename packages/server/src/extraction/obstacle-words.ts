/**
 * What pages say that show something else in place of their matter, by kind and language. Each is a phrase that says so to whoever reads it,
 * and not one that merely tells of the thing.
 */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'da', 'no', 'fi', 'cs', 'ru', 'tr', 'ja', 'zh', 'ko'] as const;
type Words = Partial<Record<(typeof LANGUAGES)[number], RegExp>>;

const anyOf = (words: Words): RegExp => new RegExp(LANGUAGES.flatMap((language) => words[language]?.source ?? []).join('|'), 'iu');

/** Titles and headings of errors, at their start. */
export const ERROR_TITLE = anyOf({
  en: /^(?:(?:error|http)[\s:]*)?(?:40[0134]|410|429|50[0234])(?:\b|$)|^(?:(?:oops|sorry)[\s,!.:–-]*)?(?:the |this )?page (?:was )?(?:not found|can(?:no|['’])t be found|cannot be found|does(?:n['’]t| not) exist|is (?:not|no longer) available|unavailable)|^not found$|^(?:internal server error|bad gateway|service unavailable|forbidden|account suspended)\b/u,
  de: /^(?:fehler[\s:]*)(?:40[0134]|410|50[0234])|^(?:die )?seite (?:wurde )?nicht gefunden/u,
  fr: /^(?:erreur[\s:]*)(?:40[0134]|410|50[0234])|^(?:cette )?page (?:introuvable|non trouvée)/u,
  es: /^p[áa]gina no encontrada|^no se (?:ha encontrado|encontró) la página/u,
  it: /^(?:errore[\s:]*)(?:40[0134]|410|50[0234])|^pagina non trovata/u,
  pt: /^(?:erro[\s:]*)(?:40[0134]|410|50[0234])|^p[áa]gina n[ãa]o encontrada/u,
  nl: /^(?:de )?pagina (?:is )?niet gevonden/u,
  pl: /^(?:błąd[\s:]*)(?:40[0134]|410|50[0234])|^nie znaleziono strony|^(?:taka )?strona nie (?:została znaleziona|istnieje)/u,
  sv: /^sidan (?:hittades inte|kunde inte hittas|finns inte)/u,
  da: /^siden (?:blev ikke fundet|kunne ikke findes|findes ikke)/u,
  no: /^siden (?:ble ikke funnet|finnes ikke)|^fant ikke siden/u,
  fi: /^sivua ei löy(?:dy|tynyt)/u,
  cs: /^stránka (?:nebyla nalezena|nenalezena|neexistuje)/u,
  ru: /^(?:ошибка[\s:]*)(?:40[0134]|410|50[0234])|^страница не (?:найдена|существует)/u,
  tr: /^(?:hata[\s:]*)(?:40[0134]|410|50[0234])|^sayfa bulunamadı/u,
  ja: /^(?:お探しの)?ページ(?:が|は)(?:見つかりません|存在しません)/u,
  zh: /^(?:页面|頁面|网页|網頁)(?:不存在|(?:未|没有|沒有)找到|找不到)|^(?:找不到|未找到)(?:该|該)?(?:页面|頁面|网页|網頁)/u,
  ko: /^(?:요청하신 )?페이지를 찾을 수 없/u,
});

/** What errors tell the reader: that the page that was asked for is not there, or not shown. */
export const ERROR_NOTICE = anyOf({
  en: /page (?:that )?you(?:['’](?:re|ve))?(?: are| were| have)? (?:looking for|requested|tried|trying|wanted)|(?:requested|following) (?:url|page|address|file|resource)\b.{0,200}?(?:not found|could ?n[o'’]t be found|does ?n[o'’]t exist)|we(?:['’]re sorry)?,?\s?(?:can(?:no|['’])t|could ?n[o'’]t|were unable to|are unable to|can['’]t seem to) (?:seem to )?find (?:the|that|this|your|what)|(?:this|the) page (?:has been (?:moved|removed|deleted)|(?:does ?n[o'’]t|no longer) exists?|is (?:no longer|not|currently un) ?available|(?:was|could) not (?:be )?found|may have (?:been )?moved)|you (?:do ?n[o'’]t|do not) have (?:permission|access)|(?:server|site|service) (?:is (?:temporarily|currently) (?:un|down|over)|encountered an|has encountered an)|(?:an?|the) (?:internal |unexpected )?error (?:has )?occurred|account has been suspended/u,
  de: /(?:die|diese|ihre).{0,40}seite.{0,40}(?:nicht (?:gefunden|gefunden werden|mehr|vorhanden|verfügbar|finden)|existiert nicht)|(?:seite|adresse), die sie (?:suchen|aufrufen|aufgerufen)/u,
  fr: /page (?:que vous (?:cherchez|recherchez|avez demandée|demandez)|demandée)|(?:cette|la) page.{0,30}n['’](?:existe|est) (?:pas|plus)/u,
  es: /página que (?:busca|buscas|estás buscando|está buscando|has solicitado|ha solicitado)|(?:la|esta) página.{0,30}(?:no existe|ya no está|no está disponible|no se (?:ha encontrado|encuentra))/u,
  it: /pagina (?:che (?:stai|state|sta) cercando|che (?:cerchi|hai richiesto)|richiesta)|(?:la|questa) pagina.{0,30}non (?:esiste|è (?:più )?disponibile)/u,
  pt: /página que (?:você |o senhor )?(?:procura|procurou|está procurando|está a procurar|solicitou|tentou)|(?:a|esta|essa) página.{0,30}(?:não existe|não está|não foi encontrada)/u,
  nl: /pagina (?:die (?:u|je) (?:zoekt|zocht|probeert)|bestaat niet)|(?:deze|de) pagina.{0,30}(?:bestaat niet|niet (?:gevonden|beschikbaar|vinden))/u,
  pl: /stron[aęy],? któr(?:ej|ą) (?:szukasz|próbujesz|chcesz)|(?:ta|podana|żądana) strona.{0,30}nie (?:istnieje|została)/u,
  sv: /sidan (?:du (?:söker|letar efter|försökte)|som du (?:söker|letar efter))|sidan.{0,20}(?:finns inte|kunde inte hittas|har flyttats)/u,
  da: /siden,? (?:du|som du) (?:leder efter|søger|prøvede)|siden.{0,20}(?:findes ikke|kunne ikke findes|er (?:blevet )?flyttet)/u,
  no: /siden (?:du|som du) (?:leter etter|ser etter|prøvde)|siden.{0,20}(?:finnes ikke|ble ikke funnet|er flyttet)/u,
  fi: /(?:etsimääsi|hakemaasi) sivua|sivua ei löy(?:dy|tynyt)/u,
  cs: /stránk[au],? kterou (?:hledáte|jste|se snažíte)|(?:požadovaná|hledaná|tato) stránka.{0,20}(?:neexistuje|nebyla nalezena)/u,
  ru: /(?:запрашиваемая|запрошенная|эта|такая|данная|такой)(?: вами)? страниц[аы].{0,20}не (?:найдена|существует)|страниц[аыу],? котор(?:ую|ой) вы (?:ищете|искали|запросили)/u,
  tr: /(?:aradığınız|istediğiniz|ulaşmaya çalıştığınız) sayfa/u,
  ja: /(?:お探しの|ご指定の|アクセスしようとした|リクエストされた)(?:ページ|URL)/u,
  zh: /(?:您|你)(?:所|要)?(?:访问|訪問|请求|請求|查找|寻找|尋找|浏览|瀏覽|查看|找)的(?:页面|頁面|网页|網頁|内容|內容)|(?:您|你)要找的/u,
  ko: /(?:요청하신|찾으시는|원하시는) 페이지/u,
});

/** Titles of pages that ask whether a person reads. */
export const CHALLENGE_TITLE = anyOf({
  en: /^(?:just a moment|attention required|access denied|access to this page has been denied|security check|are you a robot|robot check|pardon our interruption|verify(?:ing)? you are human|checking your browser|one moment,? please|bot verification|human verification)\b/u,
  de: /^(?:nur einen moment|einen moment)\b/u,
  fr: /^un (?:instant|moment)\b/u,
  es: /^un momento\b/u,
  it: /^(?:un attimo|un momento)\b/u,
  pt: /^(?:um momento|só um momento)\b/u,
  nl: /^een (?:ogenblik|moment)\b/u,
  pl: /^(?:chwileczkę|jeszcze chwila)/u,
  ru: /^(?:один момент|подождите|минуточку)/u,
  ja: /^しばらくお待ちください/u,
  zh: /^(?:请稍候|請稍候|请稍等)/u,
  ko: /^잠시만 기다/u,
});

export const CHALLENGE_NOTICE = anyOf({
  en: /verify (?:that )?you(?:'|’)?(?: a)?re (?:a |not a )?(?:human|robot)|verifying you are human|checking (?:if the site connection is secure|your browser)|enable javascript and cookies to continue|unusual traffic from your|why have i been blocked|you have been blocked|performance (?:and|&) security by cloudflare|(?:needs to )?review(?:ing)? the security of your connection|press (?:and|&) hold|complete the captcha|ray id/u,
  de: /überprüf\p{L}*,? (?:ob|dass) sie ein mensch sind|die sicherheit ihrer verbindung/u,
  fr: /vérifi\p{L}+ que vous êtes (?:un )?humain|la sécurité de votre connexion/u,
  es: /verific\p{L}+ (?:que )?(?:usted )?(?:es|eres) (?:un ser )?humano|la seguridad de (?:su|tu) conexión/u,
  it: /verific\p{L}+ (?:che tu sia|che sei|di essere) (?:un essere )?uman|la sicurezza della (?:tua )?connessione/u,
  pt: /verific\p{L}+ (?:se|que) você é (?:um )?(?:ser )?humano|a segurança da sua conexão/u,
  nl: /(?:controleren|verifiëren) (?:of|dat) (?:u|je) een mens bent|de beveiliging van (?:uw|je) verbinding/u,
  pl: /(?:sprawdzamy|potwierdź|weryfikujemy), (?:czy|że) jesteś człowiekiem|bezpieczeństw\p{L}+ (?:twojego )?połączenia/u,
  ru: /(?:проверяем|подтвердите),? что вы (?:человек|не робот)|безопасность вашего (?:под|со)ключения/u,
  ja: /(?:あなたが)?人間であることを確認|接続のセキュリティを確認/u,
  zh: /(?:验证|驗證|确认|確認)(?:您|你)是(?:否是)?真人|(?:检查|檢查|查看)(?:您|你)的连接安全/u,
  ko: /사람인지 확인|연결의 보안을 검토/u,
});

/** What dialogs that ask for consent are about. */
export const CONSENT_NOTICE = anyOf({
  en: /\b(?:we|our partners|us)\b.{0,120}\bcookies?\b|before you continue|(?:value|respect|about) your privacy|\byour privacy (?:matters|choices)|accept all|reject all|manage (?:options|preferences|settings)|legitimate interest/u,
  de: /\bwir\b.{0,120}\bcookies?\b|ihre privatsphäre|mit werbung (?:und|weiter|lesen|nutzen)|ohne (?:werbe-?)?tracking|\b(?:pur|pure|werbefrei)\b.{0,40}(?:abonnieren|\babo\b|euro|€)|details zum tracking/u,
  fr: /\bnous\b.{0,120}\bcookies?\b|votre vie privée/u,
  es: /\b(?:usamos|utilizamos)\b.{0,120}\bcookies?\b|(?:tu|su) privacidad/u,
  it: /\b(?:usiamo|utilizziamo)\b.{0,120}\bcookies?\b|la tua privacy/u,
  pt: /\b(?:usamos|utilizamos)\b.{0,120}\bcookies?\b|(?:sua|tua) privacidade/u,
  nl: /\bwij\b.{0,120}\bcookies?\b|(?:je|jouw|uw) privacy/u,
  pl: /(?:używamy|korzystamy|stosujemy|używają|wykorzystujemy).{0,80}(?:plik\p{L}+ cookie|cookies|ciasteczek)|(?:twoj[aąe]|państwa|twojej) prywatnoś/u,
  sv: /\bvi\b.{0,80}(?:kakor|cookies)|din (?:integritet|personliga integritet)/u,
  da: /\bvi\b.{0,80}cookies|(?:dit|dine) (?:privatliv|personoplysninger)/u,
  no: /\bvi\b.{0,80}(?:informasjonskapsler|cookies)|(?:ditt|dine) (?:personvern|personopplysninger)/u,
  fi: /käytämme.{0,80}evästeitä|yksityisyytesi/u,
  cs: /(?:používáme|využíváme).{0,80}(?:cookies|soubory cookie)|vaše(?:ho)? soukromí/u,
  ru: /(?:мы|сайт) использу(?:ем|ет).{0,60}(?:cookie|куки)/u,
  tr: /çerez(?:ler|leri)?.{0,60}kullan(?:ıyoruz|ır)|gizliliğiniz/u,
  ja: /(?:当社|当サイト|私たち).{0,60}(?:cookie|クッキー)|プライバシー(?:を|に関する)/u,
  zh: /(?:我们|我們).{0,60}(?:cookie|曲奇)|(?:您|你)的(?:隐私|隱私)/u,
  ko: /쿠키를 사용|개인정보 보호/u,
});

/** Labels of what only such a dialog lets one choose. */
export const CONSENT_CHOICE = anyOf({
  en: /(?:accept|reject|allow|decline|refuse) (?:all|cookies)|(?:manage|cookie) (?:options|preferences|settings|choices)|only necessary/u,
  de: /alle (?:akzeptieren|ablehnen|cookies)|einstellungen verwalten|(?:akzeptieren|zustimmen) und weiter|\bpur(?:-abo)? abonnieren/u,
  fr: /tout (?:accepter|refuser)|continuer sans accepter/u,
  es: /(?:aceptar|rechazar) (?:todo|todas)/u,
  it: /(?:accetta|rifiuta) tutto|continua senza accettare/u,
  pt: /(?:aceitar|rejeitar) (?:tudo|todos)/u,
  nl: /alles (?:accepteren|weigeren)/u,
  pl: /(?:akceptuj[ęe]?|zaakceptuj|odrzuć|odrzucam) (?:wszystk|i przejdź)|przejdź do serwisu/u,
  sv: /(?:godkänn|acceptera|tillåt|avvisa|neka) (?:alla|alla kakor|endast)/u,
  da: /(?:accepter|tillad|afvis) alle|kun nødvendige/u,
  no: /(?:godta|aksepter|tillat|avvis) alle|kun nødvendige/u,
  fi: /hyväksy kaikki|vain välttämättömät/u,
  cs: /(?:přijmout|povolit|odmítnout) (?:vše|všechny)/u,
  ru: /принять все|отклонить все/u,
  tr: /tümünü (?:kabul et|reddet)/u,
  ja: /すべて(?:許可|受け入れる|拒否|同意)|同意する/u,
  zh: /(?:全部|接受所有|接受全部|拒绝所有|拒絕所有)(?:接受|同意|cookie)?/u,
  ko: /모두 (?:수락|허용|거부|동의)/u,
});

/** To log in, in titles and on buttons. */
export const LOGIN = anyOf({
  en: /log ?-?in|sign ?-?in|log ?on/u,
  de: /anmelden|anmeldung|einloggen/u,
  fr: /connexion|se connecter|connectez-vous/u,
  es: /iniciar sesi[óo]n|inicia sesi[óo]n|acceder/u,
  it: /accedi/u,
  pt: /entrar|iniciar sess[ãa]o|fa(?:ça|zer) login/u,
  nl: /inloggen|aanmelden/u,
  pl: /zaloguj(?: się)?|logowanie/u,
  sv: /logga in/u,
  da: /log(?:ge)? (?:på|ind)/u,
  no: /logg (?:inn|på)/u,
  fi: /kirjaudu(?: sisään)?/u,
  cs: /přihlášení|přihlásit se/u,
  ru: /войти|вход/u,
  tr: /giriş yap|oturum aç/u,
  ja: /ログイン|サインイン/u,
  zh: /登录|登錄|登入/u,
  ko: /로그인/u,
});

/** What nothing but a paywall says: that the rest is to be had for a subscription or an account. */
export const PAYWALL_NOTICE = anyOf({
  en: /\b(?:subscribe|sign (?:in|up)|log in|register|become a (?:member|subscriber))\b.{0,60}\b(?:to|and) (?:continue|keep|finish) reading|(?:to|and) (?:continue|keep) reading\b.{0,20}\b(?:subscribe|sign (?:in|up)|log in|register)|\b(?:subscribe|sign in|log in|register)\b.{0,40} to (?:read|access|view|unlock) (?:the (?:full|entire|rest|whole)(?: (?:article|story|text))?|this (?:article|story))|(?:article|story|content|report) is (?:only |exclusively )?(?:for|available (?:only )?(?:to|for)|reserved for|exclusive to|limited to) (?:our )?(?:paid |paying |premium |registered )?(?:subscribers|members)|(?:subscribers|members)[- ]only (?:article|story|content)|you(?:'|’)?(?:ve| have) (?:reached|read|used)\b.{0,40} free (?:articles?|stories)|unlock (?:this|the full) (?:article|story)/u,
  de: /(?:jetzt|mit .{0,30}abo) weiterlesen|sie (?:möchten|wollen) weiterlesen|weiterlesen mit .{0,30}abo|um diesen (?:artikel|text|beitrag) .{0,30}zu ?lesen|(?:dieser|der) (?:ganze )?(?:artikel|inhalt|text|beitrag) ist .{0,20}(?:abonnent|abo\b)|(?:nur|exklusiv) (?:für|mit) (?:unsere )?abo(?:nnent(?:en|innen))?.{0,20}(?:lesbar|verfügbar|zugänglich|lesen)/u,
  fr: /(?:article|contenu|suite) (?:est )?réservée? (?:à nos|aux) abonn|il vous reste .{0,30}à lire|abonnez-vous pour (?:lire|continuer)/u,
  es: /(?:suscríbe(?:te|se)|suscríbase|regístrate) para (?:seguir|continuar|leer)|contenido exclusivo para suscriptores/u,
  it: /(?:contenuto|articolo)(?: è)? riservato agli abbonati|abbonati per (?:leggere|continuare)/u,
  pt: /assine para (?:ler|continuar)|conteúdo exclusivo para assinantes/u,
  nl: /(?:verder|door) ?lezen\?? (?:word|neem|log|kies|sluit)|(?:word|neem) .{0,30}(?:abonnee|abonnement).{0,40}(?:verder|door) (?:te )?lezen|(?:alleen|exclusief) (?:toegankelijk |beschikbaar )?voor abonnees/u,
  pl: /(?:artykuł\p{L}*|treś\p{L}+|tekst\p{L}*) (?:jest )?(?:dostępn\p{L}+ )?(?:tylko |wyłącznie )?dla (?:subskrybent|prenumerator|abonent)\p{L}+|(?:wykup|kup|odblokuj|uzyskaj) (?:dostęp|prenumeratę|subskrypcję).{0,40}(?:czytać|przeczytać)(?: dalej| cał\p{L}+)?|aby (?:czytać dalej|przeczytać cał\p{L}+)/u,
  sv: /(?:bli prenumerant|prenumerera|logga in|teckna) .{0,40}för att (?:läsa|fortsätta)(?: vidare| läsa)?|(?:artikeln|innehållet) är (?:endast |bara |låst )?för (?:våra )?prenumeranter|vill du läsa (?:vidare|hela artikeln)/u,
  da: /(?:bliv|log ind|køb|tegn) .{0,40}for at læse (?:videre|resten|hele)|(?:artiklen|indholdet) er (?:kun |forbeholdt )(?:for )?(?:vores )?abonnenter|vil du læse (?:videre|hele artiklen|resten)/u,
  no: /(?:bli abonnent|logg inn|kjøp) .{0,40}for å lese (?:videre|resten|hele)|(?:artikkelen|saken|innholdet) er (?:kun |bare |forbeholdt )(?:for )?(?:våre )?abonnenter|vil du lese (?:videre|hele saken)/u,
  fi: /(?:tilaa|kirjaudu) .{0,40}(?:jatkaaksesi|lukeaksesi|lue koko)|(?:artikkeli|juttu|sisältö) on (?:vain )?tilaajille/u,
  cs: /(?:předplaťte|přihlaste) .{0,40}(?:číst dál|pokračovat|celý článek)|(?:článek|obsah) je (?:dostupný )?(?:pouze |jen )?(?:pro|jen pro) předplatitele/u,
  ru: /только (?:для|по) подпис|оформите подписку, чтобы/u,
  tr: /(?:okumaya devam etmek|devamını okumak) için .{0,30}(?:abone|üye|giriş)|(?:yalnızca|sadece) abonelere/u,
  ja: /会員限定|有料会員|続きを読むには/u,
  zh: /(?:订阅|訂閱|登录|登入)(?:后|後)(?:继续|繼續)?(?:阅读|閱讀)/u,
  ko: /(?:구독|로그인|가입)(?:하고|하시면|해야|후) .{0,20}(?:전문|계속|읽)|(?:유료 회원|구독자) 전용/u,
});

/** What readers are offered beside that; alone it says little. */
export const OFFER = anyOf({
  en: /subscri|\bmember|\btrial\b|unlimited access|(?:log|sign) in|read the full (?:article|story)|(?:continue|keep) reading|\bcancel\b|per (?:week|month|year)|this month|\bpremium\b|[$€£]\s?\d/u,
  de: /\babo\b|\babonn|\bpremium\b|weiterlesen|(?:pro|im|ersten) monat|monatlich|kündbar|anmelden|einloggen|testen/u,
  fr: /abonn|par mois|sans engagement|lire la suite|connectez/u,
  es: /suscr|al mes|sin permanencia|inicia(?:r)? sesi/u,
  it: /abbon|al mese|accedi/u,
  pt: /\bassin(?:e|ante|atura)|por mês|entrar/u,
  nl: /abonn|per maand|(?:verder|door) ?lezen|log in/u,
  pl: /subskry|prenumer|abonament|miesięcznie|zaloguj|czytaj/u,
  sv: /prenumer|\bläs(?:a)? vidare|per månad|logga in/u,
  da: /abonn|\blæs(?:e)? videre|om måneden|log ind/u,
  no: /abonn|\bles(?:e)? videre|per måned|logg inn/u,
  fi: /tilaa|kuukaudessa|kirjaudu/u,
  cs: /předpl|měsíčně|přihl/u,
  ru: /подпис|в месяц|войти|войдите/u,
  tr: /abone|üye|giriş/u,
  ja: /会員|購読|登録|ログイン|有料/u,
  zh: /订阅|訂閱|会员|會員|登录|登入/u,
  ko: /구독|회원|로그인/u,
});

/** What a page that also says so for machines, or by its names, asks. */
export const PAYWALL_HINT = anyOf({
  en: /subscribe (?:now )?(?:to|and) (?:continue|keep|read)|(?:to|and) (?:continue|keep) reading|(?:for|available to|reserved for|exclusive to) (?:our )?(?:paid |paying )?(?:subscribers|members)|already a (?:subscriber|member)|(?:to )?read the full (?:article|story)|free articles? (?:left|remaining)|start your (?:free )?(?:trial|subscription)/u,
  de: /(?:nur|exklusiv) für abonnent|bereits .{0,20}(?:abonnent|abo)|jetzt .{0,20}(?:abonnieren|abo)/u,
  fr: /(?:déjà|pas encore) abonné|réservé aux abonnés/u,
  es: /para suscriptores|¿ya (?:eres|es) suscriptor/u,
  it: /(?:solo|riservato).{0,10} abbonati|(?:sei )?già abbonat/u,
  pt: /(?:já é|já sou) assinante|para assinantes/u,
  nl: /al abonnee|voor abonnees/u,
  pl: /dla (?:subskrybent|prenumerator)|(?:masz już|jesteś już) .{0,20}(?:prenumerat|subskry)/u,
  sv: /redan prenumerant|för prenumeranter/u,
  da: /allerede abonnent|for abonnenter/u,
  no: /allerede abonnent|for abonnenter/u,
  fi: /oletko jo tilaaja|vain tilaajille/u,
  cs: /(?:již|už) .{0,20}předpl|pro předplatitele/u,
  ru: /для подписчиков|уже подписаны/u,
  tr: /abonelere özel|zaten abone/u,
  ja: /会員の方|続きを読む/u,
  zh: /(?:已是|已经是|已經是)(?:订阅|訂閱|会员|會員)/u,
  ko: /이미 구독|구독자/u,
});
