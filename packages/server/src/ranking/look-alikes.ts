/**
 * Letters of other alphabets that look like Latin ones, as whoever hides a word from a filter uses them: Cyrillic, Greek, Armenian,
 * small capitals. Only what a reader takes for the same letter; capitals and small letters by themselves, since "Н" looks like
 * an H and "н" like nothing Latin. Compatibility forms (full width, mathematical) are left to normalisation.
 */
const PAIRS = `аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl ԛq ԝw ѵv кk мm тt ґr АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ԌG Ԛq ԜW ЗZ
  αa εe ηn ιi κk νv οo ρp τt υu χx ωw γy ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX
  օo սu ոn հh ցg յj զq ɑa ɡg ıi ɩi ǀl ƖI ʟl ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz`;
const LATIN: ReadonlyMap<string, string> = new Map(PAIRS.trim().split(/\s+/).map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]));
const ANY = new RegExp(`[${[...LATIN.keys()].join('')}]`, 'gu');

/** May a text hide Latin words behind letters that only look like them? It has both kinds, or small capitals. */
export function mixesLookAlikes(text: string): boolean {
  return text.search(ANY) !== -1 && /[A-Za-z\u0250-\u02af\u1d00-\u1d7f\ua730\ua731]/.test(text);
}

/** The text with all of them made Latin. */
export function asLatin(text: string): string {
  return text.replace(ANY, (letter) => LATIN.get(letter) ?? letter);
}
