import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnoseText } from '../../core/diagnose/diagnose';
import type { Change } from '../../core/live/change';
import { diagnoseLive } from '../../core/live/diagnosis';
import type { Evidence } from '../../core/live/evidence';
import { meaningOf } from '../../core/live/policies/policy-meaning';
import { statementsOf } from '../../core/policies/statements';
import { noPolicy, refusal } from '../core/diagnose/texts';
import { FAULTY } from '../core/live/faulty-evidence';
import { ACCOUNT_B } from '../support/deployments';
import { needs } from '../support/requirements';
import { startStsStub, type StsStub } from '../support/sts-stub';
import { temporaryFolder } from '../support/temporary-folder';
import { atOnce, providerOf, terraformFolder } from '../support/terraform';

interface Case {
  readonly name: string;
  readonly terraform: string;
  /** The policy as it is. */
  readonly before: unknown;
  /** As it should be. */
  readonly after: unknown;
}

function beforeOf(evidence: Evidence, { account }: Change): unknown {
  const [one] = account === 'B' ? evidence.buckets : evidence.keys;
  return one?.policy.status === 'seen' ? one.policy.value : undefined;
}

const LIVE: readonly Case[] = Object.entries(FAULTY).flatMap(([name, evidence]) =>
  (diagnoseLive(evidence).broken?.changes ?? []).flatMap((change) =>
    change.terraform === undefined || change.policy === undefined
      ? []
      : [{ name, terraform: change.terraform, before: beforeOf(evidence, change), after: change.policy }],
  ),
);

/** From a sentence of AWS's alone, where the statement is there, and a condition of it does not fit. */
function fromSentence(): Case {
  const result = diagnoseText(refusal('kms:Decrypt', noPolicy('resource-based', 'kms:Decrypt')));
  assert.equal(result.status, 'broken');
  const [change] = result.diagnoses[0].changes;
  const [, written = ''] = /<<'JSON'\n(.*?)\nJSON\n/s.exec(change?.cli ?? '') ?? [];
  const statements = JSON.parse(written) as Record<string, unknown>[];
  const other = { Sid: 'Other', Effect: 'Allow', Principal: '*', Action: 'kms:DescribeKey', Resource: '*' };
  const stale = statements.map((one) => ({
    ...one,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }));
  return {
    name: 'what a sentence lacks, with a stale statement of each name there',
    terraform: change?.terraform ?? '',
    before: { Version: '2012-10-17', Statement: [other, ...stale] },
    after: { Version: '2012-10-17', Statement: [other, ...statements] },
  };
}

const CASES = [...LIVE, fromSentence()];

/** What the comments above a document say to take out of the policy that is there. */
function withoutThose(before: unknown, comments: string): unknown {
  const out = [...comments.matchAll(/^# (?:in place of|without) Statement\[(\d+)\]/gm)].map(([, at]) =>
    Number(at),
  );
  const left = statementsOf(before).filter((_, index) => !out.includes(index));
  return { ...(before as object), Statement: left };
}

function versionOf(policy: unknown): unknown {
  return (policy as { Version?: string }).Version;
}

/** The code as it is printed, and the policy that there is, in one document: as its first line says. */
function configuration(folder: string, { terraform, before }: Case, index: number): string {
  const [, argument = 'source_policy_documents'] = /: (\w+) = \[data\./.exec(terraform) ?? [];
  const file = `before-${index}.json`;
  writeFileSync(join(folder, file), JSON.stringify(withoutThose(before, terraform)));
  const named = terraform.replace(/^(data "aws_iam_policy_document" "\w+)"/m, `$1_${index}"`);
  const printed = `data.aws_iam_policy_document.${/^data "aws_iam_policy_document" "(\w+)"/m.exec(named)?.[1] ?? ''}.json`;
  const there = before === undefined ? [] : [`file("${file}")`];
  const version = before === undefined ? [] : [`version = "${String(versionOf(before))}"`];
  const lists =
    argument === 'source_policy_documents'
      ? [`source_policy_documents = [${[...there, printed].join(', ')}]`]
      : [`source_policy_documents = [${there.join(', ')}]`, `${argument} = [${printed}]`];
  return `${named}\ndata "aws_iam_policy_document" "all_${index}" {\n${[...version, ...lists].join('\n')}\n}\noutput "policy_${index}" {\n  value = data.aws_iam_policy_document.all_${index}.json\n}\n`;
}

function meaningsOf(policy: unknown): string[] {
  return statementsOf(policy).map(meaningOf).sort();
}

describe('policies of a diagnosis in Terraform, by the real AWS provider', function () {
  this.timeout(5 * 60_000);
  let sts: StsStub | undefined;
  let outputs: Readonly<Record<string, { value: string }>>;

  before(async function () {
    needs(this, 'terraform', 'provider');
    sts = await startStsStub();
    const versions = join(temporaryFolder(), 'versions.tf.json');
    writeFileSync(
      versions,
      JSON.stringify({
        terraform: { required_providers: { aws: { source: 'hashicorp/aws' } } },
        provider: { aws: { region: 'us-east-1' } },
      }),
    );
    const { folder, run } = terraformFolder(versions, providerOf(ACCOUNT_B), {
      AWS_ENDPOINT_URL_STS: sts.url,
    });
    writeFileSync(
      join(folder, 'main.tf'),
      CASES.map((one, index) => configuration(folder, one, index)).join('\n'),
    );
    outputs = await atOnce(async () => {
      await run('init', '-input=false', '-no-color');
      await run('plan', '-input=false', '-no-color', '-lock=false', '-out=plan');
      const plan = JSON.parse(await run('show', '-json', 'plan')) as {
        planned_values: { outputs: Record<string, { value: string }> };
      };
      return plan.planned_values.outputs;
    });
  });
  after(() => {
    sts?.close();
  });

  for (const [index, { name, after: wanted }] of CASES.entries()) {
    it(`are the policies that the AWS CLI would put: ${name}`, () => {
      const made = JSON.parse(outputs[`policy_${index}`]?.value ?? 'null') as unknown;
      assert.deepEqual(meaningsOf(made), meaningsOf(wanted));
      assert.equal(versionOf(made), versionOf(wanted));
    });
  }
});
