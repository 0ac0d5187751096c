import { type HostFacts, isUnder } from './host-facts.js';

/** Hosts on which anyone may publish. What is known of such a host says nothing of a page on it. */

export const USER_GENERATED: ReadonlySet<string> = new Set([
  'facebook.com', 'instagram.com', 'threads.net', 'x.com', 'twitter.com', 'bsky.app', 'mastodon.social', 'tiktok.com', 'youtube.com', 'youtu.be', 'reddit.com', 'quora.com',
  'pinterest.com', 'linkedin.com', 'telegram.org', 't.me', 'vk.com', 'weibo.com', 'discord.com', '4chan.org', '8kun.top', 'fandom.com', 'stackexchange.com', 'stackoverflow.com',
  'superuser.com', 'serverfault.com', 'askubuntu.com', 'answers.com', 'gutefrage.net', 'scribd.com', 'slideshare.net', 'rumble.com', 'bitchute.com', 'gab.com',
]);

/** Hosts that give pages to anyone and that the public suffix list does not have, and names below one that are the service's own, not a person's. */
const SHARED_HOSTS: ReadonlySet<string> = new Set([
  'medium.com', 'substack.com', 'wordpress.com', 'blogspot.com', 'tumblr.com', 'livejournal.com', 'ghost.io', 'hashnode.dev', 'dev.to', 'github.com', 'gitlab.com', 'github.io', 'gitlab.io',
  'notion.site', 'sites.google.com', 'docs.google.com', 'weebly.com', 'wixsite.com', 'squarespace.com', 'typepad.com', 'over-blog.com', 'telegra.ph', 'archive.org', 'academia.edu',
  'gist.github.com', 'raw.githubusercontent.com', 'gist.githubusercontent.com', 'drive.google.com', 'storage.googleapis.com', 'pastebin.com',
  // Copies of anyone's pages.
  'web.archive.org', 'archive.today', 'archive.is', 'archive.ph', 'webcitation.org',
]);

/** The host that gives pages to anyone and that this source is on, else null. */
export function sharedHost(facts: HostFacts): string | null {
  return facts.hostedUnder ?? isUnder(facts.host, SHARED_HOSTS);
}

/** Is this very host one of those? */
export function isPlatform(host: string): boolean {
  return SHARED_HOSTS.has(host) || USER_GENERATED.has(host);
}

/** Pages of single people below the address of an institution: `/~name/`. */
export function isPersonalPage({ url }: { url: string | null }): boolean {
  return url !== null && /^https?:\/\/[^/]+\/(?:~|%7E)/i.test(url);
}
