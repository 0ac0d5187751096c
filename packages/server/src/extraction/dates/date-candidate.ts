import type { PageBlock } from '../html-blocks.js';
import type { PageMetadata } from '../html-metadata.js';
import type { HtmlTree } from '../html-tree.js';
import type { PageLayout } from '../scoring/page-layout.js';
import type { DayOptions } from './find-days.js';

/** A day that something on a page names, and what that is worth. */
export interface DateCandidate {
  day: string;
  source: string;
  weight: number;
  /** The instant, where one is written with its zone. */
  instant: string | null;
  /** Of a change of the page, not of its publication. */
  modified: boolean;
  /** Given in UTC by a machine, which may be a day off what readers were shown. */
  utc: boolean;
  /** Shown to readers, or part of the address. */
  shown: boolean;
  /** Shown with a word that calls it the day of publication. */
  labelled: boolean;
}

export interface DatedPage {
  tree: HtmlTree;
  marks: Uint8Array;
  title: string | null;
  blocks: readonly PageBlock[];
  /** The element that each block stands in. */
  holders: readonly number[];
  words: readonly number[];
  layout: PageLayout;
  metadata: PageMetadata;
  addresses: readonly string[];
  options: DayOptions;
  /** Days after this one are none that a page can have been published on; null where nobody says which day it is. */
  lastDay: string | null;
}
