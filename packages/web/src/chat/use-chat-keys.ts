import { useEffect } from 'react';

interface ChatKeys {
  onStop: () => void;
  onUnsupported: () => void;
}

/** Escape stops; U lists what is not backed, where nobody is writing. Whatever is open in front takes its keys first. */
export function useChatKeys({ onStop, onUnsupported }: ChatKeys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key === 'Escape') onStop();
      else if (event.key.toLowerCase() === 'u' && !isWriting(event.target)) onUnsupported();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}

export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
