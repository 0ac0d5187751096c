import { useCallback, useDeferredValue, useEffect, useState } from 'react';
import { SidePanel } from '../panel/side-panel.js';
import { server } from '../server.js';
import { useFetched } from '../shell/use-fetched.js';
import { counted } from '../words.js';
import { DocumentList } from './document-list.js';
import { type OpenedDocument, OpenDocument } from './open-document.js';
import { PassageList } from './passage-list.js';
import { UploadArea } from './upload-area.js';

const PAGE = 50;

/** The reader's own documents: adding, finding, opening and removing them. */
export function LibraryPage() {
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(PAGE);
  const [opened, setOpened] = useState<OpenedDocument | null>(null);
  const query = useDeferredValue(wanted.trim());
  const library = useFetched(() => server.library.list({ limit: Math.min(shown, 200) }), [shown]);
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
        {query === '' && library.state === 'there' && (
          <>
            <p className="text-sm text-quiet">{holdings(library.value.total_count, library.value.collections.every(({ builtin, documents }) => builtin || documents === 0))}</p>
            <DocumentList documents={library.value.documents} onOpen={(document_id) => setOpened({ document_id, quote: null })} onRemove={remove} />
            {library.value.has_more && shown < 200 && (
              <button type="button" className="quiet-button self-center" onClick={() => setShown(shown + PAGE)}>
                Show more
              </button>
            )}
          </>
        )}
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

function holdings(total: number, ownOnly: boolean): string {
  if (total === 0) return 'The library is empty.';
  return ownOnly ? `Your library is empty. Until you add documents, questions are answered from Groundwire's own documentation (${counted(total, 'page')}).` : counted(total, 'document');
}
