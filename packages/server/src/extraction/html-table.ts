/** The cells of a table being read. A table that turns out to hold page layout is read as ordinary blocks instead. */
export class HtmlTable {
  readonly rows: string[][] = [];
  layout = false;
  #row: string[] = [];
  #cell: string[] | null = null;
  #cellLength = 0;

  get inCell(): boolean {
    return this.#cell !== null;
  }

  openRow(): void {
    this.closeCell();
    if (this.#row.length > 0) this.rows.push(this.#row);
    this.#row = [];
  }

  openCell(): void {
    this.closeCell();
    this.#cell = [];
    this.#cellLength = 0;
  }

  text(text: string): void {
    this.#cell?.push(text);
    this.#cellLength += text.length;
  }

  closeCell(): void {
    if (this.#cell !== null) this.#row.push(this.#cell.join(''));
    this.#cell = null;
  }

  /** A cell this long is prose in a layout. */
  get cellIsLong(): boolean {
    return this.#cellLength > 1500;
  }

  /** All cells so far, in order, the open one last; the table is empty afterwards. */
  takeCells(): string[] {
    const open = this.#cell;
    const cells = [...this.rows.flat(), ...this.#row, ...(open === null ? [] : [open.join('')])];
    this.rows.length = 0;
    this.#row = [];
    if (open !== null) this.openCell();
    return cells;
  }

  /** One line per row, cells parted by ` | `, without columns that are empty throughout; null when no row has two. */
  lines(): string | null {
    this.openRow();
    const rows = this.rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ').trim()));
    const used = new Set(rows.flatMap((row) => row.flatMap((cell, column) => (cell === '' ? [] : [column]))));
    if (rows.every((row) => row.filter((cell) => cell !== '').length < 2)) return null;
    return rows
      .filter((row) => row.some((cell) => cell !== ''))
      .map((row) => row.filter((_cell, column) => used.has(column)).join(' | '))
      .join('\n');
  }
}
