import { z } from 'zod';
import { timestampSchema } from './ids.js';
import { DEFAULT_COLLECTION } from './library-rules.js';

/** Bodies of the routes for documents and the library. */

// --- /documents ---------------------------------------------------------------------------------------------------

export const blockKindSchema = z.enum(['heading', 'paragraph', 'list_item', 'quote', 'code', 'table']);
/** A span of a document's text, half-open, UTF-16; `level` of headings. */
export const blockSchema = z.looseObject({ kind: blockKindSchema, start: z.int().min(0), end: z.int().min(0), level: z.int().optional() });
export type DocumentBlock = z.infer<typeof blockSchema>;

/** `GET /documents/{document_id}` as JSON: the cleaned text that quotes are ranges of. */
export const documentResponseSchema = z.looseObject({
  document_id: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  published_at: z.string().nullable(),
  modified_at: z.string().nullable(),
  author: z.string().nullable(),
  language: z.string().nullable(),
  content_hash: z.string(),
  text: z.string(),
  blocks: z.array(blockSchema),
});
export type DocumentResponse = z.infer<typeof documentResponseSchema>;

// --- /api/library -------------------------------------------------------------------------------------------------

export const libraryQuerySchema = z.object({
  collection: z.string().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});

/** A document of the library. `name` is what it was uploaded as, folders included; of other files the last part of their path. */
export const libraryDocumentSchema = z.object({
  document_id: z.string(),
  collection: z.string(),
  name: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  published_at: z.string().nullable(),
  author: z.string().nullable(),
  language: z.string().nullable(),
  content_hash: z.string(),
  indexed_at: timestampSchema,
  words: z.int().min(0),
  passages: z.int().min(0),
});
export type LibraryDocumentEntry = z.infer<typeof libraryDocumentSchema>;

export const collectionSummarySchema = z.object({
  collection: z.string(),
  documents: z.int().min(0),
  passages: z.int().min(0),
  /** Groundwire's own documentation, which is searched only while there is nothing else. */
  builtin: z.boolean(),
});
export type CollectionEntry = z.infer<typeof collectionSummarySchema>;

export const libraryResponseSchema = z.object({
  success: z.literal(true),
  documents: z.array(libraryDocumentSchema),
  collections: z.array(collectionSummarySchema),
  total_count: z.int().min(0),
  has_more: z.boolean(),
});
export type LibraryResponse = z.infer<typeof libraryResponseSchema>;

export const librarySearchQuerySchema = z.object({
  q: z.string().min(1).max(500),
  collection: z.string().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(20),
});

/** A passage that matches, best first. The range is over the document's text; scores compare within one answer only. */
export const libraryHitSchema = z.object({
  document_id: z.string(),
  collection: z.string(),
  name: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  published_at: z.string().nullable(),
  heading: z.string(),
  text: z.string(),
  start: z.int().min(0),
  end: z.int().min(0),
  score: z.number(),
});
export type LibraryHitEntry = z.infer<typeof libraryHitSchema>;

export const librarySearchResponseSchema = z.object({ success: z.literal(true), hits: z.array(libraryHitSchema) });

/** Where an uploaded file goes. `name` may hold folders: `notes/2026/plan.md`. The body is the file itself. */
export const libraryUploadQuerySchema = z.object({ name: z.string().min(1).max(500), collection: z.string().min(1).max(100).default(DEFAULT_COLLECTION) });

/** What became of an uploaded file. A file that can't be read is an outcome, not an error: `reason` says what is wrong with it. */
export const libraryUploadResponseSchema = z.object({
  success: z.literal(true),
  name: z.string(),
  outcome: z.enum(['added', 'updated', 'unchanged', 'failed']),
  document_id: z.string().nullable(),
  /** Of what was indexed now; null otherwise. */
  passages: z.int().min(0).nullable(),
  reason: z.string().nullable(),
});
export type LibraryUploadResponse = z.infer<typeof libraryUploadResponseSchema>;

export const libraryRemoveResponseSchema = z.object({ success: z.literal(true), removed: z.int().min(0) });

/** Questions that the library's documents answer. */
export const libraryExamplesResponseSchema = z.object({ success: z.literal(true), questions: z.array(z.string()) });
