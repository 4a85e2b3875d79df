/** A diagnosis for a terminal. */
import { printable, wrap } from '../../lint/format/text';
import { ACCOUNTS, STEPS } from '../../journey/steps';
import {
  WAYS,
  type Change,
  type Diagnosis,
  type OpenPoint,
  type TextDiagnosis,
  type Way,
} from '../diagnosis';
import { accountText, LAYER_NAMES, WAY_NAMES } from '../words';

/** Columns that a line of prose takes at most; commands and code stay as they are. */
const WIDTH = 100;

export type Paint = (text: string, style: 'bold' | 'dim' | 'red' | 'green' | 'yellow') => string;

/**
 * @param paint leaves texts as they are where there are no colours
 * @param way the only one that changes are shown in; without it, all that there are
 */
export function prettyDiagnosis(
  result: Exclude<TextDiagnosis, { status: 'unreadable' }>,
  paint: Paint,
  way?: Way,
): string {
  if (result.status === 'nothing-broken') {
    return `${[
      paint('The text shows nothing broken.', 'green'),
      ...section('What is sure', result.sure.flatMap(sentence), paint),
      ...section(
        'What is open',
        result.unsure.flatMap((point) => openPoint(point)),
        paint,
      ),
    ].join('\n')}\n`;
  }
  const { diagnoses } = result;
  const [first, ...others] = diagnoses.map((diagnosis, index) =>
    one(diagnosis, { number: diagnoses.length === 1 ? '' : `${index + 1}. `, paint, way }),
  );
  const hint =
    way === undefined && diagnoses.some(({ changes }) => changes.some(isInThreeWays))
      ? [`  ${paint('One way of these alone: --as terraform, --as cdktf or --as cli', 'dim')}`]
      : [];
  return `${[first, ...others, ...hint].join('\n\n')}\n`;
}

function isInThreeWays(change: Change): boolean {
  return WAYS.every((way) => change[way] !== undefined);
}

/** How a diagnosis is shown. */
interface Shown {
  readonly number: string;
  readonly paint: Paint;
  readonly way: Way | undefined;
}

function one(diagnosis: Diagnosis, { number, paint, way }: Shown): string {
  const { title, layer, confidence, sure, unsure, changes, placeholders } = diagnosis;
  return [
    paint(`${number}${printable(title)}`, confidence === 'open' ? 'yellow' : 'red'),
    `  layer    ${LAYER_NAMES[layer]}`,
    `  account  ${accountLine(diagnosis)}`,
    `  step     ${stepText(diagnosis)}`,
    `  certain  ${confidence === 'certain' ? 'yes' : confidence === 'likely' ? 'likely' : 'no: the text does not say why'}`,
    ...section('What is sure', sure.flatMap(sentence), paint),
    ...section('What is open, and what settles it', unsure.flatMap(openPoint), paint),
    ...section(
      'What to change',
      changes.flatMap((change) => changeLines(change, paint, way)).slice(0, -1),
      paint,
    ),
    ...section(
      'To be filled in',
      changes.length === 0 && unsure.length === 0
        ? []
        : placeholders.map(({ name, meaning }) => `  ${name}  ${meaning}`),
      paint,
    ),
  ].join('\n');
}

function accountLine({ account }: Diagnosis): string {
  const { role } = account;
  return role === undefined ? accountText(account) : `${accountText(account)}: ${ACCOUNTS[role].holds}`;
}

/** `6, Grant for the service-linked role; reading works`. */
export function stepText({ step: id, stepIsOpen }: Diagnosis): string {
  const step = STEPS.find((one) => one.id === id);
  if (stepIsOpen === true) return 'not said';
  return step ? `${step.number}, ${step.title}` : 'none of the seven';
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0
    ? []
    : ['', `  ${paint(title, 'bold')}`, ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}

function sentence(text: string): string[] {
  return wrap(printable(text), WIDTH).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

function openPoint({ text, command, account }: OpenPoint): string[] {
  const where =
    account === undefined || (account.role === undefined && account.id === undefined)
      ? ''
      : `  # ${accountText(account)}`;
  return [...sentence(text), ...(command === undefined ? [] : [`    ${printable(command)}${where}`])];
}

function changeLines(change: Change, paint: Paint, only: Way | undefined): string[] {
  const { what, deploy } = change;
  // What there is not in the way that is asked for is shown in those that there are.
  const shown = only !== undefined && change[only] !== undefined ? [only] : WAYS;
  const ways: [name: string, text: string | undefined][] = [
    ['This project', deploy],
    ...shown.map((way): [string, string | undefined] => [WAY_NAMES[way], change[way]]),
  ];
  return [
    ...sentence(what),
    ...ways.flatMap(([name, text]) =>
      text === undefined ? [] : ['', `    ${paint(name, 'dim')}`, ...code(text)],
    ),
    '',
  ];
}

function code(text: string): string[] {
  return text.split('\n').map((line) => (line === '' ? '' : `      ${printable(line)}`));
}
