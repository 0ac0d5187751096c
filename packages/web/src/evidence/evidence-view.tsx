import { Tabs } from 'radix-ui';
import { useEffect, useMemo, useRef } from 'react';
import { useAnswer } from '../answer/answer-context.js';
import type { ReadClaim } from '../answer/read-claims.js';
import type { FinalAnswer } from '../server.js';
import { EvidenceGrid } from './evidence-grid.js';
import { evidenceMap } from './evidence-map.js';
import { EvidenceTable } from './evidence-table.js';
import { TimeLineView } from './time-line-view.js';

interface EvidenceViewProps {
  answer: FinalAnswer;
  claims: readonly ReadClaim[];
}

/** Which source backs which statement: as a map, on a line of time, and as a table in words. */
export function EvidenceView({ answer, claims }: EvidenceViewProps) {
  const { openSource } = useAnswer();
  const map = useMemo(() => evidenceMap(claims, answer.citations), [claims, answer.citations]);
  const section = useRef<HTMLElement>(null);
  // It opens below its button, which may be at the end of what is in view.
  useEffect(() => {
    section.current?.focus({ preventScroll: true });
    section.current?.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
  }, []);
  return (
    <section ref={section} className="evidence" aria-label="Evidence map" tabIndex={-1}>
      <Tabs.Root defaultValue="map">
        <Tabs.List className="tabs" aria-label="Forms of the evidence map">
          <Tabs.Trigger className="tab" value="map">
            Map
          </Tabs.Trigger>
          <Tabs.Trigger className="tab" value="time">
            Time line
          </Tabs.Trigger>
          <Tabs.Trigger className="tab" value="table">
            Table
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="map">
          <EvidenceGrid map={map} onOpen={openSource} />
        </Tabs.Content>
        <Tabs.Content value="time">
          <TimeLineView citations={answer.citations} onOpen={(number) => openSource(number, null)} />
        </Tabs.Content>
        <Tabs.Content value="table">
          <EvidenceTable map={map} />
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}
