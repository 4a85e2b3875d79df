import assert from 'node:assert/strict';
import { parseDeployment } from '../../core/deployment/parse';
import type { DeploymentInput } from '../../core/deployment/schema';
import { bucketPolicy } from '../../core/policies/bucket-policy';
import { grantAdministratorPolicy } from '../../core/policies/grant-administrator-policy';
import { keyPolicy, keyPolicyStatements } from '../../core/policies/key-policy';
import { ACCOUNT_A, resolved, sampleInput } from '../support/deployments';
import {
  checkAlternatives,
  findingsIn,
  isSeen,
  isStatement,
  policyKindOf,
  withWrongService,
} from './linting';
import { expanded, expansionOf, snippetsOf, type Snippet } from './snippet-files';

/** A statement alone is no policy: others must be able to change a key's. */
function wholeFile(snippet: Snippet, text: string): string {
  if (snippet.prefix === 'fsx-kms-deployment') return `{${text}}`;
  if (!isStatement(snippet)) return text;
  const others =
    policyKindOf(snippet) === 'key' && snippet.prefix !== 'fsx-kms-key-admin'
      ? `${expansionOf('json', 'key-admin')},`
      : '';
  return `{ "Version": "2012-10-17", "Statement": [${others}${text}] }`;
}

describe('JSON snippets', () => {
  const snippets = snippetsOf('json');

  for (const snippet of snippets) {
    const kind = policyKindOf(snippet);
    const path = `${kind ?? 'other'}-policy.json`;
    const wrap = (text: string) => wholeFile(snippet, text);

    it(`${snippet.prefix} is JSON, and right`, async () => {
      const text = wrap(expanded(snippet));
      JSON.parse(text);
      if (kind === undefined) return;
      assert.ok(await isSeen(path, text), 'is seen');
      assert.deepEqual(await findingsIn(path, text), []);
      await checkAlternatives(snippet, (chosen) => findingsIn(path, wrap(chosen)));
    });

    if (!expanded(snippet).includes('s3.us-east-1')) continue;
    it(`${snippet.prefix} with a mistake is found out`, async () => {
      assert.match(
        (await findingsIn(path, wrap(withWrongService(expanded(snippet))))).join('\n'),
        /kms-via-service/,
      );
    });
  }

  describe('say what our stacks say', () => {
    const buckets = [{ name: 'data', key: 'data', bucketName: 'my-linked-bucket' }];
    const policyOf = (prefix: string) => JSON.parse(expansionOf('json', prefix)) as unknown;
    const deployed = (changes: Partial<DeploymentInput> = {}) => resolved({ buckets, ...changes });
    const exact: Partial<DeploymentInput> = {
      serviceLinkedRole: 'fs-0123456789abcdef0',
      fileSystem: { creatorPrincipalArn: `arn:aws:iam::${ACCOUNT_A}:role/deployer` },
    };
    const sameAccount = { accounts: { ...sampleInput().accounts, key: { id: ACCOUNT_A } } };

    for (const [prefix, changes] of [
      ['key-policy', { throughStep: 2 }],
      ['key-policy-grants', {}],
      ['key-policy-role', exact],
    ] as const) {
      it(`in ${prefix}`, () => {
        assert.deepEqual(policyOf(prefix), keyPolicy(deployed(changes), 'data'));
      });
    }

    for (const [prefix, changes] of [
      ['bucket-policy', {}],
      ['bucket-policy-role', exact],
    ] as const) {
      it(`in ${prefix}`, () => {
        const deployment = deployed(changes);
        const [bucket] = deployment.buckets;
        assert.ok(bucket);
        assert.deepEqual(policyOf(prefix), bucketPolicy(deployment, bucket));
      });
    }

    it('in identity-grants', () => {
      const key = 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
      assert.deepEqual(policyOf('identity-grants'), grantAdministratorPolicy([key]));
    });

    it('in every single statement', () => {
      const whole = [deployed(), deployed(exact), deployed(sameAccount)].flatMap((deployment) => [
        ...keyPolicyStatements(deployment, 'data'),
        ...deployment.buckets.flatMap((bucket) => bucketPolicy(deployment, bucket).Statement),
      ]);
      const known = new Set(whole.map((statement) => JSON.stringify(statement)));
      const statements = snippets.filter(isStatement);
      assert.ok(statements.length >= 12);
      for (const snippet of statements) {
        for (const statement of JSON.parse(`[${expanded(snippet)}]`) as unknown[]) {
          assert.ok(known.has(JSON.stringify(statement)), `${snippet.prefix}: ${JSON.stringify(statement)}`);
        }
      }
    });
  });

  it('fsx-kms-deployment is a deployment, with every choice', async () => {
    const snippet = snippets.find(({ prefix }) => prefix === 'fsx-kms-deployment');
    assert.ok(snippet);
    const problemsOf = (text: string): string[] => {
      const { context } = JSON.parse(`{${text}}`) as { context: { fsxLustreKms: unknown } };
      const parsed = parseDeployment(context.fsxLustreKms);
      return parsed.status === 'valid' ? [] : [JSON.stringify(parsed)];
    };
    assert.deepEqual(problemsOf(expanded(snippet)), []);
    await checkAlternatives(snippet, problemsOf);
  });
});
