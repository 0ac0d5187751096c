import { type ReactNode, useRef } from 'react';
import { CopyButton } from '../shell/copy-button.js';

/** Code of an answer, as it stands; long lines scroll sideways, also by keyboard. */
export function CodeBlock({ children }: { children?: ReactNode }) {
  const code = useRef<HTMLPreElement>(null);
  return (
    <div className="code-frame">
      <pre ref={code} tabIndex={0}>
        {children}
      </pre>
      <CopyButton className="code-copy" label="Copy code" text={() => code.current?.textContent ?? ''} />
    </div>
  );
}
