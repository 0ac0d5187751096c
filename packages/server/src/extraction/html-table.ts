export interface TableCell {
  text: string;
  /** The cell's element. */
  node: number;
}

/** The cells of a table being read. A table that turns out to hold page layout is read as ordinary blocks instead. */
export class HtmlTable {
  readonly rows: TableCell[][] = [];
  layout = false;
  #row: TableCell[] = [];
  #node = 0;
  #cell: string[] | null = null;
  #cellLength = 0;

  /** `node` is the table's element. */
  constructor(readonly node: number) {}

  /** The cell that was opened last. */
  get openNode(): number {
    return this.#node;
  }

  get inCell(): boolean {
    return this.#cell !== null;
  }

  openRow(): void {
    this.closeCell();
    if (this.#row.length > 0) this.rows.push(this.#row);
    this.#row = [];
  }

  openCell(node: number): void {
    this.closeCell();
    this.#node = node;
    this.#cell = [];
    this.#cellLength = 0;
  }

  text(text: string): void {
    this.#cell?.push(text);
    this.#cellLength += text.length;
  }

  closeCell(): void {
    if (this.#cell !== null) this.#row.push({ text: this.#cell.join(''), node: this.#node });
    this.#cell = null;
  }

  /** A cell this long is prose in a layout. */
  get cellIsLong(): boolean {
    return this.#cellLength > 1500;
  }

  /** All cells so far, in order, the open one last; the table is empty afterwards. */
  takeCells(): TableCell[] {
    const open = this.#cell;
    const cells = [...this.rows.flat(), ...this.#row, ...(open === null ? [] : [{ text: open.join(''), node: this.#node }])];
    this.rows.length = 0;
    this.#row = [];
    if (open !== null) this.openCell(this.#node);
    return cells;
  }

  /** One line per row, cells parted by ` | `, without columns that are empty throughout; null when no row has two. */
  lines(): string | null {
    this.openRow();
    const rows = this.rows.map((row) => row.map((cell) => cell.text.replace(/\s+/g, ' ').trim()));
    const used = new Set(rows.flatMap((row) => row.flatMap((cell, column) => (cell === '' ? [] : [column]))));
    if (rows.every((row) => row.filter((cell) => cell !== '').length < 2)) return null;
    return rows
      .filter((row) => row.some((cell) => cell !== ''))
      .map((row) => row.filter((_cell, column) => used.has(column)).join(' | '))
      .join('\n');
  }
}
