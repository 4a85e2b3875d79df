/** A diagnosis for the editor's panel. */
import { codeSpan, proseOf, tableOf } from '../../language/explain/markdown';
import { ACCOUNTS } from '../../journey/steps';
import type { Change, Diagnosis, OpenPoint, TextDiagnosis } from '../diagnosis';
import { FORMS } from '../forms';
import { accountText, LAYER_NAMES, WAY_NAMES } from '../words';
import { stepText } from './pretty';

/** Markdown without HTML; texts of the user are escaped. */
export function markdownDiagnosis(result: TextDiagnosis): string {
  switch (result.status) {
    case 'unreadable':
      return [
        '## Nothing to diagnose',
        'The text has none of these:',
        FORMS.map(({ name, example }) => `- ${proseOf(name)}: ${codeSpan(example)}`).join('\n'),
      ].join('\n\n');
    case 'nothing-broken':
      return [
        '## The text shows nothing broken',
        ...listed('What is sure', result.sure.map(proseOf)),
        ...listed('What is open', result.unsure.map(openPoint)),
      ].join('\n\n');
    case 'broken':
      return result.diagnoses.map(one).join('\n\n');
  }
}

function one(diagnosis: Diagnosis): string {
  const { title, layer, account, confidence, sure, unsure, changes, placeholders } = diagnosis;
  const holds = account.role === undefined ? '' : `: ${ACCOUNTS[account.role].holds}`;
  return [
    `## ${proseOf(title)}`,
    tableOf(
      ['layer', 'account', 'step', 'certain'],
      [
        [
          proseOf(LAYER_NAMES[layer]),
          proseOf(`${accountText(account)}${holds}`),
          proseOf(stepText(diagnosis)),
          confidence === 'certain' ? 'yes' : confidence === 'likely' ? 'likely' : 'no',
        ],
      ],
    ),
    ...listed('What is sure', sure.map(proseOf)),
    ...listed('What is open, and what settles it', unsure.map(openPoint)),
    ...(changes.length === 0 ? [] : ['### What to change', ...changes.map(changeOf)]),
    ...listed(
      'To be filled in',
      placeholders.map(({ name, meaning }) => `${codeSpan(name)}: ${proseOf(meaning)}`),
    ),
  ].join('\n\n');
}

function listed(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`### ${title}`, items.map((item) => `- ${item}`).join('\n')];
}

function openPoint({ text, command, account }: OpenPoint): string {
  if (command === undefined) return proseOf(text);
  const where =
    account?.role === undefined && account?.id === undefined ? '' : ` In ${proseOf(accountText(account))}:`;
  // Indented, it is part of the point.
  return `${proseOf(text)}${where}\n\n${indented(fence('shell', command))}\n`;
}

function changeOf({ what, terraform, cdktf, cli, deploy }: Change): string {
  return [
    proseOf(what),
    ...fenced('This project', 'shell', deploy),
    ...fenced(WAY_NAMES.terraform, 'terraform', terraform),
    ...fenced(WAY_NAMES.cdktf, 'typescript', cdktf),
    ...fenced(WAY_NAMES.cli, 'shell', cli),
  ].join('\n\n');
}

/** A named block of code that nothing in it can end. */
function fenced(name: string, language: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`**${name}**`, fence(language, text)];
}

function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
