/**
 * pdf.js writes down fonts with `ArrayBuffer.prototype.transferToFixedLength` (ECMAScript 2024), which Node has from version 21 on. Where
 * it is missing this adds it: a copy of the first `length` bytes. The old buffer stays as it is, which nobody then uses.
 */
export function addArrayBufferTransfer(): void {
  if ('transferToFixedLength' in ArrayBuffer.prototype) return;
  Object.defineProperty(ArrayBuffer.prototype, 'transferToFixedLength', {
    configurable: true,
    writable: true,
    value(this: ArrayBuffer, length: number = this.byteLength): ArrayBuffer {
      return this.slice(0, length);
    },
  });
}
