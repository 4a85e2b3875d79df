import { builtinModules } from 'node:module';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * Which of our folders each folder may import. Arrows point one way, towards `core`, which imports
 * nothing of ours and runs in a browser.
 */
const MAY_IMPORT = {
  core: [],
  cdktf: ['core'],
  runner: ['core'],
  sandbox: ['core'],
  cli: ['core', 'runner', 'sandbox', 'cdktf'],
  extension: ['core', 'runner', 'sandbox'],
};

/** Packages that only one place may import, and why. */
const ONLY_IN = [
  { place: 'extension/host', regex: '^vscode$', why: 'Only extension/host talks to the editor.' },
  {
    place: 'cdktf',
    regex: '^(cdktf|constructs|@cdktf/.*)(/|$)',
    why: 'Only cdktf/ imports CDKTF, so that its maintained fork can take its place.',
  },
  {
    place: 'runner',
    regex: '^(node:)?(child_process|cluster|net|tls|http|https|http2|dgram)(/|$)|^@aws-sdk/',
    why: 'Only runner/ and sandbox/ start processes or open sockets.',
    also: ['sandbox'],
  },
];

const folders = Object.keys(MAY_IMPORT);

/** Folders that nothing of the product imports. */
const APART = ['bench', 'dist', 'scripts', 'test'];

/** Ways around the arrows: modules that are loaded while the program runs. */
const NO_SIDE_DOORS = [
  { selector: 'ImportExpression', message: 'Import at the top, where the arrows are checked.' },
  {
    selector: "CallExpression[callee.name='require']",
    message: 'Import at the top, where the arrows are checked.',
  },
];

/** Suites in a real editor act through it, as whoever has installed the extension does. */
const IN_THE_EDITOR = {
  files: ['test/vscode/suites/**/*.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            // Suites are three folders deep in test/, which has folders of the same names.
            regex: `^(\\.\\./){4,}(${folders.join('|')})(/|$)|^fsx-lustre-kms(/|$)`,
            message: 'Suites in the editor import nothing of ours: they act through the editor.',
          },
        ],
      },
    ],
  },
};

/** The import restrictions of one place (a top folder, or extension/host). */
function arrows(place) {
  const folder = place.split('/')[0];
  // Everything at the top but the folders that are allowed, and the package's own name from inside.
  const allowed = [folder, ...MAY_IMPORT[folder]];
  const outside = [...folders, ...APART].filter((other) => !allowed.includes(other));
  const patterns = [
    {
      regex: `^(\\.\\./)+(${outside.join('|')})(/|$)|^fsx-lustre-kms(/|$)`,
      message: `${folder}/ may import ${MAY_IMPORT[folder].join(', ') || 'nothing'} of ours.`,
    },
    ...ONLY_IN.filter(
      (rule) => rule.place !== place && rule.place !== folder && !rule.also?.includes(folder),
    ).map(({ regex, why }) => ({ regex, message: why })),
  ];
  if (folder === 'core') {
    patterns.push({
      regex: `^node:|^(${builtinModules.join('|')})(/|$)`,
      message: 'core/ has no node I/O: it runs in a browser.',
    });
  }
  const rules = {
    'no-restricted-imports': ['error', { patterns }],
    'no-restricted-syntax': ['error', ...NO_SIDE_DOORS],
  };
  if (folder === 'core')
    rules['no-restricted-globals'] = ['error', 'process', 'fetch', 'require', 'Buffer', '__dirname'];
  return { files: [`${place}/**/*.ts`], rules };
}

export default tseslint.config(
  { ignores: ['dist/', 'cdktf.out/', 'node_modules/', 'bench/stock/', '.vscode-test/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // CDKTF constructs are made for their effect on the scope, and a test's `it` needs no await.
    files: ['cdktf/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-new': 'off', '@typescript-eslint/no-extraneous-class': 'off' },
  },
  ...[...folders, 'extension/host'].map(arrows),
  IN_THE_EDITOR,
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        performance: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
);
