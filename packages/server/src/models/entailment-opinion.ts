import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Classifier, type EntailmentLibrary, LIBRARY_NAME, loadEntailmentLibrary, SupportModelFailure, type Tokenizer } from './entailment-library.js';
import type { Opinion, OpinionPair, SecondOpinion } from './second-opinion.js';

/** Pairs that are weighed at once; between batches an abort is heard. */
const BATCH = 8;
/** Longest pair, in tokens; the rest is cut off. */
const MAX_TOKENS = 512;
/** How likely "entailment" must be. Set by hand: no model was at hand to measure with. */
const FULL = 0.7;
const PARTIAL = 0.4;
/** And "contradiction". */
const CONTRADICTED = 0.7;

/** The files a model may be in, and what the library calls their number format; the smallest first. */
const FORMATS = [
  ['model_quantized.onnx', 'q8'],
  ['model_int8.onnx', 'int8'],
  ['model_fp16.onnx', 'fp16'],
  ['model.onnx', 'fp32'],
] as const;

/** The parts of a model folder that are looked at before anything is loaded. */
interface Folder {
  dtype: string;
  entailment: number;
  /** -1 where the model has no such label. */
  contradiction: number;
}

/**
 * Opens an entailment model: a folder as sentence-pair classifiers are published for this library, with `config.json`, `tokenizer.json`
 * and `onnx/model.onnx` or a smaller form of it. Nothing is ever downloaded. Rejects with `SupportModelFailure`.
 */
export async function openEntailmentOpinion(folder: string, load: () => Promise<EntailmentLibrary> = loadEntailmentLibrary): Promise<SecondOpinion> {
  const { dtype, entailment, contradiction } = readFolder(folder);
  const library = await load();
  library.env.allowRemoteModels = false;
  library.env.localModelPath = `${dirname(folder)}/`;
  const name = basename(folder);
  const { tokenizer, model } = await loadModel(library, name, dtype).catch((cause: unknown) => {
    throw new SupportModelFailure(`The model in ${folder} could not be loaded. It must be a sequence classifier in ONNX form that ${LIBRARY_NAME} can read; fetch its files again or set SUPPORT_MODEL to another folder`, { cause });
  });
  const weigh = async (pairs: readonly OpinionPair[]): Promise<Opinion[]> => {
    const inputs = tokenizer(pairs.map(({ passage }) => passage), { text_pair: pairs.map(({ claim }) => claim), padding: true, truncation: true, max_length: MAX_TOKENS });
    const { logits } = await model(inputs);
    return logits.tolist().map((row) => opinionOf(shares(row), entailment, contradiction));
  };
  return {
    name: `the entailment model “${name}”`,
    async judge(pairs, signal) {
      const opinions: Opinion[] = [];
      for (let at = 0; at < pairs.length; at += BATCH) {
        signal.throwIfAborted();
        opinions.push(...(await weigh(pairs.slice(at, at + BATCH))));
      }
      return opinions;
    },
  };
}

async function loadModel(library: EntailmentLibrary, name: string, dtype: string): Promise<{ tokenizer: Tokenizer; model: Classifier }> {
  const tokenizer = await library.AutoTokenizer.from_pretrained(name, { local_files_only: true });
  const model = await library.AutoModelForSequenceClassification.from_pretrained(name, { local_files_only: true, dtype });
  return { tokenizer, model };
}

/** Throws `SupportModelFailure` that names what is missing. */
function readFolder(folder: string): Folder {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new SupportModelFailure(`SUPPORT_MODEL names ${folder}, which is not a folder. Set it to the folder of an entailment model, to "llm", or to "off"`);
  for (const file of ['config.json', 'tokenizer.json']) if (!existsSync(join(folder, file))) throw new SupportModelFailure(`The folder ${folder} of SUPPORT_MODEL has no ${file}. Copy all files of the model there`);
  const format = FORMATS.find(([file]) => existsSync(join(folder, 'onnx', file)));
  if (format === undefined) throw new SupportModelFailure(`The folder ${folder} of SUPPORT_MODEL has none of ${FORMATS.map(([file]) => `onnx/${file}`).join(', ')}. Copy the model's ONNX file there`);
  const labels = labelsOf(folder);
  const entailment = labels.findIndex((label) => /^entail/i.test(label));
  if (entailment === -1) throw new SupportModelFailure(`The model in ${folder} is no entailment model: its config.json names no label "entailment". Set SUPPORT_MODEL to another folder`);
  return { dtype: format[1], entailment, contradiction: labels.findIndex((label) => /^contradict/i.test(label)) };
}

function labelsOf(folder: string): string[] {
  try {
    const { id2label = {} } = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as { id2label?: Record<string, string> };
    return Object.entries(id2label).sort(([left], [right]) => Number(left) - Number(right)).map(([, label]) => String(label));
  } catch (cause) {
    throw new SupportModelFailure(`The config.json in ${folder} can't be read. Copy the model's files again`, { cause });
  }
}

/** Softmax: from scores to shares of 1. */
function shares(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function opinionOf(likely: readonly number[], entailment: number, contradiction: number): Opinion {
  const backed = likely[entailment] ?? 0;
  if (backed >= FULL) return { support: 'full', contradicts: false };
  return { support: backed >= PARTIAL ? 'partial' : 'none', contradicts: (likely[contradiction] ?? 0) >= CONTRADICTED };
}
