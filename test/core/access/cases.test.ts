import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCases, type AccessCase } from '../../../core/access/case-format';
import { compilePolicies, decide } from '../../../core/access/decide';
import { evaluateAccess } from '../../../core/access/evaluate';
import type { Layer, Verdict } from '../../../core/access/request';

/** A case as the files hold it: the access case, what is expected, and the AWS page it rests on. */
interface ExpectedCase extends AccessCase {
  expect: Verdict & { reason?: string };
  source: string;
}

const FOLDER = join(__dirname, 'cases');

function sorted(layers: readonly Layer[]): Layer[] {
  return [...layers].sort();
}

const topics = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

describe('access cases', () => {
  it('are at least 250, each with a source', () => {
    const all = topics.flatMap(readTopic);
    assert.ok(all.length >= 250, `${all.length} cases`);
    for (const { name, source } of all)
      assert.match(source, /^https:\/\/docs\.aws\.amazon\.com\/|^docs\//, name);
  });

  for (const topic of topics) {
    describe(topic.replace('.json', ''), () => {
      for (const accessCase of readTopic(topic)) {
        it(accessCase.name, () => {
          check(accessCase);
        });
      }
    });
  }
});

function readTopic(topic: string): ExpectedCase[] {
  return JSON.parse(readFileSync(join(FOLDER, topic), 'utf8')) as ExpectedCase[];
}

function check(accessCase: ExpectedCase): void {
  const { expect } = accessCase;
  assert.equal(readCases(accessCase).status, 'valid');
  const explained = evaluateAccess(accessCase.request, accessCase);
  assert.deepEqual(
    { decision: explained.decision, denial: explained.denial, because: sorted(explained.because) },
    { decision: expect.decision, denial: expect.denial, because: sorted(expect.because) },
    explained.reasons.join('\n'),
  );
  const { decision, denial, because } = decide(accessCase.request, compilePolicies(accessCase));
  assert.deepEqual(
    { decision, denial, because },
    { decision: explained.decision, denial: explained.denial, because: explained.because },
  );
  assert.ok(explained.reasons.length > 0, 'a decision says why');
  if (expect.reason !== undefined) {
    const text = explained.reasons.join('\n');
    assert.ok(text.includes(expect.reason), `${JSON.stringify(expect.reason)} is missing in:\n${text}`);
  }
}
