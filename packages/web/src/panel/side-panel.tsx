import { Dialog } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useState } from 'react';

interface SidePanelProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** From this width on it stands beside the answer, as in `style.css`. */
const BESIDE = '(min-width: 64rem)';

/**
 * A panel beside the answer, above it on a narrow screen. The answer stays usable: another marker shows another source here.
 * Escape closes it and gives the focus back to where it was.
 */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const [opener] = useState(() => document.activeElement);
  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    if (opener instanceof HTMLElement) opener.focus();
  };
  // The dialog leads Tab from its end to its beginning: right where it covers the answer, a trap where it stands beside.
  const letTabGo = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && matchMedia(BESIDE).matches) event.stopPropagation();
  };
  return (
    <Dialog.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Content className="side-panel" aria-describedby={undefined} onKeyDownCapture={letTabGo} onCloseAutoFocus={giveFocusBack} onInteractOutside={(event) => event.preventDefault()}>
          <div className="side-panel-head">
            <Dialog.Title className="text-sm font-semibold text-quiet">{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label="Close the panel">
              ✕
            </Dialog.Close>
          </div>
          <div className="side-panel-body">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
