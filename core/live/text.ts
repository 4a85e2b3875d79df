/** A diagnosis of live accounts for a terminal. */
import { STEPS } from '../journey/steps';
import { markOf } from '../rehearsal/report/words';
import { bundleCommand } from './commands';
import type { LiveDiagnosis } from './diagnosis';
import type { Evidence } from './evidence';

const WIDTH = 100;
const MOST_LOG_RECORDS = 3;

/** @param evidence what the diagnosis is made from */
export function liveText(diagnosis: LiveDiagnosis, evidence: Evidence): string {
  const parts = [
    headline(diagnosis),
    ...brokenText(diagnosis),
    stepsText(diagnosis),
    ...openText(diagnosis, evidence),
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

function brokenText({ broken }: LiveDiagnosis): string[] {
  if (!broken) return [];
  const why = broken.why.slice(0, 3).flatMap((sentence) => wrap(sentence, '  '));
  const more = broken.why.length > 3 ? [`  … and ${broken.why.length - 3} more of the kind`] : [];
  const advice = broken.advice.flatMap((sentence) => wrap(sentence, '  '));
  const changes = broken.changes.map(({ account, what, diff, command }) =>
    [
      ...wrap(`Account ${account}: ${what}`, '  '),
      ...(diff ?? []).map((line) => `    ${line}`),
      ...(command === undefined ? [] : [`    $ ${command}`]),
      ...(diff === undefined ? [] : ['    The whole policy: --format json, at broken.changes.']),
    ].join('\n'),
  );
  return [
    ['Why', ...why, ...more].join('\n'),
    ...(advice.length + changes.length === 0 ? [] : [['What to change', ...advice, ...changes].join('\n')]),
  ];
}

function stepsText({ rehearsal }: LiveDiagnosis): string {
  const rows = rehearsal.steps.map((step) => {
    const title = STEPS.find(({ number }) => number === step.step)?.title ?? step.title;
    return `  ${step.step}  ${step.account}  ${markOf(step).padEnd(15)}  ${title}`;
  });
  return ['The seven steps, rehearsed on what is there', ...rows].join('\n');
}

function openText({ open }: LiveDiagnosis, evidence: Evidence): string[] {
  if (open.length === 0) return [];
  const lines = open.flatMap(({ what, why, command }) => [
    ...wrap(`- ${what}: ${why}`, '  '),
    `      $ ${command}`,
  ]);
  const accounts = [...new Set(open.map(({ account }) => account))];
  const bundles = accounts.map((account) => `      $ ${bundleCommand(evidence, account)}`);
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
