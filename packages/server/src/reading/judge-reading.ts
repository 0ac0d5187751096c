import { type AddressPolicy, hostOf, judgeUrl, portOf, WEB_PORTS } from './address-policy.js';
import { checkedAddresses, type Lookup } from './guarded-connector.js';

/**
 * What becomes of an address before a socket would open: the two steps that every read goes through, the judgement of the
 * address (`judgeUrl`) and the look-up with its check (`checkedAddresses`). For measuring them.
 */
export async function judgeReading(address: string, lookup: Lookup, policy: AddressPolicy = { ports: WEB_PORTS, allowed: [] }): Promise<{ ok: boolean; reason: string | null }> {
  const judged = judgeUrl(address, policy);
  if (!judged.ok) return { ok: false, reason: judged.reason };
  try {
    await checkedAddresses(hostOf(judged.url), portOf(judged.url), policy, lookup);
    return { ok: true, reason: null };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
