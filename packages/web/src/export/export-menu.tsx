import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { FinalAnswer } from '../server.js';
import { copyText } from '../shell/copy-button.js';
import { answerMarkdown } from './answer-markdown.js';
import { bibtex } from './bibtex.js';
import { cslItems } from './csl-json.js';
import { fileName } from './file-name.js';

interface ExportMenuProps {
  question: string;
  answer: FinalAnswer;
}

const SAID_MS = 1600;

/** Takes an answer along, with its sources. All of it is made in the browser. */
export function ExportMenu({ question, answer }: ExportMenuProps) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    setSaid((await copyText(answerMarkdown(question, answer))) ? 'Copied' : 'Not copied: the browser forbids it');
    setTimeout(() => setSaid(null), SAID_MS);
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="action">{said ?? 'Copy or save'}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4}>
          <DropdownMenu.Item className="menu-item" onSelect={() => void copy()}>
            Copy as Markdown
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => save(fileName(question, 'md'), 'text/markdown', answerMarkdown(question, answer))}>
            Save as Markdown
          </DropdownMenu.Item>
          {answer.citations.length > 0 && (
            <>
              <DropdownMenu.Item className="menu-item" onSelect={() => save(fileName(question, 'bib'), 'application/x-bibtex', bibtex(answer.citations))}>
                Save sources as BibTeX
              </DropdownMenu.Item>
              <DropdownMenu.Item className="menu-item" onSelect={() => save(fileName(question, 'json'), 'application/json', `${JSON.stringify(cslItems(answer.citations), null, 2)}\n`)}>
                Save sources as CSL JSON
              </DropdownMenu.Item>
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function save(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
