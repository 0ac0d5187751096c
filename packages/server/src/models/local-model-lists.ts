import { z } from 'zod';

/**
 * What local model servers say of their models, read strictly: whoever answers on a usual port in another form is another program.
 * Ollama: https://docs.ollama.com/api/tags; llama.cpp: tools/server/README.md of its repository; LM Studio:
 * https://lmstudio.ai/docs/developer/rest/endpoints. Pure.
 */
export interface LocalModel {
  name: string;
  /** It can hold a conversation; false for models that only embed, rank or hear. */
  chats: boolean;
  /** It is in memory, so that its first word comes soon. */
  loaded: boolean;
  /** When it was pulled or changed, in milliseconds since the Unix epoch; 0 where nobody says. */
  changedAt: number;
}

const ollamaModel = z.object({ name: z.string().min(1), digest: z.string(), modified_at: z.string(), details: z.object({ family: z.string() }) });
const ollamaTags = z.object({ models: z.array(ollamaModel) });
const ollamaRunning = z.object({ models: z.array(z.object({ name: z.string() })) });
const llamaHealth = z.object({ status: z.literal('ok') });
const llamaModels = z.object({ object: z.literal('list'), data: z.array(z.object({ id: z.string().min(1), owned_by: z.literal('llamacpp') })).min(1) });
const studioModels = z.object({ object: z.literal('list'), data: z.array(z.object({ id: z.string().min(1), type: z.string(), state: z.enum(['loaded', 'not-loaded']) })) });
const plainModels = z.object({ object: z.literal('list'), data: z.array(z.object({ id: z.string().min(1), owned_by: z.literal('organization_owner') })) });

/** `tags` of `/api/tags`, `running` of `/api/ps`. Null: this is not Ollama. */
export function ollamaModels(tags: unknown, running: unknown): LocalModel[] | null {
  const read = ollamaTags.safeParse(tags);
  if (!read.success) return null;
  const inMemory = new Set(ollamaRunning.safeParse(running).data?.models.map(({ name }) => name) ?? []);
  return read.data.models.map(({ name, modified_at, details }) => ({ name, chats: chatsBy(name) && !/bert|clip$/i.test(details.family), loaded: inMemory.has(name), changedAt: Date.parse(modified_at) || 0 }));
}

/** `health` of `/health`, `models` of `/v1/models`. A server has one model, in memory. */
export function llamaCppModels(health: unknown, models: unknown): LocalModel[] | null {
  const read = llamaModels.safeParse(models);
  if (!read.success || !llamaHealth.safeParse(health).success) return null;
  return read.data.data.map(({ id }) => ({ name: id, chats: chatsBy(id), loaded: true, changedAt: 0 }));
}

/** `native` of `/api/v0/models`, `plain` of `/v1/models`, which all versions have. */
export function lmStudioModels(native: unknown, plain: unknown): LocalModel[] | null {
  const read = studioModels.safeParse(native);
  if (read.success) return read.data.data.map(({ id, type, state }) => ({ name: id, chats: type === 'llm' || type === 'vlm', loaded: state === 'loaded', changedAt: 0 }));
  return plainModels.safeParse(plain).data?.data.map(({ id }) => ({ name: id, chats: chatsBy(id), loaded: false, changedAt: 0 })) ?? null;
}

/** Names of models that do something else than talk; lists without a kind leave nothing but the name. */
const NO_TALK = /embed|(?:^|[-_/.:])(?:bge|gte|e5|minilm|all-mini|jina|arctic|mxbai|nomic|paraphrase|rerank(?:er)?|colbert|whisper|tts|bark|clip|moondream|sdxl|flux)(?:[-_/.:\d]|$)/i;

function chatsBy(name: string): boolean {
  return !NO_TALK.test(name);
}

/** Made for something else, though they talk. */
const SPECIAL = /cod(?:e|er|ing)|math|vision|llava|-vl\b|[-_]vl[-_]|guard|sql|ocr|translat/i;

/**
 * The model to write with: the one that is wanted, else one that talks, rather in memory than not, rather made for anything than for
 * one thing, and the newest of those. Null where there is none. `:latest` goes without saying, as Ollama has it.
 */
export function chooseLocalModel(models: readonly LocalModel[], wanted: string | undefined): string | null {
  if (wanted !== undefined) return models.find(({ name }) => name === wanted || name === `${wanted}:latest`)?.name ?? null;
  const preference = ({ name, loaded, changedAt }: LocalModel) => [loaded ? 0 : 1, SPECIAL.test(name) ? 1 : 0, -changedAt] as const;
  const talking = models.filter(({ chats }) => chats);
  return talking.toSorted((left, right) => compare(preference(left), preference(right)))[0]?.name ?? null;
}

function compare(left: readonly number[], right: readonly number[]): number {
  return left.map((value, index) => value - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
