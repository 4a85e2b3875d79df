import assert from 'node:assert/strict';
import { ESLint, Linter } from 'eslint';

/** A line of code, the file it stands in, and what the linter says of it. */
const FORBIDDEN: [file: string, code: string, told: string][] = [
  ['core/deployment/format.ts', "import '../../runner/synthesize';", 'core/ may import nothing of ours.'],
  ['core/deployment/format.ts', "import '../../cdktf/app';", 'core/ may import nothing of ours.'],
  ['core/deployment/format.ts', "import 'node:fs';", 'core/ has no node I/O: it runs in a browser.'],
  ['core/deployment/format.ts', "import 'fs/promises';", 'core/ has no node I/O: it runs in a browser.'],
  ['core/deployment/format.ts', "import '../../test/support/cli';", 'core/ may import nothing of ours.'],
  ['core/deployment/format.ts', "import 'fsx-lustre-kms/cdktf';", 'core/ may import nothing of ours.'],
  ['core/deployment/format.ts', "void import('node:fs');", 'Import at the top'],
  ['core/deployment/format.ts', "const load = require; load('vscode');", "Unexpected use of 'require'"],
  ['core/deployment/format.ts', 'process.exit();', "Unexpected use of 'process'"],
  ['core/deployment/format.ts', "import 'cdktf';", 'Only cdktf/ imports CDKTF'],
  ['core/deployment/format.ts', "import 'vscode';", 'Only extension/host talks to the editor.'],
  [
    'core/deployment/format.ts',
    "import '@aws-sdk/client-kms';",
    'Only runner/ and sandbox/ start processes or open sockets.',
  ],
  ['cdktf/app.ts', "import '../runner/synthesize';", 'cdktf/ may import core of ours.'],
  [
    'cdktf/app.ts',
    "import 'node:child_process';",
    'Only runner/ and sandbox/ start processes or open sockets.',
  ],
  [
    'cli/main.ts',
    "import 'node:child_process';",
    'Only runner/ and sandbox/ start processes or open sockets.',
  ],
  ['cli/main.ts', "import '@cdktf/provider-aws/lib/kms-key';", 'Only cdktf/ imports CDKTF'],
  ['cli/main.ts', "import 'vscode';", 'Only extension/host talks to the editor.'],
  ['runner/synthesize.ts', "import '../cli/main';", 'runner/ may import core of ours.'],
  ['runner/synthesize.ts', "import '../cdktf/app';", 'runner/ may import core of ours.'],
  ['sandbox/sandbox.ts', "import '../runner/synthesize';", 'sandbox/ may import core of ours.'],
  ['sandbox/sandbox.ts', "import '../cdktf/app';", 'sandbox/ may import core of ours.'],
  ['sandbox/sandbox.ts', "import 'vscode';", 'Only extension/host talks to the editor.'],
  [
    'test/vscode/suites/trusted/hcp.test.ts',
    "import '../../../../core/hcp/snapshot';",
    'Suites in the editor import nothing of ours',
  ],
];

const ALLOWED: [file: string, code: string][] = [
  ['test/vscode/suites/trusted/hcp.test.ts', "import '../../../runner/hcp/hcp-terraform';"],
  ['core/deployment/format.ts', "import '../facts/arns';"],
  ['cdktf/app.ts', "import 'cdktf';"],
  ['cdktf/app.ts', "import '../core/facts/arns';"],
  ['runner/synthesize.ts', "import 'node:child_process';"],
  ['sandbox/moto/process.ts', "import 'node:child_process';"],
  ['sandbox/listen.ts', "import 'node:http';"],
  ['sandbox/sandbox.ts', "import '../core/facts/arns';"],
  ['cli/main.ts', "import '../runner/synthesize';"],
  ['cli/main.ts', "import '../sandbox/sandbox';"],
];

const RULES = ['no-restricted-imports', 'no-restricted-syntax', 'no-restricted-globals'] as const;

describe('arrows between the folders', function () {
  this.timeout(60_000);
  const eslint = new ESLint();
  const linter = new Linter();

  /** What the project's own restriction of imports says of a line in a file. */
  async function told(file: string, code: string): Promise<string[]> {
    const config = (await eslint.calculateConfigForFile(file)) as Linter.Config;
    const rules: Linter.RulesRecord = {};
    for (const rule of RULES) rules[rule] = config.rules?.[rule] ?? 'off';
    const languageOptions = { globals: { process: 'readonly', require: 'readonly' } } as const;
    return linter.verify(code, { rules, languageOptions }).map(({ message }) => message);
  }

  for (const [file, code, expected] of FORBIDDEN) {
    it(`${file} may not: ${code}`, async () => {
      const messages = await told(file, code);
      assert.equal(messages.length, 1, messages.join('\n'));
      assert.ok(messages[0]?.includes(expected), messages[0]);
    });
  }

  for (const [file, code] of ALLOWED) {
    it(`${file} may: ${code}`, async () => {
      assert.deepEqual(await told(file, code), []);
    });
  }
});
