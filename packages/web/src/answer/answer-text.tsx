import { createContext, memo, type RefObject, useCallback, useContext, useMemo, useRef } from 'react';
import { Block, type BlockProps, defaultRemarkPlugins, parseMarkdownIntoBlocks, Streamdown, type StreamdownProps } from 'streamdown';
import { annotate, type AnnotateOptions } from './annotate.js';
import { useAnswer } from './answer-context.js';
import { ANSWER_ELEMENTS } from './answer-elements.js';
import { showableLength } from './hold-back.js';
import { lineBreaks } from './line-breaks.js';
import { plainMarkdown } from './plain-markdown.js';

type Plugins = NonNullable<StreamdownProps['remarkPlugins']>;

const REMARK: Plugins = [...(defaultRemarkPlugins['gfm'] === undefined ? [] : [defaultRemarkPlugins['gfm']]), plainMarkdown];
/** Markdown that is half there is completed; HTML is text here, so none of it is cut away. */
const COMPLETION = { htmlTags: false, links: true, images: false };

/** Where the blocks that are drawn begin in the text. */
const BlockStarts = createContext<RefObject<readonly number[]>>({ current: [] });

interface AnswerTextProps {
  text: string;
  /** It is all there, and its claims are known. */
  complete: boolean;
}

/**
 * An answer as Markdown. What arrives is hostile: no HTML, no pictures, no links but to the answer's own sources. While it
 * arrives only its last block is parsed again, and a block of which a claim is settled; nothing is drawn anew at its end.
 */
export const AnswerText = memo(function AnswerText({ text, complete }: AnswerTextProps) {
  const starts = useRef<readonly number[]>([]);
  // Streamdown cuts the text into blocks as it grows; where they begin is known then, and need not be found again for claims.
  const cut = useCallback((markdown: string) => {
    const blocks = parseMarkdownIntoBlocks(markdown);
    starts.current = startsOf(blocks);
    return blocks;
  }, []);
  return (
    <BlockStarts.Provider value={starts}>
      <Streamdown
        className="answer-text"
        components={ANSWER_ELEMENTS}
        remarkPlugins={REMARK}
        remend={COMPLETION}
        controls={false}
        parseIncompleteMarkdown={!complete}
        BlockComponent={ClaimedBlock}
        parseMarkdownIntoBlocksFn={cut}
        // Streamdown looks at its text and at attributes like this one to see whether it must draw anew.
        {...(complete ? { 'data-complete': 'true' } : {})}
      >
        {complete ? text : text.slice(0, showableLength(text))}
      </Streamdown>
    </BlockStarts.Provider>
  );
});

/** A block of an answer, with its markers and the claims in it that are settled. It is parsed again only when these change. */
function ClaimedBlock(props: BlockProps) {
  const { complete, claims, citations } = useAnswer();
  const starts = useContext(BlockStarts).current;
  const from = starts[props.index] ?? 0;
  const to = starts[props.index + 1] ?? Number.POSITIVE_INFINITY;
  const own = claims.flatMap(({ start, end }, index) => (start < to && end > from ? [{ index, start, end }] : []));
  // While it arrives, the source of a marker may be told later than the marker.
  const numbers = complete && namesUnknownSource(props.content, citations) ? [...citations.keys()] : null;
  const key = JSON.stringify({ from: own.length === 0 ? 0 : from, claims: own, numbers } satisfies AnnotateOptions);
  const rehypePlugins = useMemo((): Plugins => [[annotate, JSON.parse(key) as AnnotateOptions], lineBreaks], [key]);
  return <Block {...props} rehypePlugins={rehypePlugins} />;
}

function namesUnknownSource(text: string, citations: ReadonlyMap<number, unknown>): boolean {
  return [...text.matchAll(/\[(\d{1,3})\]/g)].some(([, number]) => !citations.has(Number(number)));
}

/** The blocks joined are the text, so a block begins where those before it end. */
function startsOf(blocks: readonly string[]): number[] {
  let at = 0;
  return blocks.map(({ length }) => {
    at += length;
    return at - length;
  });
}
