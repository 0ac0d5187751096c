import { MAX_QUERY_LENGTH } from '@groundwire/protocol/limits';
import { type KeyboardEvent, type MouseEvent, type Ref, useLayoutEffect, useRef } from 'react';

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

/** The box for a question: Enter asks, Shift+Enter breaks the line. One that is too long for the server stays as it was typed, and is not asked. */
export function Composer({ value, onChange, onAsk, running = false, onStop, placeholder, boxRef }: ComposerProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  const question = value.trim();
  const excess = [...question].length - MAX_QUERY_LENGTH;
  const ask = () => {
    if (question !== '' && excess <= 0 && !running) onAsk(question);
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
      <textarea id="question" ref={setBoth} rows={1} autoComplete="off" aria-invalid={excess > 0} aria-describedby={excess > 0 ? 'question-limit' : undefined} placeholder={placeholder} value={value} onChange={(event) => onChange(event.target.value)} onKeyDown={keyDown} />
      {running ? (
        <button type="button" className="main-button" onClick={stop}>
          Stop
        </button>
      ) : (
        <button type="submit" className="main-button" disabled={question === '' || excess > 0}>
          Ask
        </button>
      )}
      {excess > 0 && (
        <p id="question-limit" className="question-limit" role="alert">
          A question may have {MAX_QUERY_LENGTH} characters<span aria-hidden="true">: this one is {excess} too long</span>
        </p>
      )}
    </form>
  );
}

function fit(box: HTMLTextAreaElement | null): void {
  if (box === null) return;
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight, MOST_HEIGHT)}px`;
}
