import type { PageBlock } from '../html-blocks.js';
import type { HtmlTree } from '../html-tree.js';

/** What stands over the comments of readers, and over the form for one, in the larger languages of blogs. */
const COMMENTS =
  /^\(?(?:\d{1,5}\s)?(?:(?:reader )?comments?|(?:leser)?kommentare|commentaires?|comentarios?|comentários?|commenti|reacties|komentarze|kommentarer|kommentarit|komentáře|комментарии|комментариев|коментарі|yorumlar|コメント|评论|評論|留言|댓글)(?:\s?[([]?\d{1,5}[)\]]?)?\s?[:：]?$/iu;
const INVITATION =
  /^(?:(?:leave|post|write) a (?:reply|comment)|schreiben? (?:sie )?einen kommentar|(?:kommentar|antwort) (?:schreiben|verfassen|hinterlassen)|hinterlasse? eine? (?:antwort|kommentar)|(?:laisser|laissez|poster|ajouter|écrire) un commentaire|(?:deja|dejar|escribe) (?:una respuesta|un comentario)|(?:deixe|deixar|escreva|adicione|faça) (?:uma resposta|um comentário|o seu comentário|seu comentário)|lascia un commento|(?:geef een|laat een|plaats een) reactie|(?:dodaj komentarz|napisz komentarz|zostaw komentarz)|(?:lämna|skriv) (?:ett svar|en kommentar)|(?:skriv|legg igjen) (?:et svar|en kommentar)|(?:vastaa|jätä kommentti)|(?:napsat|přidat) komentář|(?:добавить|оставить|написать) комментарий|(?:bir )?(?:yorum|cevap) (?:yaz|yapın|bırakın)|コメントを残す|(?:发表|發表|發佈)(?:评论|評論|回复|留言|迴響)|댓글 (?:남기기|달기))(?!\p{L})/iu;
const LABEL_LENGTH = 60;

/** Does a heading of the page ask its readers for comments, as blogs do below a text? */
export function invitesComments(blocks: readonly PageBlock[]): boolean {
  return blocks.some((block) => isHeading(block, [INVITATION]));
}

/** Places of the blocks from each such heading to the end of what it stands over: the element around it, or the next heading of its rank. */
export function commentSections(tree: HtmlTree, blocks: readonly PageBlock[]): Set<number> {
  const inside = new Set<number>();
  for (const [start, block] of blocks.entries()) {
    if (inside.has(start) || !isHeading(block, [COMMENTS, INVITATION])) continue;
    const end = tree.ends[holderOfMore(tree, blocks, start)] ?? 0;
    const isOver = (next: PageBlock) => next.kind === 'heading' && (next.level ?? 0) <= (block.level ?? 0) && !isHeading(next, [COMMENTS, INVITATION]);
    for (let index = start; index < blocks.length; index += 1) {
      const next = blocks[index] as PageBlock;
      if (next.first >= end || isOver(next)) break;
      inside.add(index);
    }
  }
  return inside;
}

function isHeading({ kind, text }: PageBlock, labels: readonly RegExp[]): boolean {
  return kind === 'heading' && text.length < LABEL_LENGTH && labels.some((label) => label.test(text));
}

/** The nearest element above a block that also holds the next one; the block's own element where that stands elsewhere. */
function holderOfMore(tree: HtmlTree, blocks: readonly PageBlock[], index: number): number {
  const { first, last } = blocks[index] as PageBlock;
  const next = blocks[index + 1]?.first ?? last;
  let node = tree.parents[first] ?? 0;
  while (node > 0 && (tree.ends[node] ?? 0) <= next) node = tree.parents[node] ?? 0;
  return node;
}
