import type { ReactNode } from 'react';
import { httpAddress } from './own-address.js';

interface OutsideLinkProps {
  address: string | null;
  className?: string;
  children: ReactNode;
}

/** A link that leaves the page, or the plain text where the address is not http(s). */
export function OutsideLink({ address, className, children }: OutsideLinkProps) {
  const href = address === null ? null : httpAddress(address);
  if (href === null) return <span className={className}>{children}</span>;
  return (
    <a href={href} className={className} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
