import type { LibraryResponse } from '@groundwire/protocol';
import { useCallback, useDeferredValue, useEffect, useState } from 'react';
import { SidePanel } from '../panel/side-panel.js';
import { server } from '../server.js';
import { firstPages } from '../shell/first-pages.js';
import { useFetched } from '../shell/use-fetched.js';
import { DocumentList } from './document-list.js';
import { holdingsWords } from './holdings-words.js';
import { type OpenedDocument, OpenDocument } from './open-document.js';
import { PassageList } from './passage-list.js';
import { UploadArea } from './upload-area.js';

const PAGE = 50;
/** As many as the server gives at once. */
const MOST = 200;

/** The reader's own documents: adding, finding, opening and removing them. */
export function LibraryPage() {
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(PAGE);
  const [opened, setOpened] = useState<OpenedDocument | null>(null);
  const query = useDeferredValue(wanted.trim());
  const library = useFetched(() => firstPages(shown, MOST, (limit, offset) => server.library.list({ limit, offset })), [shown]);
  const { again } = library;
  const indexed = useCallback(() => again(), [again]);
  useEffect(() => {
    document.title = 'Library · Groundwire';
  }, []);
  const remove = async (document_id: string) => {
    await server.library.remove(document_id);
    again();
  };
  return (
    <div className={opened === null ? '' : 'chat-beside'}>
      <div className="view flex flex-col gap-6">
        <h1 className="view-title">Library</h1>
        <UploadArea onIndexed={indexed} />
        <input type="search" className="search" aria-label="Search in the library" placeholder="Search in the library" value={wanted} onChange={({ target }) => setWanted(target.value)} />
        {query !== '' && <PassageList query={query} onOpen={setOpened} />}
        {query === '' && library.state === 'there' && <Holdings pages={library.value} onOpen={(document_id) => setOpened({ document_id, quote: null })} onRemove={remove} onMore={() => setShown(shown + PAGE)} />}
        {library.state === 'failed' && <p className="failure">{library.reason}</p>}
      </div>
      {opened !== null && (
        <SidePanel title="Document" onClose={() => setOpened(null)}>
          <OpenDocument key={opened.document_id} opened={opened} />
        </SidePanel>
      )}
    </div>
  );
}

interface HoldingsProps {
  pages: readonly LibraryResponse[];
  onOpen: (document_id: string) => void;
  onRemove: (document_id: string) => Promise<void>;
  onMore: () => void;
}

function Holdings({ pages, onOpen, onRemove, onMore }: HoldingsProps) {
  const last = pages.at(-1);
  if (last === undefined) return null;
  const { collections, has_more } = last;
  return (
    <>
      <p className="text-sm text-quiet">{holdingsWords(collections)}</p>
      <DocumentList documents={pages.flatMap(({ documents }) => documents)} onOpen={onOpen} onRemove={onRemove} />
      {has_more && (
        <button type="button" className="quiet-button self-center" onClick={onMore}>
          Show more
        </button>
      )}
    </>
  );
}
