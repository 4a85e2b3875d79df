/** A diagnosis of live accounts for a terminal. */
import { STEPS, type AccountRole } from '../journey/steps';
import { markOf } from '../rehearsal/report/words';
import { isKnownText } from '../rehearsal/world/text';
import { shellWord } from '../diagnose/changes/shell';
import { sentenceOf } from './broken-link';
import { bundleCommand } from './commands';
import type { LiveDiagnosis } from './diagnosis';
import type { Evidence } from './evidence';
import { shorten, shortNames, type ShortName } from './names';
import { liveWorld } from './world';

const WIDTH = 100;
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
}

/** The diagnosis in sentences and commands, which carry the profiles. */
export function liveText(diagnosis: LiveDiagnosis, options: LiveTextOptions): string {
  const { evidence } = options;
  const names = shortNames(liveWorld(evidence).world.links);
  const parts = [
    headline(diagnosis),
    ...brokenText(diagnosis, names, options),
    stepsText(diagnosis),
    ...openText(diagnosis, options),
    ...recentText(diagnosis),
    ...(diagnosis.notes.length === 0
      ? []
      : [['Worth knowing', ...diagnosis.notes.flatMap((note) => wrap(note, '  '))].join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function headline({ fileSystemId, healthy, broken }: LiveDiagnosis): string {
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
  return healthy === true
    ? `${fileSystemId}: no link is broken. All that was asked for could be read.`
    : `${fileSystemId}: nothing that could be read is broken, and not everything could be read.`;
}

/** What stands for a whole account, policy or Region that nobody could see. */
const UNSEEN = /\$\{((?:account|policy|Region) of [^}]*)\}/;

/** Why earlier steps are not known, a sentence each. */
function openBefore({ broken, rehearsal }: LiveDiagnosis): string[] {
  return rehearsal.steps
    .filter(({ step }) => broken?.unknownBefore.includes(step))
    .flatMap(({ step, requests, findings }) => {
      const open = requests.filter(({ decision }) => decision === 'unknown').map(sentenceOf);
      const [first] = open.length > 0 ? open : findings.map(({ message }) => message);
      if (first === undefined) return [];
      if (first.includes('linked bucket')) return [`Step ${step}: which bucket is meant is not known.`];
      const unseen = UNSEEN.exec(first)?.[1];
      return [`Step ${step}: ${unseen === undefined ? first : `the ${unseen} is not known.`}`];
    });
}

function brokenText(
  diagnosis: LiveDiagnosis,
  names: readonly ShortName[],
  { profiles = {}, folder }: LiveTextOptions,
): string[] {
  const { broken } = diagnosis;
  if (!broken) return [];
  const before = openBefore(diagnosis).map((sentence) => shorten(sentence, names));
  const why = broken.why.slice(0, 3).map((sentence) => shorten(sentence, names));
  const more = broken.why.length > 3 ? [`  … and ${broken.why.length - 3} more of the kind`] : [];
  // A policy as it would be says more than sentences about what it lacks.
  const isShown = broken.denied.length > 0 && broken.changes.length > 0;
  const advice = isShown ? [] : broken.advice.map((sentence) => shorten(sentence, names));
  const whats = broken.changes.map(({ what }) => shorten(what, names));
  const changes = broken.changes.map(({ account, diff, command, file }, at) =>
    [
      ...wrap(`Account ${account}: ${whats[at] ?? ''}`, '  '),
      ...(diff ?? []).map((line) => `    ${line}`),
      ...(command === undefined
        ? []
        : [`    $ ${withProfile(inFolder(command, file, folder), profiles[ROLE_OF_ACCOUNT[account]])}`]),
      ...(file === undefined || folder !== undefined ? [] : [`    (--policies DIR writes ${file}, whole)`]),
    ].join('\n'),
  );
  const said = [...before, ...why, ...advice, ...whats].join(' ');
  const legend = names
    .filter(({ name, full }) => said.includes(name) && isKnownText(full))
    .map(({ name, full }) => `  (${name}: ${full})`);
  return [
    ...(before.length === 0
      ? []
      : [['Why it is not known', ...before.flatMap((sentence) => wrap(sentence, '  '))].join('\n')]),
    ['Why', ...why.flatMap((sentence) => wrap(sentence, '  ')), ...more, ...legend].join('\n'),
    ...(advice.length + changes.length === 0
      ? []
      : [['What to change', ...advice.flatMap((sentence) => wrap(sentence, '  ')), ...changes].join('\n')]),
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

function openText({ open }: LiveDiagnosis, { evidence, endpointUrl }: LiveTextOptions): string[] {
  if (open.length === 0) return [];
  const lines = open.flatMap(({ what, why, command }) => [
    ...wrap(`- ${what}: ${why}`, '  '),
    `      $ ${command}`,
  ]);
  const accounts = [...new Set(open.map(({ account }) => account))];
  const bundles = accounts.map((account) => `      $ ${bundleCommand(evidence, account, endpointUrl)}`);
  return [
    [
      'Not known; the owner of each reads it with',
      ...lines,
      '  or saves all of it for you to add with --with FILE:',
      ...bundles,
    ].join('\n'),
  ];
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

/** Breaks a text at spaces; what has none is left whole. */
function wrap(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  const further = text.startsWith('- ') ? `${indent}  ` : indent;
  for (const word of text.split(' ')) {
    const start = lines.length === 0 ? indent : further;
    if (line !== '' && start.length + line.length + 1 + word.length > WIDTH) {
      lines.push(start + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, (lines.length === 0 ? indent : further) + line];
}
