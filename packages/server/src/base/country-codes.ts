/** ISO 3166-1 codes of countries, from codes or English names. Names come from the runtime's copy of the Unicode CLDR. Pure. */

const OTHER_NAMES: Readonly<Record<string, string>> = {
  usa: 'US', 'united states of america': 'US', america: 'US', uk: 'GB', 'great britain': 'GB', britain: 'GB', england: 'GB', scotland: 'GB', wales: 'GB',
  turkey: 'TR', 'czech republic': 'CZ', holland: 'NL', 'ivory coast': 'CI', 'cape verde': 'CV', burma: 'MM', myanmar: 'MM', uae: 'AE', korea: 'KR',
  'hong kong': 'HK', macao: 'MO', palestine: 'PS', 'bosnia and herzegovina': 'BA', 'democratic republic of the congo': 'CD', 'republic of the congo': 'CG',
};

let codesByName: ReadonlyMap<string, string> | null = null;

/** The codes of those countries that are known, in order, each once. */
export function countryCodes(countries: readonly string[]): string[] {
  return [...new Set(countries.flatMap((country) => countryCode(country) ?? []))];
}

/** Null where the standard has no such country. */
export function countryCode(country: string): string | null {
  codesByName ??= readNames();
  const [name, code] = [country.trim().toLowerCase(), country.trim().toUpperCase()];
  const byName = OTHER_NAMES[name] ?? codesByName.get(name);
  return byName ?? ([...codesByName.values()].includes(code) ? code : null);
}

/** English name of a country by its code. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code;
}

function readNames(): ReadonlyMap<string, string> {
  const display = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const names = new Map<string, string>();
  for (const first of letters) {
    for (const second of letters) {
      const code = `${first}${second}`;
      const name = display.of(code);
      // Withdrawn codes and aliases (`UK`, `BU`) lead to the one in use; `EU`, `UN`, `XK`… are no countries of the standard.
      if (name === undefined || new Intl.Locale(`und-${code}`).region !== code || /^(?:EU|EZ|UN|ZZ|QO|X[A-JL-Z]|A[C]|CP|DG|EA|IC|TA)$/.test(code)) continue;
      names.set(name.toLowerCase(), code);
      names.set(name.toLowerCase().replace(' & ', ' and '), code);
    }
  }
  return names;
}
