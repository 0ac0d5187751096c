/** The pages that hold the first `wanted` entries, of a route that gives at most `most` at once. */
export async function firstPages<P extends { has_more: boolean }>(wanted: number, most: number, fetchPage: (limit: number, offset: number) => Promise<P>): Promise<P[]> {
  const pages: P[] = [];
  for (let offset = 0; offset < wanted; offset += most) {
    const page = await fetchPage(Math.min(most, wanted - offset), offset);
    pages.push(page);
    if (!page.has_more) break;
  }
  return pages;
}
