import assert from 'node:assert/strict';
import { lint } from '../../core/lint/lint';
import { createModel, type Model } from '../../core/model/model';
import { createProject } from '../../core/syntax/project';
import { everyRule } from '../support/every-rule';
import { sharedReader } from '../support/reader';
import { alternativesOf, expanded, type Alternative, type Snippet } from './snippet-files';

/** Lints one text with every rule. @returns what is found at error or warning level */
export async function findingsIn(path: string, text: string): Promise<string[]> {
  const { file } = await modelOf(path, text);
  const { findings, failures } = lint([file], { rules: await everyRule() });
  assert.deepEqual(failures, []);
  return findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
}

/** What a text says to the rules. It must have no syntax errors, and something to look at. */
export async function modelOf(path: string, text: string) {
  const file = (await sharedReader()).read({ path, text });
  assert.ok(file, 'is read');
  assert.ok(file.wellFormed, `has syntax errors:\n${text}`);
  const model: Model = createModel(createProject([file]));
  return { file, model };
}

/** Whether a text gives the rules something to judge. */
export async function isSeen(path: string, text: string): Promise<boolean> {
  const { file, model } = await modelOf(path, text);
  return model.policies.length + file.resources.length > 0;
}

/**
 * Checks that each option of each choice is right, as it is or together with one other choice: a throughput goes
 * with its deployment type only. @param problemsOf what is wrong with an expansion
 */
export async function checkAlternatives(
  snippet: Snippet,
  problemsOf: (text: string) => string[] | Promise<string[]>,
): Promise<void> {
  const alternatives = alternativesOf(snippet);
  const problems = (...chosen: Alternative[]) =>
    problemsOf(expanded(snippet, new Map(chosen.map(({ index, option }) => [index, option]))));
  for (const alternative of alternatives) {
    const alone = await problems(alternative);
    let isRight = alone.length === 0;
    for (const other of alternatives) {
      if (isRight) break;
      if (other.index !== alternative.index) isRight = (await problems(alternative, other)).length === 0;
    }
    assert.ok(isRight, `${alternative.option}: ${alone.join('\n')}`);
  }
}

/** What a snippet's policy belongs to, by its prefix; undefined for snippets without a policy of their own. */
export function policyKindOf({ prefix }: Snippet): 'bucket' | 'key' | 'identity' | undefined {
  const kind = /^fsx-kms-(bucket|key|identity)-/.exec(prefix)?.[1];
  if (prefix === 'fsx-kms-bucket-with-policy') return undefined;
  return kind === 'bucket' || kind === 'key' || kind === 'identity' ? kind : undefined;
}

/** Whether a snippet is one or more statements, and no whole policy. */
export function isStatement(snippet: Snippet): boolean {
  return policyKindOf(snippet) !== undefined && /statement/i.test(snippet.name);
}

/** A mistake that AWS answers with a silent denial: it shows that the rules look at an expansion at all. */
export function withWrongService(text: string): string {
  return text.replaceAll('s3.us-east-1.amazonaws.com', 'fsx.us-east-1.amazonaws.com');
}
