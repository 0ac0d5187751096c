/** The barest page that shows a growing answer with Streamdown as it comes: one state, one token a time. */
import { createElement, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Streamdown } from 'streamdown';

const { tokens, paceMs } = (globalThis as unknown as { answer: { tokens: string[]; paceMs: number } }).answer;

function Page() {
  const [text, setText] = useState('');
  useEffect(() => {
    Object.assign(globalThis, {
      begin: () => {
        let at = 0;
        const timer = setInterval(() => {
          const token = tokens[at];
          at += 1;
          if (token !== undefined) return setText((before) => before + token);
          clearInterval(timer);
          document.title = 'done';
        }, paceMs);
      },
    });
  }, []);
  return createElement(Streamdown, null, text);
}

createRoot(document.getElementById('page') as HTMLElement).render(createElement(Page));
