import type { ModelSelection } from './models/select-model.js';
import type { CollectionSummary } from './sources/library/library.js';

/** What the server says when it is ready. Pure. */
export interface StartedState {
  url: string;
  model: ModelSelection;
  /** Or why the library can't be read. */
  collections: CollectionSummary[] | string;
  dataDir: string;
  /** The services that search the web, by name; empty where it is not searched. */
  search: string[];
}

/** The lines of the greeting. The first is also read by programs that wait for the server: keep its beginning. */
export function readyLines({ url, model, collections, dataDir, search }: StartedState): string[] {
  return [`Groundwire is ready: ${url}`, `  model    ${modelWords(model)}`, `  library  ${libraryWords(collections)}`, `  search   ${searchWords(search)}`, `  data     ${dataDir}`, 'Ctrl+C stops it.'];
}

function modelWords(model: ModelSelection): string {
  if (model.provider === 'extractive') return 'none: answers are taken word for word from the sources (MODEL_BASE_URL, OPENAI_API_KEY or ANTHROPIC_API_KEY choose a model)';
  return `${model.model} at ${new URL(model.baseUrl).host} (${/^[A-Z_]+$/.test(model.chosenBy) ? `by ${model.chosenBy}` : `${model.chosenBy}; MODEL=none writes without it`})`;
}

function libraryWords(collections: CollectionSummary[] | string): string {
  if (typeof collections === 'string') return `OUT OF ORDER: ${collections}`;
  const own = collections.filter(({ builtin, documents }) => !builtin && documents > 0);
  const count = new Intl.NumberFormat('en');
  const documents = own.reduce((sum, collection) => sum + collection.documents, 0);
  if (own.length > 0) return `${count.format(documents)} ${documents === 1 ? 'document' : 'documents'} in ${own.map(({ collection }) => collection).slice(0, 5).join(', ')}${own.length > 5 ? ', …' : ''}`;
  return "empty, so Groundwire's own documentation is searched (groundwire library add PATH adds yours)";
}

/** What goes where: whoever starts the server must not find out later that questions leave the machine. */
function searchWords(search: string[]): string {
  if (search.length === 0) return 'the library only (SEARCH=off)';
  return `the library, and on the web ${search.join(', ')}. A question that your documents don't answer is sent to those that suit it, without anything else of yours; pages that they name are fetched. SEARCH=off turns it off`;
}

/** A warning when others can reach a server that asks nobody who they are. */
export function openHostWarning(host: string): string {
  return `HOST=${host}: other machines can reach this server, and it has no login. Whoever reaches it can ask and read the library. Put it behind a proxy that checks who may, or set HOST=127.0.0.1`;
}
