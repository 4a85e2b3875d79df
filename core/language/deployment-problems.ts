/** Mistakes of the deployment in a cdktf.json, on the tokens where they stand. */
import { findNodeAtLocation, getNodeValue, parseTree, type Node } from 'jsonc-parser';
import { DEPLOYMENT_CONTEXT_PATH, formatPath } from '../deployment/format';
import { parseDeployment } from '../deployment/parse';
import type { DeploymentProblem } from '../deployment/problem';
import type { Range } from '../syntax/value';

export interface DeploymentMark {
  readonly range: Range;
  /** What is wrong, why, and what would be right. Whole sentences. */
  readonly message: string;
}

/**
 * Checks `context.fsxLustreKms` as synth does.
 * @param text of a cdktf.json; one that is no JSON yet is checked as far as it can be read
 */
export function deploymentProblems(text: string): DeploymentMark[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && findNodeAtLocation(root, [...DEPLOYMENT_CONTEXT_PATH]);
  if (!node) return [];
  const parsed = parseDeployment(getNodeValue(node));
  if (parsed.status === 'valid') return [];
  return parsed.problems.map((problem) => ({
    range: rangeOf(node, problem),
    message: messageOf(problem),
  }));
}

/** The value; of a property that nobody knows its name; of one that is missing the name of what it belongs to. */
function rangeOf(deployment: Node, { path, isName }: DeploymentProblem): Range {
  const node = findNodeAtLocation(deployment, [...path]);
  if (node) return inside(isName ? keyOf(node) : node);
  for (let length = path.length - 1; length >= 0; length--) {
    const parent = length === 0 ? deployment : findNodeAtLocation(deployment, path.slice(0, length));
    if (parent) return inside(keyOf(parent));
  }
  return inside(keyOf(deployment));
}

function messageOf({ path, problem, reason, right }: DeploymentProblem): string {
  const name = path.length === 0 ? DEPLOYMENT_CONTEXT_PATH.join('.') : formatPath(path);
  return `${name} ${problem}: ${reason.replace(/\.$/, '')}. Write ${right}.`;
}

/** The name that a value stands under; an item of a list stands for itself. */
function keyOf(node: Node): Node {
  return (node.parent?.type === 'property' ? node.parent.children?.[0] : undefined) ?? node;
}

/** A text without its quotes; of a list or object only its beginning. */
function inside({ type, offset, length }: Node): Range {
  if (type === 'string' && length > 2) return { start: offset + 1, end: offset + length - 1 };
  if (type === 'object' || type === 'array') return { start: offset, end: offset + 1 };
  return { start: offset, end: offset + length };
}
