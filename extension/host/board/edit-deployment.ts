/** A value of the deployment is changed in the text of cdktf.json: comments and formatting stay. */
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  type Edit,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { DEPLOYMENT_CONTEXT_PATH, formatPath } from '../../../core/deployment/format';
import { setValue } from '../../../core/deployment/json-edit';
import { parseDeployment } from '../../../core/deployment/parse';
import type { DeploymentProblem } from '../../../core/deployment/problem';
import { valueAt } from '../../../core/json-value';
import type { BoardField, BoardPlace } from '../../shared/board-fields';
import { FIELDS, PLACES, type FieldFacts } from './fields';

export type DeploymentEdit =
  | { readonly status: 'edited'; readonly edits: readonly Edit[]; readonly text: string }
  | { readonly status: 'unchanged' }
  /** It would be wrong: what, why, and what would be right. */
  | { readonly status: 'invalid'; readonly message: string }
  /** The file is no JSON, or holds no deployment. */
  | { readonly status: 'unreadable'; readonly message: string };

/** @param input as it was typed; an empty one takes the property away, so that its default counts */
export function editDeployment(text: string, field: BoardField, input: string): DeploymentEdit {
  const before = deploymentIn(text);
  if (before === undefined) {
    return { status: 'unreadable', message: 'cdktf.json is not JSON, or holds no context.fsxLustreKms.' };
  }
  const facts = FIELDS[field];
  const value = valueOf(input.trim(), facts);
  if (value === valueAt(before, facts.path)) return { status: 'unchanged' };
  const path = [...DEPLOYMENT_CONTEXT_PATH, ...facts.path];
  const edits = setValue(text, path, value);
  const edited = applyEdits(text, edits);
  const problem = newProblem(before, deploymentIn(edited));
  if (problem) return { status: 'invalid', message: wordsOf(problem, facts) };
  return { status: 'edited', edits, text: edited };
}

/** What each field has in a deployment, as it is shown; empty where it is left out. */
export function fieldValue(deployment: unknown, field: BoardField): string {
  const value = valueAt(deployment, FIELDS[field].path);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** The deployment as it stands, checked or not; undefined where the text has none. */
export function deploymentIn(text: string): unknown {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const node = root && errors.length === 0 ? deploymentNode(root) : undefined;
  return node?.type === 'object' ? getNodeValue(node) : undefined;
}

/** Where a place stands in the text; of what is left out, the nearest above it. */
export function placeIn(
  text: string,
  place: BoardPlace,
): { readonly start: number; readonly end: number } | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (!root) return undefined;
  const path = [...DEPLOYMENT_CONTEXT_PATH, ...PLACES[place].path];
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    const shown = node?.parent?.type === 'property' ? node.parent : node;
    if (shown) return { start: shown.offset, end: shown.offset + shown.length };
  }
  return undefined;
}

function deploymentNode(root: Node): Node | undefined {
  return findNodeAtLocation(root, [...DEPLOYMENT_CONTEXT_PATH]);
}

/** A number that is none stays a text: the schema says what is wrong with it. */
function valueOf(input: string, { kind }: FieldFacts): string | number | boolean | undefined {
  if (input === '') return undefined;
  switch (kind) {
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(input) ? Number(input) : input;
    case 'switch':
      return input === 'true' ? true : input === 'false' ? false : input;
    case 'text':
    case 'choice':
      return input;
  }
}

/** The first mistake that was not there before: others are told where they stand. */
function newProblem(before: unknown, after: unknown): DeploymentProblem | undefined {
  const known = new Set(problemsOf(before).map(keyOf));
  return problemsOf(after).find((problem) => !known.has(keyOf(problem)));
}

function problemsOf(deployment: unknown): readonly DeploymentProblem[] {
  const parsed = parseDeployment(deployment);
  return parsed.status === 'valid' ? [] : parsed.problems;
}

function keyOf({ path, problem }: DeploymentProblem): string {
  return `${formatPath(path)} ${problem}`;
}

function wordsOf({ path, value, problem, reason, right }: DeploymentProblem, facts: FieldFacts): string {
  const isOwn = formatPath(path) === formatPath(facts.path);
  const shown = value === undefined || typeof value === 'object' ? '' : ` ${JSON.stringify(value)}`;
  const subject = isOwn ? `It${shown === '' ? '' : ` (${shown.trim()})`}` : `${formatPath(path)}${shown}`;
  return `${subject} ${problem}: ${reason.replace(/\.$/, '')}. Right: ${right}.`;
}
