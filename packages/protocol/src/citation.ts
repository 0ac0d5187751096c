import { z } from 'zod';
import { publishedAtSchema, timestampSchema } from './ids.js';

/** Does the quoted text back the claim? `unchecked` is never to be shown as supported. */
export const supportSchema = z.enum(['full', 'partial', 'none', 'unchecked']);
export type Support = z.infer<typeof supportSchema>;

/** Verbatim text of a source, with its range in the source's cleaned text: UTF-16 offsets, half-open. `page` counts from 1. */
export const quoteSchema = z.object({
  text: z.string().min(1),
  start: z.int().min(0),
  end: z.int().min(1),
  page: z.int().min(1).optional(),
});
export type Quote = z.infer<typeof quoteSchema>;

/** One reason for a credibility value, in words for a reader; `effect` is its sign, `source` and `year` say where the evidence is from. */
export const credibilityReasonSchema = z.object({
  reason: z.string().min(1),
  effect: z.enum(['raises', 'lowers', 'neutral']),
  source: z.string().optional(),
  year: z.int().optional(),
});
export type CredibilityReason = z.infer<typeof credibilityReasonSchema>;

/** How much of the source was read before it was cited. */
export const readSchema = z.enum(['page', 'snippet', 'document']);
export type Read = z.infer<typeof readSchema>;

/**
 * A source as the answer cites it. The first six fields are the guide's; the rest are additions.
 * `id` is `c` and the number; `number` is the n of the `[n]` in the answer.
 */
export const citationSchema = z.object({
  id: z.string().regex(/^c[1-9]\d*$/),
  /** Absolute http(s) URL; a document without one of its own is cited by its page on this server. */
  url: z.string().regex(/^https?:\/\//),
  title: z.string().min(1),
  /** Host without `www.`; `library` for a document without a URL of its own. */
  domain: z.string().min(1),
  /** 0 to 1; independent of support. */
  credibility: z.number().min(0).max(1),
  published_at: publishedAtSchema,
  /** Who wrote it, as the source says; absent where it names nobody. */
  author: z.string().min(1).optional(),
  /** When the source says that it was last changed; absent where it does not, or names the day on which it was published. */
  modified_at: publishedAtSchema.unwrap().optional(),
  number: z.int().min(1),
  quotes: z.array(quoteSchema),
  /** The weakest support among the claims that cite this source. */
  support: supportSchema,
  credibility_reasons: z.array(credibilityReasonSchema),
  retrieved_at: timestampSchema,
  /** `sha256:` and the hex digest of the source's cleaned text. */
  content_hash: z.string(),
  read: readSchema,
  /** Page on this server that shows the source's cleaned text with the quotes marked. */
  document_url: z.string().optional(),
});
export type Citation = z.infer<typeof citationSchema>;

/** The place in a source that a claim was compared with; `citation` is the id of the citation it stands in. */
export const claimQuoteSchema = quoteSchema.extend({ citation: z.string() });
export type ClaimQuote = z.infer<typeof claimQuoteSchema>;

/** A sentence of the answer and what it rests on. The range is over the answer's UTF-16 characters, half-open, and holds the markers. */
export const claimSchema = z.object({
  start: z.int().min(0),
  end: z.int().min(1),
  citations: z.array(z.string()),
  support: supportSchema,
  reason: z.string(),
  /** Where the sources that it names come closest to it: one stretch for each that has a word of it, and more where the writer copied more. */
  quotes: z.array(claimQuoteSchema).optional(),
  /** Id of another citation of this answer that backs the claim, where those that it names do not. */
  better_citation: z.string().optional(),
});
export type Claim = z.infer<typeof claimSchema>;

/** A source that was considered, cited or not. */
export const sourceSummarySchema = z.object({
  source_id: z.string(),
  provider: z.string(),
  url: z.string().nullable(),
  title: z.string(),
  domain: z.string(),
  published_at: publishedAtSchema,
  /** Null where the answer could not use it: it was not read, and its snippet does not stand in for it. */
  read: readSchema.nullable(),
  /** Id of the citation that names it, or null when the answer does not use it. */
  citation: z.string().nullable(),
});
export type SourceSummary = z.infer<typeof sourceSummarySchema>;

/** Something that went less than well without ending the analysis, in words for a reader. */
export const warningSchema = z.object({ code: z.string(), message: z.string(), provider: z.string().optional() });
export type Warning = z.infer<typeof warningSchema>;
