const KEY = 'groundwire.session_id';

/** The session of this tab: kept over reloads, gone with the tab. Where storage is forbidden each load has its own. */
export function tabSessionId(): string {
  try {
    const kept = sessionStorage.getItem(KEY);
    if (kept !== null && /^[A-Za-z0-9._:-]{1,128}$/.test(kept)) return kept;
    const made = newSessionId();
    sessionStorage.setItem(KEY, made);
    return made;
  } catch {
    return newSessionId();
  }
}

function newSessionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `page_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
