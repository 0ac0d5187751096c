/**
 * Decimal digits of every script, as writers put them into markers: `[１]`, `[٣]`, `[𝟏]`. Pure.
 */

const DECIMAL_DIGIT = /^\p{Nd}/u;

/** How many UTF-16 units the decimal digit at `at` has (1 or 2); 0 where none stands. */
export function digitLength(text: string, at: number): 0 | 1 | 2 {
  const code = text.codePointAt(at);
  if (code === undefined) return 0;
  if (code < 0x80) return code >= 0x30 && code <= 0x39 ? 1 : 0;
  if (!DECIMAL_DIGIT.test(String.fromCodePoint(code))) return 0;
  return code > 0xffff ? 2 : 1;
}

/** The number that decimal digits of any script write; `digits` must hold nothing else. */
export function decimalValue(digits: string): number {
  let ascii = '';
  for (const digit of digits) ascii += digitValue(digit.codePointAt(0) ?? 0);
  return Number(ascii);
}

/**
 * The decimal digits of a script stand together, in the order of their values (The Unicode Standard, section 4.6), and
 * where several sets touch, each has ten: the place in the run, modulo ten, is the value.
 */
function digitValue(code: number): number {
  let first = code;
  while (first > 0 && DECIMAL_DIGIT.test(String.fromCodePoint(first - 1))) first--;
  return (code - first) % 10;
}
