import { countField, field, parseJson } from './json-shape.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { badResponse } from './model-failure.js';

/**
 * The vectors of an answer of `/embeddings`, in the order of the texts whatever order they came in, each of length 1. Throws
 * `LLM_BAD_RESPONSE` where one is missing, twice there, not numbers, or without a direction. Pure.
 */
export function readVectors(endpoint: ModelEndpoint, answer: string, count: number): Float32Array[] {
  const parsed = parseJson(answer);
  const data = parsed.ok ? field(parsed.value, 'data') : undefined;
  if (!Array.isArray(data)) throw badResponse(endpoint, parsed.ok ? 'its answer has no list of vectors' : 'its answer is not JSON');
  if (data.length !== count) throw badResponse(endpoint, `it gave ${data.length} vectors for ${count} texts`);
  const vectors = new Map<number, Float32Array>();
  for (const entry of data as unknown[]) {
    const index = countField(entry, 'index');
    if (index === null || index >= count || vectors.has(index)) throw badResponse(endpoint, 'its vectors are not numbered as the texts are');
    vectors.set(index, unitVector(endpoint, field(entry, 'embedding')));
  }
  return [...vectors].sort(([left], [right]) => left - right).map(([, vector]) => vector);
}

function unitVector(endpoint: ModelEndpoint, value: unknown): Float32Array {
  const numbers = Array.isArray(value) ? (value as unknown[]) : [];
  if (!numbers.every((number): number is number => typeof number === 'number')) throw badResponse(endpoint, 'a vector holds something that is no number');
  const length = Math.sqrt(numbers.reduce((sum, number) => sum + number * number, 0));
  if (!(length > 0 && Number.isFinite(length))) throw badResponse(endpoint, 'a vector has no direction');
  return Float32Array.from(numbers, (number) => number / length);
}
