import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { joinWrapped, removeInvisible } from './clean-text.js';
import { DocumentBuilder, UNTITLED } from './document-builder.js';
import { addHtmlFragment, type ExtractOptions } from './extract-html.js';
import { addPlainText } from './extract-text.js';
import type { BlockKind, ExtractedDocument } from './extracted-document.js';
import { splitFrontMatter } from './front-matter.js';
import { markdownChunks } from './markdown-chunks.js';
import { imageReferenceText, linkText, referenceText, withoutMissingReferences } from './markdown-references.js';

type Root = ReturnType<typeof fromMarkdown>;
type MarkdownNode = Root['children'][number];
type Table = Extract<MarkdownNode, { type: 'table' }>;

/**
 * A Markdown document (CommonMark and GitHub's additions, YAML front matter) as clean text: marks, link targets and
 * images go, HTML in it is read as HTML. Never throws; long or tangled documents take time linear in their length.
 */
export function extractMarkdown(content: string, options: ExtractOptions = {}): ExtractedDocument {
  const builder = new DocumentBuilder();
  const { front, body } = splitFrontMatter(removeInvisible(content));
  for (const { source, plain } of markdownChunks(body)) {
    if (plain) addPlainText(builder, source);
    else addMarkdown(builder, source);
  }
  const title = front.title ?? builder.firstHeading(1) ?? options.fallbackTitle ?? builder.firstHeading(6) ?? UNTITLED;
  return builder.build({ ...front, title });
}

function addMarkdown(builder: DocumentBuilder, source: string): void {
  const mark = builder.mark();
  try {
    addBlocks(builder, fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }).children, 'paragraph');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The parser recursed too deeply: the chunk is nested as no author would nest it.
    builder.rollback(mark);
    addPlainText(builder, source);
  }
}

/** `kind` is that of paragraphs here: those of list items and quotations are theirs. */
function addBlocks(builder: DocumentBuilder, nodes: MarkdownNode[], kind: BlockKind): void {
  for (const node of nodes) addBlock(builder, node, kind);
}

function addBlock(builder: DocumentBuilder, node: MarkdownNode, kind: BlockKind): void {
  switch (node.type) {
    case 'heading':
      return builder.add('heading', inlineText(node), { level: node.depth });
    case 'paragraph':
      return builder.add(kind, inlineText(node).replace(/^\s*\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/, ''));
    case 'code':
      return builder.add('code', node.value);
    case 'html':
      return addHtmlFragment(builder, node.value);
    case 'table':
      return builder.add('table', tableLines(node));
    case 'list':
    case 'footnoteDefinition':
      return addBlocks(builder, node.children, kind);
    case 'listItem':
      return addBlocks(builder, node.children, 'list_item');
    case 'blockquote':
      return addBlocks(builder, node.children, 'quote');
    default:
      return;
  }
}

function tableLines(table: Table): string {
  return table.children.map((row) => row.children.map((cell) => inlineText(cell).replace(/\s+/g, ' ').trim()).join(' | ')).join('\n');
}

/** The words of a paragraph, without marks, link targets, images and HTML tags. */
function inlineText(node: MarkdownNode): string {
  return joinWrapped(inlineParts(node).join('').split('\n'));
}

function inlineParts(node: MarkdownNode): string[] {
  switch (node.type) {
    case 'text':
      return [withoutMissingReferences(node.value)];
    case 'linkReference':
      return [referenceText(node.children.flatMap(inlineParts).join(''), otherLabel(node))];
    case 'imageReference':
      return [imageReferenceText(node.alt ?? '', otherLabel(node))];
    case 'link':
      return [linkText(node.children.flatMap(inlineParts).join(''), node.url)];
    case 'inlineCode':
      return [node.value];
    case 'break':
      return ['\n'];
    case 'html':
      return /^<(?:br|img|td|th|li|p|div)\b/i.test(node.value) ? [' '] : [];
    default:
      return 'children' in node ? node.children.flatMap(inlineParts) : [];
  }
}

/** The label of a full reference; those of the other forms are their words. */
function otherLabel(node: Extract<MarkdownNode, { type: 'linkReference' | 'imageReference' }>): string | null {
  return node.referenceType === 'full' ? (node.label ?? null) : null;
}
