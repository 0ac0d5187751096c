import { memo, useMemo } from 'react';
import { Block, type BlockProps, defaultRemarkPlugins, parseMarkdownIntoBlocks, Streamdown, type StreamdownProps } from 'streamdown';
import { annotate } from './annotate.js';
import { useAnswer } from './answer-context.js';
import { ANSWER_ELEMENTS } from './answer-elements.js';
import { showableLength } from './hold-back.js';
import { plainMarkdown } from './plain-markdown.js';

type Plugins = NonNullable<StreamdownProps['remarkPlugins']>;

const REMARK: Plugins = [...(defaultRemarkPlugins['gfm'] === undefined ? [] : [defaultRemarkPlugins['gfm']]), plainMarkdown];
const WHILE_WRITTEN: Plugins = [[annotate, { from: 0, claims: [], numbers: null }]];
/** Markdown that is half there is completed; HTML is text here, so none of it is cut away. */
const COMPLETION = { htmlTags: false, links: true, images: false };

interface AnswerTextProps {
  text: string;
  /** It is all there, and its claims are known. */
  complete: boolean;
}

/**
 * An answer as Markdown. What arrives is hostile: no HTML, no pictures, no links but to the answer's own sources. While it
 * arrives only its last block is parsed again; at its end each block gets the claims that lie in it.
 */
export const AnswerText = memo(function AnswerText({ text, complete }: AnswerTextProps) {
  const shown = complete ? text : text.slice(0, showableLength(text));
  return (
    <Streamdown
      // Streamdown looks at its text alone to see whether it must draw anew.
      key={complete ? 'complete' : 'arriving'}
      className="answer-text"
      components={ANSWER_ELEMENTS}
      remarkPlugins={REMARK}
      rehypePlugins={WHILE_WRITTEN}
      remend={COMPLETION}
      controls={false}
      parseIncompleteMarkdown={!complete}
      {...(complete ? { BlockComponent: ClaimedBlock, 'data-complete': 'true' } : {})}
    >
      {shown}
    </Streamdown>
  );
});

/** A block of a complete answer, with its claims and markers. */
function ClaimedBlock(props: BlockProps) {
  const { answer, claims, citations } = useAnswer();
  const rehypePlugins = useMemo((): Plugins => {
    const from = startOfBlock(answer, props.index);
    const ranges = claims.map(({ start, end }) => ({ start, end }));
    return [[annotate, { from, claims: ranges, numbers: [...citations.keys()] }]];
  }, [answer, claims, citations, props.index]);
  return <Block {...props} rehypePlugins={rehypePlugins} />;
}

/** The blocks joined are the answer, so a block begins where those before it end. */
function startOfBlock(answer: string, index: number): number {
  return parseMarkdownIntoBlocks(answer)
    .slice(0, index)
    .reduce((length, block) => length + block.length, 0);
}
