/**
 * Stands in for rehype-raw in the page: whoever takes it up gets the tree as it was, with no HTML parsed. Raw HTML in an
 * answer is text long before this, see `src/answer/plain-markdown.ts`.
 */
export default function noHtmlParser() {
  return () => undefined;
}
