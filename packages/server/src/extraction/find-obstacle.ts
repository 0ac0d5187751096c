import type { Obstacle } from './extracted-document.js';
import type { PageBlock } from './html-blocks.js';
import type { PageMetadata } from './html-metadata.js';
import type { HtmlTree } from './html-tree.js';

export interface SeenPage {
  tree: HtmlTree;
  metadata: PageMetadata;
  title: string | null;
  /** All blocks of the page, and their words. */
  blocks: readonly PageBlock[];
  words: readonly number[];
  /** Words of the blocks that were taken for its matter. */
  matterWords: number;
}

/** A page with more prose than this is no notice, whatever it says besides. */
const NOTICE_WORDS = 150;
/** A beginning that a paywall leaves to be read. */
const TEASER_WORDS = 350;

const CHALLENGE_MARKUP = /cdn-cgi\/challenge-platform|_cf_chl_opt|cf-chl-|captcha-delivery\.com|_Incapsula_Resource|px-captcha|\/_sec\/cp_challenge|perimeterx|awsWafCookieDomainList|challenges\.cloudflare\.com/i;
const CHALLENGE_TITLE = /^(?:just a moment|attention required|access denied|access to this page has been denied|security check|are you a robot|robot check|pardon our interruption|verify(?:ing)? you are human|checking your browser|one moment,? please|bot verification|human verification|nur einen moment|un momento|un instant)\b/i;
const CHALLENGE_TEXT =
  /verify (?:that )?you(?:'|’)?(?: a)?re (?:a |not a )?(?:human|robot)|checking (?:if the site connection is secure|your browser)|enable javascript and cookies to continue|unusual traffic from your|why have i been blocked|you have been blocked|performance (?:and|&) security by cloudflare|needs to review the security of your connection|press (?:and|&) hold|complete the captcha|ray id/i;
const ERROR_TITLE =
  /^(?:(?:error|http|fehler|erreur|errore?|erro)[\s:]*)?(?:40[0134]|410|429|50[0234])(?:\b|$)|^(?:(?:oops|sorry)[\s,!.:–-]*)?(?:the |this )?page (?:was )?(?:not found|can(?:no|')t be found|cannot be found|does(?:n't| not) exist|is (?:not|no longer) available|unavailable)|^not found$|^seite (?:wurde )?nicht gefunden|^page (?:introuvable|non trouvée)|^p[áa]gina no encontrada|^p[áa]gina n[ãa]o encontrada|^pagina non trovata|^pagina niet gevonden|^страница не найдена|^(?:internal server error|bad gateway|service unavailable|forbidden|account suspended)\b/i;
const ERROR_TEXT =
  /page (?:you|that you)(?:'re| are| were|'ve| have)? (?:looking for|requested|tried)|could ?n[o']t (?:find|be found)|can(?:no|')t (?:find|be found)|not found|no longer (?:exists|available)|does not exist|nicht gefunden|introuvable|no encontrad|não encontrad|non trovat|niet gevonden|не найден|error|server|forbidden|permission|suspended/i;
const CONSENT_TEXT =
  /(?:we|our partners|us|wir|nous|usamos|utilizamos|usiamo|utilizziamo|wij)\b.{0,120}\bcookies?\b|before you continue|your privacy|accept all|reject all|alle akzeptieren|tout accepter|aceptar todo|accetta tutto|alles accepteren|manage (?:options|preferences|settings)|legitimate interest|ihre privatsphäre|votre vie privée/i;
/** What only such a dialog lets one choose. */
const CONSENT_CHOICE =
  /(?:accept|reject|allow|decline|refuse) (?:all|cookies)|(?:manage|cookie) (?:options|preferences|settings|choices)|only necessary|alle (?:akzeptieren|ablehnen|cookies)|einstellungen verwalten|tout (?:accepter|refuser)|continuer sans accepter|(?:aceptar|rechazar) (?:todo|todas)|(?:accetta|rifiuta) tutto|alles (?:accepteren|weigeren)/i;
/** The label of a button has no more. */
const CHOICE_WORDS = 6;
/** Of a page that says little else it needs no other sign. */
const CONSENT_ALONE = 0.8;
const CONSENT_MARKUP = /onetrust|didomi|usercentrics|sp_message|cookiebot|quantcast|qc-cmp|consent-?page|collectConsent|consent\.(?:google|yahoo|youtube)|guce|cmp-?(?:container|wrapper|root)|fc-consent|truste/i;
const PAYWALL_TEXT =
  /subscribe (?:now )?(?:to|and) (?:continue|keep|read)|(?:to|and) (?:continue|keep) reading|(?:article|story|content) is (?:only )?(?:for|available to|reserved for|exclusive to) (?:our )?(?:paid |paying )?(?:subscribers|members)|subscribers? only|already a (?:subscriber|member)|unlock this (?:article|story)|read the full (?:article|story).{0,30}subscri|free articles? (?:left|remaining)|start your (?:free )?(?:trial|subscription)|jetzt weiterlesen|mit (?:einem )?abo (?:weiter)?lesen|nur für abonnenten|réservé aux abonnés|il vous reste .{0,30}à lire|para suscriptores|solo per abbonati|riservato agli abbonati|voor abonnees/i;
/** What nothing but a paywall says: that the rest is to be had for a subscription or an account. */
const PAYWALL_ALONE =
  /\b(?:subscribe|sign (?:in|up)|log in|register|become a (?:member|subscriber))\b.{0,60}\b(?:to|and) (?:continue|keep|finish) reading|(?:to|and) (?:continue|keep) reading\b.{0,20}\b(?:subscribe|sign (?:in|up)|log in|register)|\b(?:subscribe|sign in|log in|register)\b.{0,40} to (?:read|access|view|unlock) (?:the (?:full|entire|rest|whole)|this (?:article|story))|(?:article|story|content|report) is (?:only |exclusively )?(?:for|available (?:only )?(?:to|for)|reserved for|exclusive to|limited to) (?:our )?(?:paid |paying |premium |registered )?(?:subscribers|members)|(?:subscribers|members)[- ]only (?:article|story|content)|you(?:'|’)?(?:ve| have) (?:reached|read|used)\b.{0,40} free (?:articles?|stories)|unlock (?:this|the full) (?:article|story)|(?:jetzt|mit .{0,30}abo) weiterlesen|um diesen artikel .{0,20}zu ?lesen|dieser (?:artikel|inhalt|text) ist .{0,20}(?:abonnent|abo\b)|(?:article|contenu) (?:est )?réservé (?:à nos|aux) abonn|il vous reste .{0,30}à lire|abonnez-vous pour (?:lire|continuer)|(?:suscríbete|suscríbase|regístrate) para (?:seguir|continuar|leer)|contenido exclusivo para suscriptores|(?:contenuto|articolo) riservato agli abbonati|abbonati per (?:leggere|continuare)|assine para (?:ler|continuar)|conteúdo exclusivo para assinantes|(?:alleen|exclusief) voor abonnees|только (?:для|по) подпис|оформите подписку, чтобы|会員限定|有料会員|続きを読むには|(?:订阅|訂閱|登录|登入)(?:后|後)(?:继续|繼續)?(?:阅读|閱讀)/i;
/** More than such a notice with a few lines before it. */
const ALONE_WORDS = 200;
const ALONE_LENGTH = 250;
const LOGIN_TITLE = /\b(?:log ?in|sign ?in|log ?on|anmelden|einloggen|connexion|se connecter|iniciar sesi[óo]n|accedi|inloggen|войти|вход)\b/i;
const SCRIPT_REACH = 20_000;

/**
 * What stands in the way of a page's matter, judged by evidence of more than one kind: markup or structured data, what the
 * page says, and that it says little else. In doubt there is none: a false alarm loses a source.
 */
export function findObstacle(page: SeenPage): Obstacle | undefined {
  const text = page.blocks.slice(0, 200).map((block) => block.text.slice(0, 600)).join('\n');
  if (page.matterWords <= NOTICE_WORDS) {
    if (isBotCheck(page, text)) return 'bot_check';
    if (isErrorPage(page, text)) return 'error_page';
    if (isConsent(page, text)) return 'consent';
    if (isLogin(page)) return 'login';
  }
  return isPaywalled(page) ? 'paywall' : undefined;
}

function isBotCheck({ tree, title }: SeenPage, text: string): boolean {
  const signs = [CHALLENGE_TITLE.test(title ?? ''), CHALLENGE_TEXT.test(text), someMarkup(tree, CHALLENGE_MARKUP, true)];
  return signs.filter(Boolean).length >= 2;
}

function isErrorPage({ title, metadata, blocks }: SeenPage, text: string): boolean {
  const [heading] = blocks.filter((block) => block.kind === 'heading');
  return [title, metadata.title, heading?.text].some((line) => line !== null && line !== undefined && ERROR_TITLE.test(line)) && ERROR_TEXT.test(text);
}

function isConsent({ tree, blocks, words, matterWords }: SeenPage, text: string): boolean {
  const about = blocks.reduce((sum, block, index) => sum + (CONSENT_TEXT.test(block.text) || CONSENT_CHOICE.test(block.text) ? (words[index] ?? 0) : 0), 0);
  const all = words.reduce((sum, count) => sum + count, 0);
  const isChoice = (block: PageBlock, index: number) => (words[index] ?? 0) <= CHOICE_WORDS && CONSENT_CHOICE.test(block.text);
  if (about >= all * CONSENT_ALONE && blocks.some(isChoice) && blocks.some((block, index) => !isChoice(block, index) && CONSENT_TEXT.test(block.text))) return true;
  return about >= Math.max(20, all * 0.4) && matterWords - about < 60 && CONSENT_TEXT.test(text) && someMarkup(tree, CONSENT_MARKUP, true);
}

function isLogin({ tree, title, matterWords, metadata }: SeenPage): boolean {
  if (matterWords > 100 || !LOGIN_TITLE.test(`${title ?? ''} ${metadata.title ?? ''}`)) return false;
  return tree.names.some((name, node) => name === 'input' && /^(?:password|email)$/i.test(tree.attributes[node]?.get('type') ?? ''));
}

/** The page says for machines that not all may read it, or asks to subscribe; and the text breaks off early. Words alone must be those of nothing else. */
function isPaywalled({ metadata, blocks, matterWords, tree }: SeenPage): boolean {
  if (matterWords > TEASER_WORDS) return false;
  const declared = metadata.jsonLd.some(({ free }) => free === false) || /^(?:locked|metered|subscription|premium)$/i.test(metadata.metas.get('article:content_tier') ?? '');
  const asked = blocks.some((block) => block.text.length < 400 && PAYWALL_TEXT.test(block.text));
  if (declared) return asked || matterWords < NOTICE_WORDS;
  if (matterWords <= ALONE_WORDS && blocks.some(({ text }) => text.length < ALONE_LENGTH && PAYWALL_ALONE.test(text))) return true;
  return asked && someMarkup(tree, /paywall|subscriber-?only|regwall|premium-?(?:content|article)|piano-|metered|subscription-?(?:wall|required)/i, false);
}

/** Does a name, an address or, where asked, a script of the page match? */
function someMarkup(tree: HtmlTree, pattern: RegExp, scripts: boolean): boolean {
  for (let node = 1; node < tree.size; node += 1) {
    const attributes = tree.attributes[node];
    if (attributes !== undefined && attributes.size > 0) {
      for (const name of ['class', 'id', 'src', 'action', 'href']) {
        const value = attributes.get(name);
        if (value !== undefined && (name !== 'href' || tree.names[node] === 'link') && pattern.test(value.slice(0, 500))) return true;
      }
    }
    if (scripts && tree.names[node] === 'script' && pattern.test((tree.texts[node + 1] ?? '').slice(0, SCRIPT_REACH))) return true;
  }
  return false;
}
