import { useState } from 'react';

interface CopyButtonProps {
  label: string;
  className?: string;
  text: () => string;
}

const SHOWN_MS = 1600;

/** Copies a text and says so for a moment. */
export function CopyButton({ label, className, text }: CopyButtonProps) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    const copied = await copyText(text());
    setSaid(copied ? 'Copied' : 'Not copied: the browser forbids it');
    setTimeout(() => setSaid(null), SHOWN_MS);
  };
  return (
    <button type="button" className={className} onClick={() => void copy()}>
      {said ?? label}
    </button>
  );
}

/** False where the browser gives no access to the clipboard, as on plain HTTP. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
