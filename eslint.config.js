/**
 * What the compiler can't say: no lost promises, no way around the types, and the layers of ARCHITECTURE.md. The layer
 * rules are told here a folder at a time; `test/repo/layers.test.ts` derives them once more from the table in that page
 * and the source, and forbids switching the rule off.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import tseslint from 'typescript-eslint';

/** From the bottom: a folder imports only from rows above its own, here: before its own. */
const LAYERS = [['base'], ['ranking', 'citations', 'credibility', 'extraction'], ['sources', 'models', 'reading', 'session-log', 'store'], ['analysis'], ['session'], ['transport']];
const PURE = LAYERS[1];
const FOLDERS = LAYERS.flat();
const WIRING_FILES = readdirSync(path.join(import.meta.dirname, 'packages/server/src')).filter((name) => name.endsWith('.ts')).map((name) => name.slice(0, -3));

const CONNECTS = ['undici', 'node:http', 'node:https', 'node:http2', 'node:tls', 'node:dgram', 'ws'];
const SEARCH_CONNECTS = 'packages/server/src/sources/search/search-http.ts';
/** Who may connect: models/ and sources/search/ to addresses of the configuration, reading/ alone to addresses from outside. */
const CONNECTING = ['models', 'reading'];
const CONNECTION_MESSAGE = 'Outgoing connections are made in models/ and sources/search/ to configured addresses, and in reading/, under guard, to all others.';
const LAYER_MESSAGE = 'A folder imports only from the layers above its own: see ARCHITECTURE.md, "Layers of the server".';

const folderPattern = (folders) => `(^|/)(${folders.join('|')})/`;

/** Import rules of one folder of the server. */
function layerRules(folder) {
  const level = LAYERS.findIndex((row) => row.includes(folder));
  const above = LAYERS.slice(level + 1).flat();
  const beside = LAYERS[level].filter((name) => name !== folder);
  const patterns = [{ regex: `^\\.\\./(\\.\\./)*(${WIRING_FILES.join('|')})\\.js$`, message: LAYER_MESSAGE }];
  if (above.length > 0) patterns.push({ regex: `^\\.\\./.*${folderPattern(above)}|^\\.\\./(${above.join('|')})/`, message: LAYER_MESSAGE });
  if (beside.length > 0 && !PURE.includes(folder)) {
    // store/sqlite-database.ts opens files for every edge.
    patterns.push({ regex: `^\\.\\./(\\.\\./)*(${beside.join('|')})/(?!sqlite-database\\.js$)`, allowTypeImports: true, message: 'Edges may share types only; what two of them need belongs to a layer above both.' });
  }
  if (folder === 'analysis') patterns.push({ regex: `^\\.\\./(${LAYERS[2].join('|')})/`, allowTypeImports: true, message: 'The engine sees only the interfaces of the edges; compose.ts hands it the real ones.' });
  patterns.push({ regex: '(^|/)testing/', message: 'Fakes are for tests and measurements.' });
  return { paths: CONNECTING.includes(folder) ? [] : connectionPaths(), patterns };
}

function connectionPaths() {
  const whole = CONNECTS.map((name) => ({ name, allowTypeImports: true, message: CONNECTION_MESSAGE }));
  // node:net also tells addresses apart, which connects to nothing.
  return [...whole, { name: 'node:net', importNames: ['default', 'connect', 'createConnection', 'Socket'], allowTypeImports: true, message: CONNECTION_MESSAGE }];
}

/** Which packages a package may not import. */
const PACKAGE_RULES = {
  protocol: ['server', 'client', 'cli', 'web'],
  client: ['server', 'cli', 'web'],
  server: ['client', 'cli', 'web'],
  cli: ['web'],
  web: ['server', 'cli'],
};

function packagePatterns(name) {
  const forbidden = PACKAGE_RULES[name].map((other) => `@groundwire/${other}`);
  return [
    { regex: `^(${forbidden.join('|')})(/|$)`, message: 'Packages depend on each other in one direction: see ARCHITECTURE.md, "Packages".' },
    { regex: '^@groundwire/[a-z]+/(src|dist)/', message: 'Import what the package exports.' },
  ];
}

const restrictedImports = (options) => ({ '@typescript-eslint/no-restricted-imports': ['error', options] });

const noEnvironment = {
  'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Only packages/server/src/config.ts reads the environment.' }],
  'no-restricted-syntax': ['error',
    { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
    { selector: 'TSEnumDeclaration', message: 'A union of string literals instead.' },
    { selector: "ImportDeclaration[source.value='node:process'] ImportSpecifier[imported.name='env']", message: 'Only packages/server/src/config.ts reads the environment.' }],
};

const TESTS = ['**/*.test.ts', '**/*.contract.ts', '**/testing/**'];
const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/dist-types/**', '**/node_modules/**', 'out/**', 'coverage/**'] },
  ...tseslint.configs.recommended,
  {
    files: TYPESCRIPT,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/ban-ts-comment': 'error',
      'no-control-regex': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 22],
    },
  },
  // Packages.
  ...Object.keys(PACKAGE_RULES).map((name) => ({
    files: [`packages/${name}/src/**/*.ts`, `packages/${name}/src/**/*.tsx`],
    rules: { ...restrictedImports({ patterns: packagePatterns(name) }), ...noEnvironment },
  })),
  // The wiring files may import every layer, but make no connections either.
  { files: ['packages/server/src/*.ts'], rules: restrictedImports({ paths: connectionPaths(), patterns: [...packagePatterns('server'), { regex: '(^|/)testing/', message: 'Fakes are for tests and measurements.' }] }) },
  // Folders of the server; a later rule replaces an earlier one, so the package's patterns are repeated.
  ...FOLDERS.map((folder) => {
    const { paths, patterns } = layerRules(folder);
    return { files: [`packages/server/src/${folder}/**/*.ts`], rules: restrictedImports({ paths, patterns: [...packagePatterns('server'), ...patterns] }) };
  }),
  // The one file of sources/ that connects: to search services, at addresses that the operator knows.
  { files: [SEARCH_CONNECTS], rules: restrictedImports({ patterns: [...packagePatterns('server'), ...layerRules('sources').patterns] }) },
  {
    files: ['packages/server/src/**/*.ts'],
    ignores: ['packages/server/src/models/**', 'packages/server/src/reading/**', ...TESTS],
    rules: {
      'no-restricted-globals': ['error', { name: 'fetch', message: CONNECTION_MESSAGE }, { name: 'WebSocket', message: CONNECTION_MESSAGE }],
    },
  },
  // The one reader of the environment, and the command line that hands it over.
  {
    files: ['packages/server/src/config.ts', 'packages/server/src/main.ts', 'packages/cli/src/**/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  // Tests and fakes may be long, and may reach for what they test with; the layers below them still hold for their product imports.
  {
    files: [...TESTS, 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }],
      'no-restricted-properties': 'off',
      'no-restricted-globals': 'off',
      '@typescript-eslint/no-restricted-imports': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  // Programs that talk to a person.
  { files: ['eval/**/*.ts', 'bench/**/*.ts', 'packages/server/src/main.ts'], rules: { 'no-console': 'off' } },
  // Not part of a TypeScript project: plain JavaScript, and what vite reads itself.
  {
    files: ['**/*.js', '**/*.mjs', '**/vite.config.ts'],
    ...tseslint.configs.disableTypeChecked,
    rules: { ...tseslint.configs.disableTypeChecked.rules, eqeqeq: ['error', 'always', { null: 'ignore' }] },
  },
);
