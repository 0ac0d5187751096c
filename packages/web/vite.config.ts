import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  // Relative, so that the page also works under a path of a proxy.
  base: './',
  plugins: [react(), tailwindcss()],
  resolve: {
    alias: {
      // Streamdown names rehype-raw in its defaults, which the page never uses: it needs no HTML parser, so it ships none.
      'rehype-raw': fileURLToPath(new URL('./no-html-parser.js', import.meta.url)),
      // Its form for browsers has the browser parse HTML to decode entities, which the page's policy forbids.
      'decode-named-character-reference': fileURLToPath(new URL('../../node_modules/decode-named-character-reference/index.js', import.meta.url)),
    },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // For the measurement of sizes: which files a browser loads at once.
    manifest: true,
    // Inlined files would be data: URLs, and the module polyfill an inline script: the page's policy allows neither.
    assetsInlineLimit: 0,
    // What counts is what goes over the wire: `npm run size` holds it to its limit.
    chunkSizeWarningLimit: 1000,
    modulePreload: { polyfill: false },
  },
});
