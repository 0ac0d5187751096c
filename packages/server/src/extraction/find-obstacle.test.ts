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
    ...[
      ['German', 'Sie möchten weiterlesen? Jetzt Abo abschließen und alle Artikel lesen.'],
      ['Dutch', 'Verder lezen? Word abonnee voor 1 euro per maand. Al abonnee? Log in'],
      ['Polish', 'Dalsza część artykułu dostępna tylko dla subskrybentów. Wykup dostęp, aby czytać dalej.'],
      ['Swedish', 'Bli prenumerant för att läsa vidare. Redan prenumerant? Logga in'],
      ['Danish', 'Artiklen er kun for abonnenter. Bliv abonnent for at læse videre.'],
      ['Norwegian', 'Artikkelen er kun for abonnenter. Bli abonnent for å lese videre.'],
      ['Italian', 'Questo contenuto è riservato agli abbonati. Abbonati per continuare a leggere.'],
      ['Korean', '구독하고 전문을 읽으세요.'],
    ].map(([language, notice]): [string, string, string] => [`a paywall in ${language}`, 'paywall', page('<title>Bridge closed</title>', `<article><h1>Bridge closed</h1><p>${prose}</p></article><div><p>${notice}</p></div>`)]),
    ['a paywall that lies over the page', 'paywall', page('<title>Bridge closed</title>', `<div class="modal"><p>Log in to keep reading</p></div><article><h1>Bridge closed</h1><p>${prose}</p></article>`)],
    ['a text that breaks off where it is declared not to be free', 'paywall', page('<title>Bridge closed</title><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>', `<article><h1>Bridge closed</h1><p>${prose.slice(0, -30)}</p></article>`)],
    ...[
      ['Polish', 'My i nasi partnerzy używamy plików cookie, aby personalizować treści i reklamy.', 'Akceptuję wszystko'],
      ['Swedish', 'Vi använder kakor för att förbättra din upplevelse och visa annonser.', 'Godkänn alla'],
      ['German, or else to pay', 'Besuchen Sie uns wie gewohnt mit Werbung und Tracking, oder nutzen Sie unser Angebot ohne Werbetracking.', 'Akzeptieren und weiter'],
    ].map(([language, notice, choice]): [string, string, string] => [`a page that asks for consent in ${language}`, 'consent', `<html><head><title>Herald</title></head><body><p>${notice}</p><button>${choice}</button></body></html>`]),
    ['a challenge whose markup tells nothing', 'bot_check', '<html><head><title>Just a moment...</title></head><body><h1>herald.example</h1><h2>Checking if the site connection is secure</h2><p>herald.example needs to review the security of your connection before proceeding.</p></body></html>'],
    ...[
      ['Polish', 'Nie znaleziono strony', 'Przepraszamy, strona, której szukasz, nie istnieje.'],
      ['Swedish', 'Sidan hittades inte', 'Sidan du söker finns inte längre.'],
      ['Japanese', 'ページが見つかりません', 'お探しのページは見つかりませんでした。'],
      ['Chinese', '404', '抱歉，您访问的页面不存在或已被删除。'],
    ].map(([language, title, notice]): [string, string, string] => [`a missing page in ${language}`, 'error_page', page(`<title>${title}</title>`, `<main><h1>${title}</h1><p>${notice}</p></main>`)]),
    ['a page that asks to log in in Japanese', 'login', page('<title>ログイン | Example</title>', '<main><form><h1>ログイン</h1><p>このページを見るにはログインしてください。</p><input type=password></form></main>')],
    ['a page that asks for an address to log in with', 'login', page('<title>Sign in</title>', '<main><form action="/login"><label>Email</label><input type=email><button>Next</button></form></main>')],
    ['a page that refreshes to another', 'redirect', '<html><head><meta http-equiv="refresh" content="0; url=/new"></head><body>If nothing happens, <a href="/new">click here</a>.</body></html>'],
    ['a page that sets a cookie and loads itself again', 'redirect', '<html><body><script>document.cookie="seen=1;path=/";location.reload();</script></body></html>'],
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
    ['a reference of an error', page('<title>404 Not Found - HTTP reference</title>', '<main><h1>404 Not Found</h1><p>The 404 Not Found status code says that the server cannot find the requested resource. Links that lead to such a page are called broken or dead.</p><p>If it was removed for good, servers should send 410 Gone.</p></main>')],
    ['a short reference of another', page('<title>403 Forbidden</title>', '<main><h1>403 Forbidden</h1><p>The 403 Forbidden status code says that the server understood the request but refuses to process it. It is like 401, but logging in makes no difference.</p></main>')],
    ['a page that quotes what an error says', page('<title>404 pages</title>', '<main><h1>404 pages</h1><p>Most say “The page you are looking for does not exist” and leave their readers alone with that, a study of 300 shops found.</p></main>')],
    ['a guide to logging in', page('<title>How to log in to the Quill router</title>', '<main><h1>How to log in to the Quill router</h1><p>Open 192.168.0.1 in a browser. The password is printed on the label under the router.</p></main><footer><form>Newsletter <input type="email"></form></footer>')],
    ['a page that offers a letter below a title that says to sign in', page('<title>Sign in with a key</title>', `<main><h1>Sign in with a key</h1><p>${prose}</p><form action="/letter">Our letter <input type="email"></form></main>`)],
    ['answers of a library', page('<title>Library FAQ</title>', '<main><h1>Library FAQ</h1><h2>How do I read journals at home?</h2><p>Log in with your library card to view the full text. The card number is on the back of the card and has 12 digits.</p></main>')],
    ['a post that quotes a paywall', page('<title>Site asks me to subscribe</title>', '<main><h1>Site asks me to subscribe</h1><p>The Herald shows "Subscribe to continue reading" although I pay for it. What can I do?</p><p>Delete its cookies and sign in again.</p></main>')],
    ['a post that tells of a paywall', page('<title>Herald</title>', '<main><h1>Herald</h1><p>Since Monday their site tells me and my wife to subscribe to continue reading, even though we have paid.</p></main>')],
    ['a text with such a notice in its middle', page('<title>Bridge closed</title>', `<article><h1>Bridge closed</h1><p>${prose}</p><p>Subscribe to continue reading.</p><p>${prose.repeat(2)}</p></article>`)],
    ['a whole article that is declared not to be free', page('<title>Bridge closed</title><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>', `<article><h1>Bridge closed</h1><p>${prose.repeat(3)}</p></article>`)],
    ['an article beside others for subscribers only', page('<title>Bridge closed</title>', `<div class="paywall-ready"><article><h1>Bridge closed</h1><p>${prose.repeat(3)}</p></article></div><section><h3>Subscriber only</h3><a href="/x">The mayor resigns</a></section>`)],
    ['a policy on cookies', page('<title>Cookie policy</title>', '<main><h1>Cookie policy</h1><p>The cookie "sid" is kept for 30 days, and the cookie "lang" for a year.</p><p>You can accept all cookies or reject all cookies at any time in the settings.</p></main>')],
    ['a text about captchas', page('<title>Are you a robot?</title>', '<main><h1>Are you a robot?</h1><p>A captcha is a test that tells people from programs. It was invented in 1997.</p></main>')],
    ['a page that renews itself now and then', '<html><head><meta http-equiv="refresh" content="300; url=/scores"></head><body><h1>Scores</h1><p>Reds 3, Blues 1.</p></body></html>'],
    ['a page that sends on those without programs', '<html><head><noscript><meta http-equiv="refresh" content="0; url=/plain"></noscript></head><body><h1>Scores</h1><p>Reds 3, Blues 1.</p></body></html>'],
    ['a short page that breaks out of frames', '<html><head><script>if (top != self) top.location.href = self.location.href;</script></head><body><h1>Scores</h1><p>Reds 3, Blues 1, after a long evening.</p></body></html>'],
  ])('sees nothing in the way of %s', (_name, html) => {
    expect(obstacleOf(html)).toBeUndefined();
  });
});
