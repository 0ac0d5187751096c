import { type DragEvent, useEffect, useMemo, useRef, useState } from 'react';
import { counted } from '../words.js';
import { chosenFiles, droppedFiles } from './dropped-files.js';
import { type Upload, UploadQueue } from './upload-queue.js';

/** Where files and folders are dropped or chosen, and how each of them fares. `onIndexed` is called when something new is in the library. */
export function UploadArea({ onIndexed }: { onIndexed: () => void }) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [over, setOver] = useState(false);
  const queue = useMemo(() => new UploadQueue(setUploads), []);
  const done = uploads.filter(({ state }) => state !== 'waiting' && state !== 'indexing').length;
  useEffect(() => {
    if (done > 0) onIndexed();
  }, [done, onIndexed]);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    queue.add(await droppedFiles(event.dataTransfer.items));
  };
  return (
    <section aria-label="Add documents">
      <div
        className={over ? 'drop drop-over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => void drop(event)}
      >
        <p className="font-semibold">Drop files or a folder here</p>
        <p className="text-sm text-quiet">Markdown, text, HTML, PDF and Word, up to 20 MB each</p>
        <p className="mt-3 flex justify-center gap-2">
          <FileButton label="Choose files" folder={false} onFiles={(files) => queue.add(chosenFiles(files))} />
          <FileButton label="Choose a folder" folder onFiles={(files) => queue.add(chosenFiles(files))} />
        </p>
      </div>
      {uploads.length > 0 && <UploadList uploads={uploads} done={done} />}
    </section>
  );
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
