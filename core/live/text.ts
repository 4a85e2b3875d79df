/** A diagnosis of live accounts for a terminal. */
import { STEPS, type AccountRole } from '../journey/steps';
import { markOf } from '../rehearsal/report/words';
import { isKnownText } from '../rehearsal/world/text';
import type { Way } from '../diagnose/diagnosis';
import { shellWord } from '../diagnose/changes/shell';
import { WAY_NAMES } from '../diagnose/words';
import type { Change } from './change';
import type { LiveDiagnosis } from './diagnosis';
import type { Evidence } from './evidence';
import { shorten, shortNames, type ShortName } from './names';
import { openText } from './open-text';
import { liveWorld } from './world';
import { wrap } from './wrap';

const MOST_LOG_RECORDS = 3;

/** What a text for a terminal takes beside the diagnosis. */
export interface LiveTextOptions {
  /** What the diagnosis is made from. */
  evidence: Evidence;
  /** Profiles of the shared AWS configuration with which the accounts were read. */
  profiles?: Partial<Record<AccountRole, string>>;
  /** Folder that the policies were written to. */
  folder?: string | undefined;
  /** Where AWS was called instead. */
  endpointUrl?: string | undefined;
  /** How changes are shown, where there is that way of them; default: `cli`. */
  as?: Way | undefined;
}

/** The diagnosis in sentences and commands, which carry the profiles. */
export function liveText(diagnosis: LiveDiagnosis, options: LiveTextOptions): string {
  const { evidence } = options;
  const names = shortNames(liveWorld(evidence).world.links);
  const parts = [
    headline(diagnosis),
    ...unsettledText(diagnosis, names, options),
    ...brokenText(diagnosis, names, options),
    ...waysText(diagnosis, options),
    stepsText(diagnosis),
    ...openText(diagnosis.open, options),
    ...recentText(diagnosis),
    ...(diagnosis.notes.length === 0
      ? []
      : [['Worth knowing', ...diagnosis.notes.flatMap((note) => wrap(note, '  '))].join('\n')]),
  ];
  return `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`;
}

function headline({ fileSystemId, healthy, broken, open }: LiveDiagnosis): string {
  if (broken) {
    const where = broken.account === '?' ? 'outside of the three accounts' : `account ${broken.account}`;
    const { step, layer, unknownBefore } = broken;
    if (!broken.sure)
      return `${fileSystemId}: most likely the ${layer} is broken (step ${step}, ${where}), which nobody here may read.`;
    const first =
      unknownBefore.length === 0 ? 'the first broken link' : 'the first link that is seen to be broken';
    const rest =
      unknownBefore.length === 0
        ? ''
        : `\nNot known before it: step ${unknownBefore.join(', ')}. What is wrong there, if anything, comes first.`;
    return `${fileSystemId}: ${first} is the ${layer} (step ${step}, ${where}).${rest}`;
  }
  if (healthy === true) return `${fileSystemId}: no link is broken. All that was asked for could be read.`;
  const left = open.length > 0 ? 'not everything could be read' : 'what was read does not settle everything';
  return `${fileSystemId}: nothing that could be read is broken, and ${left}.`;
}

/** Why steps are not known, and what settles it. What could not be read is told with who can, but before a broken link. */
function unsettledText(
  { broken, unsettled }: LiveDiagnosis,
  names: readonly ShortName[],
  options: LiveTextOptions,
): string[] {
  const shown = unsettled.filter(({ unread }) => broken !== undefined || !unread);
  if (shown.length === 0) return [];
  const lines = shown.flatMap(({ step, why, changes }) => [
    ...wrap(shorten(`Step ${step}: ${why}`, names), '  '),
    ...changes.map((change) => changeText(change, names, options)),
  ]);
  const said = shown.flatMap(({ why, changes }) => [why, ...changes.map(({ what }) => what)]).join(' ');
  return [
    ['Why it is not known', ...lines, ...(broken ? [] : legendOf(shorten(said, names), names))].join('\n'),
  ];
}

function brokenText(
  { broken }: LiveDiagnosis,
  names: readonly ShortName[],
  options: LiveTextOptions,
): string[] {
  if (!broken) return [];
  const why = broken.why.slice(0, 3).map((sentence) => shorten(sentence, names));
  const more = broken.why.length > 3 ? [`  … and ${broken.why.length - 3} more of the kind`] : [];
  // A policy as it would be says more than sentences about what it lacks.
  const isShown = broken.denied.length > 0 && broken.changes.length > 0;
  const advice = isShown ? [] : broken.advice.map((sentence) => shorten(sentence, names));
  const whats = broken.changes.map(({ what }) => shorten(what, names));
  const changes = broken.changes.map((change) => changeText(change, names, options));
  const legend = legendOf([...why, ...advice, ...whats].join(' '), names);
  return [
    ['Why', ...why.flatMap((sentence) => wrap(sentence, '  ')), ...more, ...legend].join('\n'),
    ...(advice.length + changes.length === 0
      ? []
      : [['What to change', ...advice.flatMap((sentence) => wrap(sentence, '  ')), ...changes].join('\n')]),
  ];
}

/** That there is more than the command. */
function waysText({ unsettled, broken }: LiveDiagnosis, { as }: LiveTextOptions): string[] {
  const changes = [...unsettled, ...(broken ? [broken] : [])].flatMap((one) => one.changes);
  return as === undefined && changes.some(({ terraform }) => terraform !== undefined)
    ? ['For what a stack manages: --as terraform, or --as cdktf']
    : [];
}

function legendOf(said: string, names: readonly ShortName[]): string[] {
  return names
    .filter(({ name, full }) => said.includes(name) && isKnownText(full))
    .map(({ name, full }) => `  (${name}: ${full})`);
}

function changeText(change: Change, names: readonly ShortName[], options: LiveTextOptions): string {
  const { account, what, diff } = change;
  const { as = 'cli' } = options;
  const code = as === 'cli' ? undefined : change[as];
  return [
    ...wrap(`Account ${account}: ${shorten(what, names)}`, '  '),
    ...(diff ?? []).map((line) => `    ${line}`),
    ...(code === undefined
      ? commandLines(change, options)
      : ['', ...codeLines(code), ...wholeLines(change, options), '']),
  ].join('\n');
}

/** Where the policy is whole, beside its code. */
function wholeLines({ file }: Change, { folder }: LiveTextOptions): string[] {
  return file === undefined || folder === undefined
    ? []
    : ['', `    (${folder}/${file} has the policy, whole)`];
}

function codeLines(code: string): string[] {
  return code.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
}

function commandLines({ account, command, file }: Change, options: LiveTextOptions): string[] {
  const { as = 'cli', profiles = {}, folder } = options;
  return [
    ...(as === 'cli' || command === undefined ? [] : [`    (no ${WAY_NAMES[as]} for this; by the AWS CLI:)`]),
    ...(command === undefined
      ? []
      : [`    $ ${withProfile(inFolder(command, file, folder), profiles[ROLE_OF_ACCOUNT[account]])}`]),
    ...(file === undefined || folder !== undefined ? [] : [`    (--policies DIR writes ${file}, whole)`]),
  ];
}

const ROLE_OF_ACCOUNT = { A: 'fileSystem', B: 'bucket', C: 'key' } as const;

function inFolder(command: string, file: string | undefined, folder: string | undefined): string {
  if (file === undefined || folder === undefined) return command;
  return command.replace(`file://${file}`, shellWord(`file://${folder}/${file}`));
}

function withProfile(command: string, profile: string | undefined): string {
  if (profile === undefined) return command;
  const option = ` --profile ${shellWord(profile)}`;
  return command
    .split(' && ')
    .map((one) => (one.startsWith('aws ') ? one + option : one))
    .join(' && ');
}

/** Step 5 is a what-if where the grant is there already. */
const TITLES: Readonly<Record<number, string>> = { 5: 'Reading would fail without the grant' };

function stepsText({ rehearsal }: LiveDiagnosis): string {
  const rows = rehearsal.steps.map((step) => {
    const title = TITLES[step.step] ?? STEPS.find(({ number }) => number === step.step)?.title ?? step.title;
    return `  ${step.step}  ${step.account}  ${markOf(step).padEnd(15)}  ${title}`;
  });
  return ['The seven steps, rehearsed on what is there', ...rows].join('\n');
}

function recentText({ refusals, log }: LiveDiagnosis): string[] {
  const calls = refusals.map(
    ({ time, action, principal, allowedSince }) =>
      `${time ?? 'as told'}  ${action} refused to ${principal ?? '?'}${allowedSince === undefined ? '' : `; allowed since ${allowedSince}`}`,
  );
  const records = log.slice(-MOST_LOG_RECORDS).map(({ time, code }) => `${time}  ${code} in the log`);
  const all = [...calls, ...records];
  return all.length === 0 ? [] : [['In the last day', ...all.flatMap((line) => wrap(line, '  '))].join('\n')];
}
