/** Makes the folder of a new rule: `npm run new-rule kms-something`. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleFamily } from '../core/rules/rule';

const FAMILIES: readonly RuleFamily[] = ['kms', 'grant', 's3', 'fsx', 'iam'];
const RULES = join('core', 'rules');

function main([id, ...more]: readonly string[]): void {
  const mistake = id === undefined || more.length > 0 ? 'Usage: npm run new-rule ID' : mistakeIn(id);
  if (id === undefined || mistake !== undefined) {
    process.stderr.write(`${mistake ?? ''}\n`);
    process.exitCode = 2;
    return;
  }
  const folder = join(RULES, id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'rule.ts'), ruleText(id));
  writeFileSync(join(folder, 'cases.ts'), CASES);
  process.stdout.write(
    `${folder} is there. Write the cases, then the rule; "npm run generate" adds it to the registry and makes its page. The tests fail until all texts are written.\n`,
  );
}

function mistakeIn(id: string): string | undefined {
  const families = FAMILIES.map((family) => `${family}-`).join(', ');
  if (!/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id))
    return `"${id}" is no id of a rule: words in lower case with - between them.`;
  if (!FAMILIES.some((family) => id.startsWith(`${family}-`)))
    return `"${id}" belongs to no family: an id begins with ${families}.`;
  if (existsSync(join(RULES, id))) return `There is a rule "${id}" already.`;
  return undefined;
}

function ruleText(id: string): string {
  return `import type { Policy } from '../../model/policy';
import type { Statement } from '../../model/statement';
import type { Finding, Rule } from '../rule';

/** What it looks for, and why that is wrong. */
export const rule: Rule = {
  meta: {
    id: '${id}',
    severity: 'error',
    title: '',
    why: '',
    fix: '',
    sources: [''],
  },
  *check({ policies }) {
    for (const policy of policies) {
      for (const statement of policy.statements) yield* checkStatement(policy, statement);
    }
  },
};

function checkStatement(_policy: Policy, _statement: Statement): Finding[] {
  // Silence where a value is not known; \`findingAt\` and \`replaceText\` of \`../finding\` make findings and fixes.
  return [];
}
`;
}

const CASES = `import type { RuleCases } from '../case';

export const cases: RuleCases = {
  bad: [
    {
      name: '',
      file: 'key-policy.json',
      text: \`{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "«»" }]
}
\`,
      messages: [''],
    },
  ],
  good: [
    {
      name: '',
      file: 'key-policy.json',
      text: \`{
  "Version": "2012-10-17",
  "Statement": []
}
\`,
    },
  ],
};
`;

main(process.argv.slice(2));
