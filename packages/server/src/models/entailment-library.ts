import { createRequire } from 'node:module';

/** As much of `@huggingface/transformers` 4 as is used. The package is not installed with Groundwire: who wants it adds it. */
export interface EntailmentLibrary {
  env: { allowRemoteModels: boolean; localModelPath: string };
  AutoTokenizer: { from_pretrained(name: string, options: { local_files_only: boolean }): Promise<Tokenizer> };
  AutoModelForSequenceClassification: { from_pretrained(name: string, options: { local_files_only: boolean; dtype: string }): Promise<Classifier> };
}

export type Tokenizer = (texts: string[], options: { text_pair: string[]; padding: boolean; truncation: boolean; max_length: number }) => unknown;

export interface Classifier {
  (inputs: unknown): Promise<{ logits: { tolist(): number[][] } }>;
  config: { id2label?: Record<string, string> };
}

export const LIBRARY_NAME = '@huggingface/transformers';
export const INSTALL_COMMAND = `npm install --no-save --ignore-scripts ${LIBRARY_NAME}@4`;

/** A support model that can't be used; the message is a sentence that names the mend. */
export class SupportModelFailure extends Error {
  override readonly name = 'SupportModelFailure';
}

/** Rejects with `SupportModelFailure` where the package is not installed or does not load. */
export async function loadEntailmentLibrary(): Promise<EntailmentLibrary> {
  if (!isInstalled()) throw new SupportModelFailure(`SUPPORT_MODEL needs the package ${LIBRARY_NAME}, which is not installed. Run "${INSTALL_COMMAND}" in the folder of Groundwire and start it again`);
  try {
    // Not a literal: the compiler must not look for a package that need not be there.
    const name: string = LIBRARY_NAME;
    return (await import(name)) as EntailmentLibrary;
  } catch (cause) {
    throw new SupportModelFailure(`SUPPORT_MODEL needs the package ${LIBRARY_NAME}, which does not load here. Install it again with "${INSTALL_COMMAND}"`, { cause });
  }
}

function isInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve(LIBRARY_NAME);
    return true;
  } catch {
    return false;
  }
}
