import { type KeyboardEvent, type MouseEvent, type Ref, useLayoutEffect, useRef } from 'react';

/** Longest question that the server takes. */
const MOST_CHARACTERS = 500;
const MOST_HEIGHT = 220;

interface ComposerProps {
  value: string;
  onChange: (value: string) => void;
  onAsk: (question: string) => void;
  /** While an answer arrives, asking gives way to stopping. */
  running?: boolean;
  onStop?: () => void;
  placeholder: string;
  boxRef?: Ref<HTMLTextAreaElement>;
}

/** The box for a question: Enter asks, Shift+Enter breaks the line. */
export function Composer({ value, onChange, onAsk, running = false, onStop, placeholder, boxRef }: ComposerProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  const ask = () => {
    const question = value.trim();
    if (question !== '' && !running) onAsk(question);
  };
  const stop = ({ detail }: MouseEvent) => {
    onStop?.();
    // Pressed with a key: the focus would stay at a button that can't be used. A finger must not bring up the keyboard.
    if (detail === 0) own.current?.focus();
  };
  const keyDown = (event: KeyboardEvent) => {
    // While an input method composes (Japanese, Chinese, …), Enter only accepts the word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    ask();
  };
  useLayoutEffect(() => fit(own.current), [value]);
  const setBoth = (box: HTMLTextAreaElement | null) => {
    own.current = box;
    if (typeof boxRef === 'function') boxRef(box);
    else if (boxRef) boxRef.current = box;
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <label htmlFor="question" className="unseen">
        Your question
      </label>
      <textarea id="question" ref={setBoth} rows={1} maxLength={MOST_CHARACTERS} autoComplete="off" placeholder={placeholder} value={value} onChange={(event) => onChange(event.target.value)} onKeyDown={keyDown} />
      {running ? (
        <button type="button" className="main-button" onClick={stop}>
          Stop
        </button>
      ) : (
        <button type="submit" className="main-button" disabled={value.trim() === ''}>
          Ask
        </button>
      )}
    </form>
  );
}

function fit(box: HTMLTextAreaElement | null): void {
  if (box === null) return;
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight, MOST_HEIGHT)}px`;
}
