import { type MouseEvent, useState } from 'react';

interface ConfirmButtonProps {
  /** `Remove`, `Delete`: what it does. */
  verb: string;
  /** What it does that to, for those who do not see the row that it stands in. */
  thing: string;
  /** Rejects where it could not be done. */
  onConfirm: () => Promise<void>;
}

/**
 * A button for what can't be taken back, at the end of a row: asks once more, says why it failed, and when its row goes hands the focus to
 * a row beside it.
 */
export function ConfirmButton({ verb, thing, onConfirm }: ConfirmButtonProps) {
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const press = async ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    if (!asked) return setAsked(true);
    const row = currentTarget.closest('li');
    const near = row?.nextElementSibling ?? row?.previousElementSibling;
    try {
      await onConfirm();
      (near?.querySelector<HTMLElement>('button, a') ?? document.querySelector<HTMLElement>('[type=search]'))?.focus();
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : String(thrown));
    }
    setAsked(false);
  };
  return (
    <>
      <button type="button" className={asked ? 'quiet-button danger' : 'quiet-button'} aria-label={asked ? `Really ${verb.toLowerCase()} ${thing}?` : `${verb} ${thing}`} onBlur={() => setAsked(false)} onClick={(event) => void press(event)}>
        {asked ? `Really ${verb.toLowerCase()}?` : verb}
      </button>
      {failure !== null && (
        <p className="failure basis-full" role="alert">
          {failure}
        </p>
      )}
    </>
  );
}
