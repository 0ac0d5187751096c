import { describe, expect, it } from 'vitest';
import { extractHtml } from '../extract-html.js';

const DESCRIPTION = `<h2>Description</h2>${['The pack is made of nylon that was spun anew from nets', 'The frame is of aluminium, and the belt can be taken off', 'It was carried over the whole of the northern trail', 'A cover against the rain is in the pocket at its bottom']
  .map((start) => `<p>${start}, and those who have used it for more than a season say that they would buy it again if they ever had to.</p>`)
  .join('')}`;
const page = (top: string, head = '') =>
  `<html><head><title>Trail 40 | Mart</title>${head}</head><body><header><a href=/>Mart</a> <span>Cart: €0.00</span></header><main>${top}<button>Add to cart</button>${DESCRIPTION}</main></body></html>`;
const json = (data: object) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
const PRODUCT = json({ '@type': 'Product', name: 'Trail 40', offers: { '@type': 'Offer', price: '129.90', priceCurrency: 'EUR' } });
const FACTS = '<p>Made in Lund</p>'.repeat(4);

describe('[EXT-14] the page of a product', () => {
  it.each([
    ['in a class of its own', page('<h1>Trail 40 Backpack</h1><div class="price">€129.90</div>'), '€129.90'],
    ['with a label', page('<h1>Trail 40 Backpack</h1><p>Price: 129,90 EUR incl. VAT</p>'), 'Price: 129,90 EUR incl. VAT'],
    ['in a paragraph among others', page('<h1>Trail 40 Backpack</h1><p>€129.90</p><p>In stock, delivered in 2-3 days</p>'), '€129.90'],
    ['behind what is said of its stars', page('<h1>Trail 40 Backpack</h1><p>4.8 of 5 stars</p><span>129:-</span>'), '129:-'],
    ['in crowns', page('<h1>Trail 40 Backpack</h1><div>1 299 kr</div>'), '1 299 kr'],
    ['in yen', page('<h1>Trail 40 Backpack</h1><div>12,800円（税込）</div>'), '12,800円（税込）'],
    ['further down, where it says for machines that it is a product', page(`<h1>Trail 40 Backpack</h1>${FACTS}<div>€129.90</div>`, PRODUCT), '€129.90'],
    ['further down, where it is shared as a product', page(`<h1>Trail 40 Backpack</h1>${FACTS}<div>€129.90</div>`, '<meta property="og:type" content="product">'), '€129.90'],
    ['further down, where it is marked as a product', page(`<div itemscope itemtype="https://schema.org/Product"><h1>Trail 40 Backpack</h1>${FACTS}<div>€129.90</div></div>`), '€129.90'],
  ])('is read with its name and the price %s', (_where, html, price) => {
    const { text, title } = extractHtml(html);
    expect(text).toMatch(/^Trail 40 Backpack\n\n/);
    expect(text.split('\n\n')).toContain(price);
    expect(text).toContain('the northern trail');
    expect(text).not.toContain('0.00');
    expect(title).toMatch(/^Trail 40/);
  });

  it('has the price before beside the price', () => {
    expect(extractHtml(page('<h1>Trail 40 Backpack</h1><div>€129.90</div><div>instead of €159.90</div><p>Made in Lund</p><p>Ships from €4.90</p>', PRODUCT)).text).toMatch(/^Trail 40 Backpack\n\n€129\.90\n\ninstead of €159\.90\n\n(?!Ships)/);
  });
});

describe('[EXT-14] no price is taken for that of the page', () => {
  it.each([
    ['of one thing in a list', page(`<h1>Backpacks</h1><ul>${[1, 2, 3, 4].map((place) => `<li><span>€${place}9.90</span></li>`).join('')}</ul>`)],
    ['further down, where nothing says that it is a product', page(`<h1>Trail 40 Backpack</h1>${FACTS}<div>€129.90</div>`)],
    ['behind a heading, where nothing says that it is a product', page('<h1>Trail 40 Backpack</h1><h2>Others</h2><div>€129.90</div>')],
    ['of an article', page('<h1>What packs cost</h1><div>€129.90</div>', '<meta property="og:type" content="article">')],
    ['in a sentence of some length', page('<h1>Trail 40 Backpack</h1><p>Whoever orders for more than €129.90 by Friday, the last of May, pays nothing for having it brought home.</p>')],
    ['in a link', page('<h1>Trail 40 Backpack</h1><a href=/big>Trail 60 for €129.90</a>')],
  ])('%s', (_what, html) => {
    const { text } = extractHtml(html);
    expect(text).toContain('the northern trail');
    expect(text).not.toMatch(/^(?:Backpacks|.* Backpack\n\n(?:€|Trail 60))/);
    expect(text.split('\n\n')).not.toContain('€129.90');
  });
});
