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

/** What connects, under both of the names that Node gives its own modules. */
const NODE_CONNECTS = ['http', 'https', 'http2', 'tls', 'dgram'].flatMap((name) => [name, `node:${name}`]);
const CONNECTS = ['undici', 'ws', ...NODE_CONNECTS];
/** Who may connect: models/ and sources/search/ to addresses of the configuration, reading/ alone to addresses from outside. */
const CONNECTING = ['models/model-request.ts', 'models/find-local-model.ts', 'reading/guarded-fetch.ts', 'reading/guarded-connector.ts', 'sources/search/search-http.ts'].map((file) => `packages/server/src/${file}`);
/** Where the command line asks a Groundwire server. */
const CLI_CONNECTING = ['call-server.ts', 'find-server.ts', 'evaluation/ask-once.ts'].map((file) => `packages/cli/src/${file}`);
const CONNECTION_MESSAGE = 'Outgoing connections are made in models/ and sources/search/ to configured addresses, and in reading/, under guard, to all others; the files that do so are named in eslint.config.js.';
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
  return { paths: connectionPaths(), patterns };
}

function connectionPaths(names = CONNECTS) {
  const whole = names.map((name) => ({ name, allowTypeImports: true, message: CONNECTION_MESSAGE }));
  // node:net also tells addresses apart, and listens, which connects to nothing.
  const net = ['net', 'node:net'].map((name) => ({ name, importNames: ['default', 'connect', 'createConnection', 'Socket'], allowTypeImports: true, message: CONNECTION_MESSAGE }));
  return [...whole, ...net];
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

const ENVIRONMENT_MESSAGE = 'Only packages/server/src/config.ts reads the environment.';
const ENVIRONMENT_PROPERTY = { object: 'process', property: 'env', message: ENVIRONMENT_MESSAGE };
const JOINED_SIGNALS = { object: 'AbortSignal', property: 'any', message: 'LinkedAbort instead: Node keeps joined signals that somebody listens to until they abort.' };
const CAN_PARSE = { object: 'URL', property: 'canParse', message: 'parseUrl instead: once compiled, it denies hosts with letters such as ü (Node 20 and 22).' };
const PLAIN_SYNTAX = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'TSEnumDeclaration', message: 'A union of string literals instead.' },
  { selector: "ImportDeclaration[source.value='node:process'] ImportSpecifier[imported.name='env']", message: ENVIRONMENT_MESSAGE },
];
const noEnvironment = { 'no-restricted-properties': ['error', ENVIRONMENT_PROPERTY, JOINED_SIGNALS, CAN_PARSE], 'no-restricted-syntax': ['error', ...PLAIN_SYNTAX] };

/** Ways to a connection that are no import at the top of a file. */
const CONNECTION_GLOBALS = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'];
const BUILT_IN = { object: 'process', property: 'getBuiltinModule', message: CONNECTION_MESSAGE };
const CONNECTION_PROPERTIES = [BUILT_IN, ...['globalThis', 'global'].flatMap((object) => CONNECTION_GLOBALS.map((property) => ({ object, property, message: CONNECTION_MESSAGE })))];
const CONNECTION_SYNTAX = [
  { selector: 'ImportExpression[source.value=/^(undici|ws|(node:)?(https?|http2|tls|dgram|net))$/]', message: CONNECTION_MESSAGE },
  { selector: "ImportDeclaration[source.value=/^(node:)?process$/] ImportSpecifier[imported.name='getBuiltinModule']", message: CONNECTION_MESSAGE },
];
const noConnections = {
  'no-restricted-globals': ['error', ...CONNECTION_GLOBALS.map((name) => ({ name, message: CONNECTION_MESSAGE }))],
  'no-restricted-properties': ['error', ENVIRONMENT_PROPERTY, JOINED_SIGNALS, CAN_PARSE, ...CONNECTION_PROPERTIES],
  'no-restricted-syntax': ['error', ...PLAIN_SYNTAX, ...CONNECTION_SYNTAX],
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
  // The files that connect keep the rules of their folders but that one.
  ...CONNECTING.map((file) => ({ files: [file], rules: restrictedImports({ patterns: [...packagePatterns('server'), ...layerRules(file.split('/')[3]).patterns] }) })),
  { files: ['packages/server/src/**/*.ts'], ignores: [...CONNECTING, ...TESTS], rules: noConnections },
  // The command line asks Groundwire servers: through `fetch` in the files that are named, through the client elsewhere.
  { files: ['packages/cli/src/**/*.ts'], rules: restrictedImports({ paths: connectionPaths(CONNECTS.filter((name) => name !== 'ws')), patterns: packagePatterns('cli') }) },
  { files: ['packages/cli/src/**/*.ts'], ignores: [...CLI_CONNECTING, ...TESTS], rules: noConnections },
  // The one reader of the environment, and the command line that hands it over.
  {
    files: ['packages/server/src/config.ts', 'packages/server/src/main.ts', 'packages/cli/src/**/*.ts'],
    ignores: CLI_CONNECTING,
    rules: { 'no-restricted-properties': ['error', CAN_PARSE, ...CONNECTION_PROPERTIES] },
  },
  { files: CLI_CONNECTING, rules: { 'no-restricted-properties': ['error', BUILT_IN, CAN_PARSE] } },
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
