import { z } from 'zod';
import { MAX_NAMED_URLS, MAX_QUERY_LENGTH, MAX_URL_LENGTH } from './limits.js';
import { parseUrl } from './parse-url.js';

const names = z.array(z.string().min(1).max(200)).max(100);

/** Why nothing can be read at an address that a question names, as the rest of a sentence; null where it may be tried. */
export function whyNoPage(text: string): string | null {
  if (text.length > MAX_URL_LENGTH) return `must be addresses of at most ${MAX_URL_LENGTH} characters`;
  return isWebAddress(text) ? null : 'must be whole http:// or https:// addresses without a user name or password, for example https://example.org/page';
}

/** One good address is enough: of the others a warning tells. */
const pageUrls = z
  .array(z.string())
  .min(1, 'must name at least one page')
  .max(MAX_NAMED_URLS, `may name at most ${MAX_NAMED_URLS} pages`)
  .superRefine((urls, context) => {
    const faults = urls.map(whyNoPage);
    const [first] = faults;
    if (first !== undefined && first !== null && !faults.includes(null)) context.addIssue({ code: 'custom', message: first, path: [0] });
  });

function isWebAddress(text: string): boolean {
  const url = /^https?:\/\//i.test(text.trim()) ? parseUrl(text.trim()) : null;
  return url !== null && url.username === '' && url.password === '';
}

/**
 * What a question may ask for beyond its text. All optional. Unknown keys are kept and ignored, because clients of the
 * older API send keys of their own.
 */
export const analysisParametersSchema = z.looseObject({
  /** `quick` answers as fast as it can; `research` reads more before it answers. Default `quick`. */
  mode: z.enum(['quick', 'research']).optional(),
  /** Providers or kinds to ask, for example `library`, `web`, `news`. Default: the library, and on the web what fits the question. */
  sources: names.optional(),
  /** Pages to answer from. Then nothing is searched, unless `sources` says so too. */
  urls: pageUrls.optional(),
  /** Only sources on these domains (and their subdomains). */
  include_domains: names.optional(),
  /** No sources on these domains (and their subdomains). */
  exclude_domains: names.optional(),
  /** Only sources that were published in the last so many days. Sources without a date are left out then. */
  days: z.int().min(1).max(36_500).optional(),
  /** Countries the answer is about, as names or ISO 3166-1 alpha-2 codes. */
  countries: names.optional(),
  /** Language to prefer, as BCP 47 tag. */
  language: z.string().min(2).max(35).optional(),
  /** Most sources to read. */
  max_sources: z.int().min(1).max(50).optional(),
  /** Most words of an extracted answer. A language model is told the same number. */
  max_words: z.int().min(10).max(2000).optional(),
  /** Model to write with, in place of the configured one; `none` asks for an extracted answer. */
  model: z.string().min(1).max(200).nullable().optional(),
  /** Collection of the library to search. Default: all of them. */
  collection: z.string().min(1).max(100).optional(),
  /** The question continues the session: earlier questions and answers count as context. */
  follow_up: z.boolean().optional(),
  /** Id of an earlier analysis of the session that this one stands in place of: it counts as context no more, here and later. */
  replaces: z.string().min(1).max(200).optional(),
  /** Of the older API: accepted, counts as a hint for `max_sources`. */
  results_per_country: z.int().min(1).max(50).optional(),
  /** Of the older API: accepted, without effect. */
  include_bias_analysis: z.boolean().optional(),
});
export type AnalysisParameters = z.infer<typeof analysisParametersSchema>;

/** Whether a question is over the limit. Characters are counted, not UTF-16 units: an emoji is one. */
export function isTooLong(text: string): boolean {
  return text.length > 2 * MAX_QUERY_LENGTH || (text.length > MAX_QUERY_LENGTH && [...text].length > MAX_QUERY_LENGTH);
}

/** The text of a question: not blank, at most 500 characters. */
export const querySchema = z
  .string()
  .refine((text) => !isTooLong(text), `Query too long. Maximum length is ${MAX_QUERY_LENGTH} characters`)
  .refine((text) => text.trim() !== '', 'Query cannot be empty');
