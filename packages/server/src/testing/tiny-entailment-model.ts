import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A real entailment model of five operations, in the form in which such models are published: `config.json`, tokenizer and
 * `onnx/model.onnx`. It says "contradiction" when a "not" stands in what it reads, else "entailment". Written byte by byte, so that no
 * model file lies in the repository.
 */
const WORDS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'not', 'water', 'boils', 'at', '100', 'degrees', 'ice', 'is', 'solid'];
const NOT = WORDS.indexOf('not');

/** The labels of the model, in the order of its outputs. */
const LABELS = ['entailment', 'neutral', 'contradiction'];
/** Scores without a "not", and what each "not" adds. */
const BASE = [4, 0, -4];
const PER_NOT = [-8, 0, 8];

/** Writes the model into a folder, which is made. */
export function writeTinyEntailmentModel(folder: string): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  write('config.json', { architectures: ['BertForSequenceClassification'], model_type: 'bert', id2label: Object.fromEntries(LABELS.map((label, index) => [index, label])), label2id: Object.fromEntries(LABELS.map((label, index) => [label, index])), pad_token_id: 0 });
  write('tokenizer_config.json', { tokenizer_class: 'BertTokenizer', do_lower_case: true, model_max_length: 512, pad_token: '[PAD]', unk_token: '[UNK]', cls_token: '[CLS]', sep_token: '[SEP]' });
  write('tokenizer.json', tokenizer());
  writeFileSync(join(folder, 'onnx', 'model.onnx'), onnxModel());
}

function tokenizer(): unknown {
  const special = (content: string, id: number) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true });
  const piece = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } });
  const sequence = (id: 'A' | 'B', type_id: number) => ({ Sequence: { id, type_id } });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: WORDS.slice(0, 4).map(special),
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [piece('[CLS]', 0), sequence('A', 0), piece('[SEP]', 0)],
      pair: [piece('[CLS]', 0), sequence('A', 0), piece('[SEP]', 0), sequence('B', 1), piece('[SEP]', 1)],
      special_tokens: Object.fromEntries(['[CLS]', '[SEP]'].map((token) => [token, { id: token, ids: [WORDS.indexOf(token)], tokens: [token] }])),
    },
    decoder: null,
    model: { type: 'WordLevel', vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])), unk_token: '[UNK]' },
  };
}

/** Element types of ONNX. */
const FLOAT = 1;
const INT64 = 7;

/** logits = (how many input ids are "not") × PER_NOT + BASE. */
function onnxModel(): Buffer {
  const graph = message(
    field(1, node('Equal', ['input_ids', 'not_id'], 'is_not')),
    field(1, node('Cast', ['is_not'], 'as_float', [attributeInt('to', FLOAT)])),
    field(1, node('ReduceSum', ['as_float', 'axes'], 'nots', [attributeInt('keepdims', 1)])),
    field(1, node('MatMul', ['nots', 'per_not'], 'weighed')),
    field(1, node('Add', ['weighed', 'base'], 'logits')),
    field(2, text('tiny_entailment')),
    field(5, int64Tensor('not_id', [1], [NOT])),
    field(5, int64Tensor('axes', [1], [1])),
    field(5, floatTensor('per_not', [1, 3], PER_NOT)),
    field(5, floatTensor('base', [3], BASE)),
    field(11, valueInfo('input_ids', INT64, ['batch', 'length'])),
    field(11, valueInfo('attention_mask', INT64, ['batch', 'length'])),
    field(12, valueInfo('logits', FLOAT, ['batch', 3])),
  );
  return message(number(1, 8), field(8, message(field(1, text('')), number(2, 13))), field(7, graph));
}

function node(operation: string, inputs: string[], output: string, attributes: Buffer[] = []): Buffer {
  return message(...inputs.map((input) => field(1, text(input))), field(2, text(output)), field(3, text(output)), field(4, text(operation)), ...attributes.map((attribute) => field(5, attribute)));
}

function attributeInt(name: string, value: number): Buffer {
  return message(field(1, text(name)), number(3, value), number(20, 2));
}

function int64Tensor(name: string, dimensions: number[], values: number[]): Buffer {
  const raw = Buffer.alloc(8 * values.length);
  values.forEach((value, index) => raw.writeBigInt64LE(BigInt(value), 8 * index));
  return message(...dimensions.map((dimension) => number(1, dimension)), number(2, INT64), field(8, text(name)), field(9, raw));
}

function floatTensor(name: string, dimensions: number[], values: number[]): Buffer {
  const raw = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => raw.writeFloatLE(value, 4 * index));
  return message(...dimensions.map((dimension) => number(1, dimension)), number(2, FLOAT), field(8, text(name)), field(9, raw));
}

function valueInfo(name: string, type: number, dimensions: Array<string | number>): Buffer {
  const shape = message(...dimensions.map((dimension) => field(1, typeof dimension === 'number' ? message(number(1, dimension)) : message(field(2, text(dimension))))));
  return message(field(1, text(name)), field(2, message(field(1, message(number(1, type), field(2, shape))))));
}

/** Protocol Buffers: a message is its fields one behind the other; a field is its number and kind, then its value. */
function message(...fields: Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function field(id: number, value: Buffer): Buffer {
  return Buffer.concat([varint(id * 8 + 2), varint(value.length), value]);
}

function number(id: number, value: number): Buffer {
  return Buffer.concat([varint(id * 8), varint(value)]);
}

function text(value: string): Buffer {
  return Buffer.from(value, 'utf8');
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}
