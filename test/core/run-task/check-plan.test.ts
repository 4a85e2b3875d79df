import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { lint } from '../../../core/lint/lint';
import { rehearse } from '../../../core/rehearsal/rehearse';
import { readWorld } from '../../../core/rehearsal/world/read-world';
import { RULES } from '../../../core/rules/registry';
import { finalDocument, taskResultSchema } from '../../../core/run-task/api/task-result';
import { checkPlan, type PlanCheck, type PlanFinding } from '../../../core/run-task/check-plan';
import { MAX_BODY, MAX_MESSAGE, MAX_OUTCOMES } from '../../../core/run-task/limits';
import { relevantPlan } from '../../../core/run-task/relevant-plan';
import { resultOf } from '../../../core/run-task/result';
import { areSiblings, marksOf, siblingsOf } from '../../../core/run-task/siblings';
import { readAs } from '../../../core/syntax/read-file';

const PLANS = ['literals/a', 'literals/b', 'literals/c', 'one-plan/plan', 'modules/plan'];
const TOOL = { name: 'fsx-lustre-kms', version: '1.2.3', homepage: 'https://example.com/pages' };

function textOf(name: string): string {
  return readFileSync(join('test', 'core', 'rehearsal', 'plans', `${name}.json`), 'utf8');
}

function relevant(text: string) {
  const found = relevantPlan(text);
  assert.equal(found.status, 'plan');
  return found;
}

interface Change {
  address: string;
  type: string;
  change: { actions: string[]; after?: Record<string, unknown>; after_sensitive?: unknown };
}

function withChanges(name: string, change: (changes: Change[]) => void): string {
  const plan = JSON.parse(textOf(name)) as { resource_changes: Change[] };
  change(plan.resource_changes);
  return JSON.stringify(plan);
}

/** What lint and rehearsal say, without the places. */
function said(text: string) {
  const file = readAs('plan', { path: 'plan', text }, undefined, undefined);
  return {
    lint: lint([file], { rules: RULES }).findings.map(({ rule, message }) => [rule, message]),
    steps: rehearse(readWorld([file]), 7).steps.map(({ findings, ...step }) => ({
      ...step,
      findings: findings.map(({ rule, message }) => [rule, message]),
    })),
  };
}

describe('the relevant part of a plan', () => {
  for (const name of PLANS) {
    it(`${name}: rules and rehearsal say the same of it`, () => {
      assert.deepEqual(said(relevant(textOf(name)).text), said(textOf(name)));
    });
  }

  it('leaves out what does not matter, wherever it stands, and nothing else', () => {
    const others = [
      'aws_instance',
      'aws_lambda_function',
      'null_resource',
      'google_kms_crypto_key',
      'aws_s3control_x',
    ];
    const other = fc.record({ type: fc.constantFrom(...others), at: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(other), (inserted) => {
        const text = withChanges('one-plan/plan', (changes) => {
          for (const [index, { type, at }] of inserted.entries()) {
            changes.splice(at, 0, {
              address: `${type}.x${index}`,
              type,
              change: { actions: ['create'], after: { name: 'x' } },
            });
          }
        });
        assert.equal(relevant(text).text, relevant(textOf('one-plan/plan')).text);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps a policy and a script of a client in a resource of any type', () => {
    for (const after of [{ policy: '{"Statement":[]}' }, { user_data: 'mount -t lustre' }]) {
      const text = withChanges('literals/b', (changes) => {
        changes.push({ address: 'aws_x.y', type: 'aws_x', change: { actions: ['create'], after } });
      });
      assert.ok(relevant(text).text.includes('aws_x.y'));
    }
  });

  const SUBJECTS: readonly (readonly [string, string[], boolean])[] = [
    ['aws_kms_key', ['create'], true],
    ['aws_s3_bucket', ['no-op'], true],
    ['aws_kms_grant', ['delete'], false],
    ['aws_iam_role', ['create'], false],
  ];
  for (const [type, actions, has] of SUBJECTS) {
    it(`${type} with ${actions.join()} ${has ? 'is' : 'is not'} a reason to rehearse`, () => {
      const plan = {
        format_version: '1.2',
        resource_changes: [{ address: `${type}.x`, type, change: { actions } }],
      };
      assert.equal(relevant(JSON.stringify(plan)).hasSubjects, has);
    });
  }

  it('of any text is a plan, or a reason that quotes nothing of it', () => {
    const secret = 'sEcReT';
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const found = relevantPlan(`${text}${secret}`);
        assert.equal(found.status, 'unreadable');
        assert.equal(found.reason.includes(secret), false);
      }),
    );
  });

  it('a plan cut anywhere is not read', () => {
    const text = textOf('literals/c').trimEnd();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 1 }), (length) => {
        assert.equal(relevantPlan(text.slice(0, length)).status, 'unreadable');
      }),
    );
  });
});

describe('values that Terraform keeps back', () => {
  const scratch1 = (after_sensitive: unknown) =>
    withChanges('literals/a', (changes) => {
      for (const { type, change } of changes) {
        if (type !== 'aws_fsx_lustre_file_system') continue;
        Object.assign(change.after ?? {}, { deployment_type: 'SCRATCH_1' });
        change.after_sensitive = after_sensitive;
      }
    });
  const messages = (text: string) => {
    const check = checkPlan('a', relevant(text));
    return JSON.stringify(resultOf(check, TOOL));
  };

  it('are told where they are not kept back', () => {
    assert.match(messages(scratch1({})), /SCRATCH_1/);
  });
  for (const [name, marks] of [
    ['an attribute', { deployment_type: true }],
    ['a whole resource', true],
  ] as const) {
    it(`are not told: ${name}`, () => {
      const told = messages(scratch1(marks));
      assert.equal(told.includes('SCRATCH_1'), false, told);
      assert.match(told, /in a value that Terraform keeps back as sensitive/);
    });
  }
});

describe('workspaces that belong together', () => {
  const marks = (name: string) => marksOf(textOf(name));
  it('are those of one deployment', () => {
    const [a, b, c] = ['literals/a', 'literals/b', 'literals/c'].map(marks);
    assert.ok(a && b && c);
    assert.deepEqual([areSiblings(a, b), areSiblings(a, c), areSiblings(b, c)], [true, true, true]);
  });

  const TEXTS: readonly (readonly [string, string, string, boolean])[] = [
    ['one bucket', '"arn:aws:s3:::my-bucket/*"', '"s3://my-bucket/in"', true],
    ['a bucket and its resource', '"arn:aws-cn:s3:::my-bucket"', '"bucket": "my-bucket"', true],
    [
      'one key',
      '"arn:aws:kms:us-east-1:111111111111:key/a-b"',
      '"arn:aws:kms:us-east-1:111111111111:key/a-b"',
      true,
    ],
    ['one account', '"111111111111"', '"111111111111"', false],
    [
      'two accounts',
      '"111111111111" arn:aws:iam::222222222222:root',
      '\\"222222222222\\" \\"111111111111\\"',
      true,
    ],
    [
      'numbers that are no accounts',
      '"1111111111112" x-222222222222',
      '"1111111111112" x-222222222222',
      false,
    ],
    ['nothing', '', '', false],
  ];
  for (const [name, one, other, expected] of TEXTS) {
    it(`share ${name}: ${expected ? 'yes' : 'no'}`, () => {
      assert.equal(areSiblings(marksOf(one), marksOf(other)), expected);
    });
  }

  it('are found by one another', () => {
    const [first, second, third, apart] = [
      '"s3://aaa"',
      '"s3://aaa" "s3://bbb"',
      '"s3://bbb"',
      '"s3://ccc"',
    ].map((text) => ({ text, marks: marksOf(text) }));
    assert.ok(first && second && third && apart);
    assert.deepEqual(siblingsOf(first.marks, [third, apart, second]), [second, third]);
  });
});

describe('results', () => {
  const finding = fc.record({
    rule: fc.oneof(
      fc.constantFrom(...RULES.map(({ meta }) => meta.id as string)),
      fc.string({ minLength: 1, maxLength: 100 }),
    ),
    severity: fc.constantFrom('error', 'warning', 'note'),
    message: fc.string({ unit: 'grapheme', maxLength: 3000 }),
    address: fc.string({ maxLength: 500 }),
    change: fc.constantFrom('created', 'standing'),
  });
  const checkOf = (findings: readonly PlanFinding[]): PlanCheck => ({
    ...{ findings, companions: [], changed: 1, standing: 0, isShort: false, failures: [] },
    rehearsal: rehearse(
      readWorld([readAs('plan', { path: 'c', text: textOf('literals/c') }, undefined, undefined)]),
      7,
    ),
  });

  it('are within the documented limits, whatever was found', () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 60 }), (found) => {
        const findings = found.map((one) => ({
          ...one,
          fails: one.severity === 'error' && one.change === 'created',
        }));
        const result = resultOf(checkOf(findings), TOOL);
        const document = taskResultSchema.parse(finalDocument(result, true));
        assert.equal(
          document.data.attributes.status,
          findings.some(({ fails }) => fails) ? 'failed' : 'passed',
        );
        const { outcomes } = result;
        assert.ok(outcomes.length <= MAX_OUTCOMES && result.message.length <= MAX_MESSAGE);
        for (const { attributes } of outcomes) assert.ok((attributes.body ?? '').length <= MAX_BODY);
        assert.ok(outcomes.some(({ attributes }) => attributes['outcome-id'] === 'rehearsal'));
        // Every rule is there, by itself or summed up.
        const rules = new Set(findings.map(({ rule }) => rule)).size;
        const shown = outcomes.filter(
          ({ attributes }) => !['rehearsal', 'more'].includes(attributes['outcome-id']),
        );
        const more = outcomes.find(({ attributes }) => attributes['outcome-id'] === 'more');
        const summed = Number(/of (\d+) rules?$/.exec(more?.attributes.description ?? '')?.[1] ?? 0);
        assert.equal(shown.length + summed, rules);
      }),
      { numRuns: 60 },
    );
  });

  it('sum up with a link what is more than ten outcomes', () => {
    const findings = RULES.slice(0, 12).map(({ meta }, index) => ({
      rule: meta.id,
      severity: 'warning' as const,
      message: 'm',
      address: `aws_x.y${index}`,
      change: 'created' as const,
      fails: false,
    }));
    const { outcomes } = resultOf(checkOf(findings), TOOL);
    assert.equal(outcomes.length, 10);
    const last = outcomes.at(-1)?.attributes;
    assert.deepEqual([last?.['outcome-id'], last?.description], ['more', '4 more findings of 4 rules']);
    assert.match(
      last?.body ?? '',
      /\[[\w-]+\]\(https:\/\/example\.com\/pages\/docs\/rules\/[\w-]+\.md\): .* `aws_x\.y11`/,
    );
  });

  it('hold text of a plan as text: no link, no mark-up', () => {
    const message = 'x [click](https://evil.example) <img src=x> **bold** `code` "quoted`tick"';
    const { outcomes } = resultOf(
      checkOf([
        {
          rule: 'kms-via-service',
          severity: 'error',
          message,
          address: 'a`b',
          change: 'created',
          fails: true,
        },
      ]),
      TOOL,
    );
    // Without what is escaped.
    const body = (outcomes[0]?.attributes.body ?? '').replaceAll(/\\./g, '');
    assert.equal(body.includes('click](https://evil'), false);
    assert.equal(/[<>*]/.test(body.split('**How to mend it.**')[0]?.replaceAll('**', '') ?? ''), false, body);
    assert.match(outcomes[0]?.attributes.body ?? '', /\\\[click\\\]\(https/);
  });
});
