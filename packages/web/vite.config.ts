import { defineConfig } from 'vite';

export default defineConfig({
  // Relative, so that the page also works under a path of a proxy.
  base: './',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined files would be data: URLs, and the module polyfill an inline script: the page's policy allows neither.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
