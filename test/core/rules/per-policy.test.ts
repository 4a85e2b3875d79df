import assert from 'node:assert/strict';
import { createModel, POLICY_ATTRIBUTES, type Model } from '../../../core/model/model';
import { policiesAlone, withoutPolicies, type Onlooker } from '../../../core/model/part';
import { RULES } from '../../../core/rules/registry';
import type { Finding, Rule } from '../../../core/rules/rule';
import { createProject } from '../../../core/syntax/project';
import type { Reader } from '../../../core/syntax/reader';
import type { SourceFile } from '../../../core/syntax/source-file';
import { loadRule, ruleIds } from '../../../scripts/generate/rules';
import { sharedReader } from '../../support/reader';

/** The texts of every case, by path. */
type Inputs = Readonly<Record<string, string>>;

async function everyCase(): Promise<Inputs[]> {
  const folders = await Promise.all(ruleIds().map((id) => loadRule(id)));
  return folders.flatMap(({ cases }) =>
    [...cases.bad, ...cases.good].map(({ file, text, others }) => ({ [file]: text, ...others })),
  );
}

function read(reader: Reader, inputs: Inputs, folder: string): SourceFile[] {
  return Object.entries(inputs).flatMap(
    ([path, text]) => reader.read({ path: folder + path, text: text.replace(/[«»]/g, '') }) ?? [],
  );
}

/** Findings as texts, each once, in the order in which they come. */
function found({ check }: Rule, models: readonly Model[]): string[] {
  const findings: Finding[] = models.flatMap((model) => [...check(model)]);
  return [
    ...new Set(
      findings.map((finding) =>
        JSON.stringify(finding, (key, value: SourceFile) => (key === 'file' ? value.path : value)),
      ),
    ),
  ];
}

const NOBODY: Onlooker = { followed: () => undefined, lookedAround: () => undefined };

describe('rules that look at each policy alone', () => {
  const perPolicy = RULES.filter(({ meta }) => meta.perPolicy);

  it('find the same in all policies as in each of them, in every case of every rule and in any two beside each other', async function () {
    this.timeout(120_000);
    const reader = await sharedReader();
    const cases = await everyCase();
    const files = cases.flatMap((inputs, index) => {
      const other = cases[(index * 7 + 1) % cases.length] ?? {};
      return [read(reader, inputs, ''), [...read(reader, inputs, 'a/'), ...read(reader, other, 'b/')]];
    });
    for (const project of files) {
      const model = createModel(createProject(project));
      const parts = [
        ...model.policies.map((policy) => policiesAlone(model, [policy], NOBODY)),
        withoutPolicies(model),
      ];
      for (const rule of perPolicy) {
        assert.deepEqual(
          found(rule, parts),
          found(rule, [model]),
          `${rule.meta.id}: ${project[0]?.text ?? ''}`,
        );
      }
    }
  });

  it('are of the families that policies have', () => {
    assert.deepEqual([...new Set(perPolicy.map(({ meta }) => meta.id.split('-')[0]))].sort(), ['iam', 'kms']);
  });

  it('meet one policy at most of each resource, by which it is kept', () => {
    for (const attributes of Object.values(POLICY_ATTRIBUTES)) assert.equal(attributes.length, 1);
  });
});
