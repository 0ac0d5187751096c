import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { counted } from '../words.js';
import { chosenFiles, droppedFiles } from './dropped-files.js';
import { type Upload, uploadQueue } from './upload-queue.js';

/** Where files and folders are chosen, or dropped as is anywhere in the view, and how each of them fares. `onIndexed` is called when something new is in the library. */
export function UploadArea({ onIndexed }: { onIndexed: () => void }) {
  const uploads = useSyncExternalStore(subscribe, () => uploadQueue.uploads);
  const over = useDrops();
  const done = uploads.filter(({ state }) => state !== 'waiting' && state !== 'indexing').length;
  useEffect(() => uploadQueue.tidy(), []);
  useEffect(() => {
    if (done > 0) onIndexed();
  }, [done, onIndexed]);
  return (
    <section aria-label="Add documents">
      <div className={over ? 'drop drop-over' : 'drop'}>
        <p className="font-semibold">Drop files or a folder here</p>
        <p className="text-sm text-quiet">Markdown, text, HTML, PDF and Word, up to 20 MB each</p>
        <p className="mt-3 flex justify-center gap-2">
          <FileButton label="Choose files" folder={false} onFiles={(files) => uploadQueue.add(chosenFiles(files))} />
          <FileButton label="Choose a folder" folder onFiles={(files) => uploadQueue.add(chosenFiles(files))} />
        </p>
      </div>
      {uploads.length > 0 && <UploadList uploads={uploads} done={done} />}
    </section>
  );
}

const subscribe = (listener: () => void) => uploadQueue.subscribe(listener);

/** Takes what is dropped, wherever that is: beside the place meant for it, a browser would open the file instead of the page. Gives whether files are over the page. */
function useDrops(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hover = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setOver(false);
      void droppedFiles(event.dataTransfer.items).then((files) => uploadQueue.add(files));
    };
    const listeners = [['dragover', hover], ['dragleave', leave], ['drop', drop]] as const;
    for (const [type, listener] of listeners) addEventListener(type, listener);
    return () => {
      for (const [type, listener] of listeners) removeEventListener(type, listener);
    };
  }, []);
  return over;
}

function FileButton({ label, folder, onFiles }: { label: string; folder: boolean; onFiles: (files: FileList) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="quiet-button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={label}
        {...(folder ? { webkitdirectory: '' } : { accept: '.md,.markdown,.txt,.text,.html,.htm,.xhtml,.pdf,.docx' })}
        onChange={({ target }) => {
          if (target.files !== null) onFiles(target.files);
          target.value = '';
        }}
      />
    </>
  );
}

const STATE_WORDS: Record<Upload['state'], string> = { waiting: 'waiting', indexing: 'indexing …', added: 'added', updated: 'replaced', unchanged: 'there already', failed: 'not added' };

function UploadList({ uploads, done }: { uploads: readonly Upload[]; done: number }) {
  const failed = uploads.filter(({ state }) => state === 'failed').length;
  return (
    <div className="mt-4 text-sm">
      <p role="status">
        {done < uploads.length ? `Indexing: ${done} of ${counted(uploads.length, 'file')}` : `${counted(done - failed, 'file')} indexed`}
        {failed > 0 && `, ${failed} not added`}
      </p>
      <progress className="progress-bar" max={uploads.length} value={done} aria-label="Files indexed" />
      <ul className="upload-list">
        {uploads.map(({ key, name, state, reason }) => (
          <li key={key} className={`upload upload-${state}`}>
            <span className="truncate">{name}</span>
            <span className="shrink-0">{STATE_WORDS[state]}</span>
            {reason !== null && <span className="source-reason ps-0!">{reason}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
