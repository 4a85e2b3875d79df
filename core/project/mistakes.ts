import { formatPath } from '../deployment/format';
import { parseDeployment } from '../deployment/parse';
import type { DeploymentProblem } from '../deployment/problem';
import { RIGHT_ACCOUNT_ID } from '../deployment/sections/accounts';
import { ACCOUNT_ID, parseArn } from '../facts/arns';
import { partitionOfRegion } from '../facts/regions';
import {
  deploymentOfAnswers,
  PROJECT_FIELDS,
  type Answers,
  type FieldName,
  type ProjectField,
} from './fields';

/** Something that is wrong with answers. */
export interface Mistake {
  /** The field it is about, the one to ask again. */
  readonly field: ProjectField;
  /** What is wrong, why, and what would be right, in the schema's words. */
  readonly problem: Pick<DeploymentProblem, 'value' | 'problem' | 'reason' | 'right'>;
}

/**
 * Everything that is wrong with a full set of answers, in the order of the fields. What depends on an answer that is
 * wrong is judged as if that were right.
 */
export function mistakesIn(answers: Answers): Mistake[] {
  return inOrder([...clashes(answers), ...judged(answers, new Set())]);
}

/** What is wrong with the answers that were given so far. @param open the fields that have none yet */
export function mistakesSoFar(answers: Answers, open: ReadonlySet<FieldName>): Mistake[] {
  return inOrder([...clashes(answers), ...judged(answers, open)]);
}

/** What the schema says of answers, round by round: the fields that it found wrong are filled in for the next one. */
function judged(answers: Answers, filledIn: ReadonlySet<FieldName>): Mistake[] {
  const filled: Answers = { ...answers };
  for (const name of filledIn) filled[name] = standIn(name, answers, filledIn);
  const parsed = parseDeployment(deploymentOfAnswers(filled));
  const problems = parsed.status === 'invalid' ? parsed.problems : [];
  const found = problems
    .map((problem) => ({ field: fieldOf(problem.path, filled), problem: asAnswer(problem) }))
    .filter(({ field }) => !filledIn.has(field.name));
  if (found.length === 0) return [];
  return [...found, ...judged(answers, new Set([...filledIn, ...found.map(({ field }) => field.name)]))];
}

/** Quotes are for cdktf.json, not for an option or a box. */
function asAnswer(problem: DeploymentProblem): DeploymentProblem {
  return problem.right === RIGHT_ACCOUNT_ID
    ? { ...problem, right: 'twelve digits, such as 111111111111' }
    : problem;
}

/** An answer that raises no question with those that were given: an existing key's ARN says account and Region. */
function standIn(name: FieldName, answers: Answers, filledIn: ReadonlySet<FieldName>): string | undefined {
  const { existingKey, fileSystemAccount } = answers;
  const key = filledIn.has('existingKey') ? undefined : parseArn(existingKey ?? '');
  const first = filledIn.has('fileSystemAccount') ? undefined : fileSystemAccount;
  switch (name) {
    case 'fileSystemAccount':
      return '111111111111';
    case 'bucketAccount':
      return '222222222222';
    case 'keyAccount':
      // The file system's own account goes with any account of the bucket.
      return ACCOUNT_ID.test(key?.account ?? '') ? key?.account : (first ?? '111111111111');
    case 'region':
      return partitionOfRegion(key?.region ?? '') ? key?.region : 'us-east-1';
    default:
      return undefined;
  }
}

/** Answers that leave each other without a use. */
function clashes(answers: Answers): Mistake[] {
  return PROJECT_FIELDS.filter(
    ({ name, isIdle }) => answers[name] !== undefined && isIdle?.(answers) === true,
  ).map((field) => ({
    field,
    problem: {
      value: answers[field.name],
      problem: 'stands beside a bucket that is there already',
      reason: 'the bucket is there already, or it is made: it has one name.',
      right: 'one of the two',
    },
  }));
}

/** The field that a path is about; where several are, the one that was answered. */
function fieldOf(path: DeploymentProblem['path'], answers: Answers): ProjectField {
  const place = formatPath(path);
  const fields = PROJECT_FIELDS.filter((field) => {
    const own = formatPath(field.path);
    return own === place || own.startsWith(`${place}.`) || own.startsWith(`${place}[`);
  });
  const field = fields.find(({ name }) => answers[name] !== undefined) ?? fields[0];
  // The rest of the deployment is ours, and a test parses it with every kind of answer.
  if (!field) throw new Error(`no field is for ${place}`);
  return field;
}

function inOrder(mistakes: readonly Mistake[]): Mistake[] {
  const position = ({ field }: Mistake) => PROJECT_FIELDS.indexOf(field);
  return [...mistakes].sort((a, b) => position(a) - position(b));
}

/** Mistakes in options, for a terminal. */
export function formatMistakes(mistakes: readonly Mistake[]): string {
  const title = `${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'} in the options`;
  return [title, ...mistakes.map((mistake) => `  ${formatMistake(mistake)}`)].join('\n\n');
}

/** One mistake, beginning with the option. */
export function formatMistake({ field, problem }: Mistake): string {
  const { value, problem: what } = problem;
  const shown = value === undefined ? '' : ` ${JSON.stringify(value)}`;
  return `${field.option}${shown}\n    ${what}\n${notes(problem)}`;
}

/** One mistake for somebody who answers questions, and need not know of options. */
export function formatAnswerMistake({ problem }: Mistake): string {
  const { value, problem: what } = problem;
  const answer = value === undefined ? 'An answer' : JSON.stringify(value);
  return `${answer} ${what}\n${notes(problem)}`;
}

function notes({ reason, right }: Mistake['problem']): string {
  return `    why:   ${reason}\n    right: ${right}`;
}
