/**
 * Parts of Markdown that an answer does not need and a hostile source could use: HTML, which stays text; images, which would
 * be loaded from elsewhere; and definitions, which would turn the marker `[1]` into a link to anywhere.
 */
const UNWANTED = ['htmlFlow', 'htmlText', 'definition', 'labelStartImage', 'gfmFootnoteDefinition', 'gfmFootnoteCall'];

/** A remark plugin: the parser leaves the unwanted parts as the text they are. */
export function plainMarkdown(this: { data(): object }): void {
  const data: { micromarkExtensions?: unknown[] } = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable: { null: UNWANTED } }];
}
