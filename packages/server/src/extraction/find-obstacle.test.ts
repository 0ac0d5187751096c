import { describe, expect, it } from 'vitest';
import { extractHtml } from './extract-html.js';

const prose = 'The council met on Tuesday to talk about the bridge, and decided that it would be mended before the winter comes. ';
const page = (head: string, body: string) => `<!doctype html><html lang="en"><head>${head}</head><body><header><a href="/">Example News</a></header><nav><a href="/a">Home</a> <a href="/b">World</a></nav>${body}<footer>© Example</footer></body></html>`;
const obstacleOf = (html: string) => extractHtml(html).obstacle;

describe('[EXT-9] what stands in the way of the matter', () => {
  it.each([
    ['a challenge of Cloudflare', 'bot_check', '<!doctype html><html><head><title>Just a moment...</title><script>window._cf_chl_opt={cvId:"3"};</script></head><body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>'],
    ['a block of a firewall', 'bot_check', page('<title>Access denied</title><script src="/_Incapsula_Resource?x=1"></script>', '<h1>Access denied</h1><p>You have been blocked. Ray ID: 1</p>')],
    ['a press-and-hold page', 'bot_check', '<html><head><title>Access to this page has been denied</title></head><body><div id="px-captcha"></div><p>Press & Hold to confirm you are a human</p></body></html>'],
    ['a missing page', 'error_page', page('<title>Page not found | Example</title>', '<main><h1>Page not found</h1><p>The page you are looking for does not exist. It may have moved.</p></main>')],
    ['a missing page in German', 'error_page', page('<title>Seite nicht gefunden</title>', '<main><h1>404</h1><p>Die Seite wurde nicht gefunden.</p></main>')],
    ['a server that failed', 'error_page', '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>server</center></body></html>'],
    [
      'a page that asks for consent',
      'consent',
      '<html><head><title>Before you continue</title></head><body><div class="consent-page"><h1>Before you continue</h1><p>We and our partners use cookies and data to deliver and measure the quality of our services and to show ads to you.</p><form action="https://consent.google.com/save"><button>Accept all</button><button>Reject all</button></form></div></body></html>',
    ],
    ['a plain page that asks for consent', 'consent', '<html><head><title>Example News</title></head><body><h1>We value your privacy</h1><p>We and our 842 partners store and access information on your device, such as cookies, to show you advertising that suits you.</p><button>Accept all</button> <button>Manage preferences</button></body></html>'],
    ['a plain page that asks for consent in German', 'consent', '<html><body><h1>Ihre Privatsphäre ist uns wichtig</h1><p>Wir und unsere Partner verwenden Cookies.</p><button>Alle akzeptieren</button><button>Alle ablehnen</button></body></html>'],
    ['a page that asks to log in', 'login', page('<title>Sign in to Example</title>', '<main><h1>Sign in</h1><form><label>Email</label><input type=email><input type=password><button>Log in</button></form></main>')],
    [
      'a paywall that is declared',
      'paywall',
      page('<title>Bridge closed</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge closed","isAccessibleForFree":"False"}</script>', `<article><h1>Bridge closed</h1><p>${prose}</p><div class="paywall"><p>Subscribe to continue reading</p></div></article>`),
    ],
    ['a paywall by markup and words', 'paywall', page('<title>Bridge closed</title><meta property="og:type" content="article">', `<article><h1>Bridge closed</h1><p>${prose}</p><div class="c-paywall"><p>This article is for subscribers only. Already a subscriber? Log in.</p></div></article>`)],
    ...['Subscribe now to continue reading.', 'This article is only available to subscribers.', 'You have read your last free article this month.', 'Dieser Artikel ist nur für Abonnenten lesbar.', 'Cet article est réservé aux abonnés.', 'Suscríbete para seguir leyendo.', 'この記事は有料会員限定です。'].map((notice): [string, string, string] => [
      `a paywall in words alone: ${notice}`,
      'paywall',
      page('<title>Bridge closed</title>', `<article><h1>Bridge closed</h1><p>${prose}</p><p>${notice}</p></article>`),
    ]),
  ])('sees %s', (_name, obstacle, html) => {
    expect(obstacleOf(html)).toBe(obstacle);
  });

  it.each([
    ['an article', page('<title>Bridge closed</title>', `<article><h1>Bridge closed</h1><p>${prose.repeat(12)}</p></article>`)],
    ['an article with a consent banner', page('<title>Bridge closed</title>', `<div id="onetrust-banner"><p>We use cookies. Accept all</p></div><article><h1>Bridge closed</h1><p>${prose.repeat(6)}</p></article>`)],
    ['a short piece about consent', page('<title>Banners</title>', `<article><h1>What banners ask</h1><p>A banner that says "accept all" is not a choice, a court held on Tuesday. ${prose.repeat(2)} We value your privacy is what they say.</p></article>`)],
    ['an article about errors', page('<title>404 errors and how to mend them</title>', `<article><h1>404 errors and how to mend them</h1><p>${prose.repeat(10)} A page that is not found hurts readers.</p></article>`)],
    ['a short piece about a paywall', page('<title>Bridge paper</title>', `<article><h1>Bridge paper closes its doors</h1><p>${prose.repeat(2)} Readers must from now on subscribe to the paper, which costs nine crowns; those who did so before may go on as they were, as its editor said on Tuesday evening to a hall that was full.</p><p>Subscribe to our newsletter</p></article>`)],
    ['a long article with such a notice', page('<title>Bridge closed</title>', `<article><h1>Bridge closed</h1><p>${prose.repeat(15)}</p><p>Subscribe to continue reading.</p></article>`)],
    ['an article that is not free but there whole', page('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script><title>Bridge</title>', `<article><h1>Bridge</h1><p>${prose.repeat(30)}</p><p>Subscribe to continue reading tomorrow.</p></article>`)],
    ['an article that Cloudflare watches', page('<title>Bridge closed</title><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>', `<article><h1>Bridge closed</h1><p>${prose.repeat(3)}</p></article>`)],
    ['a short page of documentation', '<h1>Exit codes</h1><p>0: done. 1: failed. 404 is never returned.</p>'],
    ['a page with a field to log in', page('<title>Bridge closed</title>', `<form><input type=password></form><article><h1>Bridge closed</h1><p>${prose}</p></article>`)],
  ])('sees nothing in the way of %s', (_name, html) => {
    expect(obstacleOf(html)).toBeUndefined();
  });
});
