/** The deployment in cdktf.json: all stacks of `context.fsxLustreKms`. */
import { findEntry, tokenRange } from '../../syntax/inspect';
import { readJson } from '../../syntax/json';
import { templateValue } from '../../syntax/template';
import { wholeText } from '../../syntax/text-map';
import type { Range } from '../../syntax/value';

export interface DeploymentLens {
  readonly kind: 'deployment';
  /** The key `fsxLustreKms`. */
  readonly range: Range;
}

/** @param text of a cdktf.json */
export function deploymentLenses(text: string): DeploymentLens[] {
  if (!text.includes('fsxLustreKms')) return [];
  const { value } = readJson(wholeText(text), templateValue);
  const deployment = findEntry(findEntry(value, 'context')?.value, 'fsxLustreKms');
  return deployment?.value.kind === 'object'
    ? [{ kind: 'deployment', range: tokenRange(deployment.key) }]
    : [];
}
