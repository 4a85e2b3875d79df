/** What `init` says of what it has done. */
import { formatMistakes, type Mistake } from '../core/project/mistakes';
import type { ByHand } from '../core/project/plan';
import { formatPretty } from '../core/rehearsal/report/pretty';
import type { Installed } from '../runner/project/install-packages';
import type { ProjectRehearsal } from '../runner/project/rehearse-project';

/** What came of it. */
export type InitOutcome =
  | {
      status: 'written';
      folder: string;
      written: string[];
      kept: string[];
      byHand: readonly ByHand[];
      /** Null where nobody asked for it, or nothing was left to install. */
      install: Installed | null;
      rehearsal: ProjectRehearsal | null;
      /** Stacks that make something of a deployment of what is there; null where it is walked step by step. */
      making: readonly string[] | null;
      next: string[];
    }
  | { status: 'in-the-way'; folder: string; files: readonly { file: string; why: string }[] }
  | { status: 'invalid'; mistakes: readonly Mistake[] }
  | { status: 'unusable'; path: string; message: string }
  | { status: 'cancelled' };

/** What goes to standard output, or to standard error where nothing was done. */
export function initText(outcome: InitOutcome): { to: 'stdout' | 'stderr'; text: string } {
  switch (outcome.status) {
    case 'written':
      return { to: 'stdout', text: written(outcome) };
    case 'in-the-way':
      return {
        to: 'stderr',
        text: `Nothing was written: files in ${outcome.folder} are in the way, and none is overwritten.\n${outcome.files.map(({ file, why }) => `  ${file} ${why}\n`).join('')}`,
      };
    case 'invalid':
      return { to: 'stderr', text: `${formatMistakes(outcome.mistakes)}\n` };
    case 'unusable':
      return {
        to: 'stderr',
        text: `Nothing was written: ${outcome.path} cannot be used (${outcome.message}).\n`,
      };
    case 'cancelled':
      return { to: 'stderr', text: '\nNothing was written.\n' };
  }
}

function written({
  folder,
  written: files,
  kept,
  byHand,
  install,
  rehearsal,
  making,
  next,
}: Extract<InitOutcome, { status: 'written' }>): string {
  const parts = [
    files.length === 0 ? `Nothing to write in ${folder}.` : `Written in ${folder}: ${files.join(', ')}`,
    ...keptParts(kept),
    ...byHand.map(({ file, what, text }) =>
      [`${file}: ${what}`, ...(text === undefined ? [] : [indented(text)])].join('\n'),
    ),
    ...installParts(install),
    ...rehearsalParts(rehearsal, install),
    ...(making?.length === 0 ? [ALL_THERE] : []),
    `Next:\n${indented(next.join('\n'))}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A cdktf.json is only among them when it has answered everything. */
function keptParts(kept: readonly string[]): string[] {
  const others = kept.filter((name) => name !== 'cdktf.json');
  return [
    ...(others.length === kept.length
      ? []
      : ['cdktf.json was there and is kept as it is: the project has its deployment.']),
    ...(others.length === 0 ? [] : [`Left as they are: ${others.join(', ')}`]),
  ];
}

function installParts(install: Installed | null): string[] {
  switch (install?.status) {
    case 'failed':
      return [`npm install failed:\n${indented(install.message)}`];
    case 'cancelled':
      return ['npm install was interrupted.'];
    case 'installed':
    case undefined:
      return [];
  }
}

const UNKNOWN =
  'Unknown is what others have made: it is not in the stacks, and `rehearse --live` reads it from the accounts.';

const ALL_UNKNOWN =
  'What the seven steps will do is not in the stacks: others have made it, and `rehearse --live` reads it from the accounts.';

const ALL_THERE =
  'The stacks make nothing, as all of it is there already: there is nothing to deploy. What its owners need in their policies is in cdktf.out/hand-over once it is synthesized.';

function rehearsalParts(rehearsal: ProjectRehearsal | null, install: Installed | null): string[] {
  switch (rehearsal?.status) {
    case 'rehearsed':
      if (rehearsal.rehearsal.steps.every(({ outcome }) => outcome === 'unknown')) return [ALL_UNKNOWN];
      return [
        `What the seven steps will do, without AWS:\n\n${formatPretty(rehearsal.rehearsal).trimEnd()}`,
        ...(rehearsal.rehearsal.steps.some(({ outcome }) => outcome === 'unknown') ? [UNKNOWN] : []),
      ];
    case 'failed':
      return [`It could not be rehearsed:\n${indented(rehearsal.message)}`];
    case 'not-installed':
      return install === null ? ['Not rehearsed: its packages are not installed yet.'] : [];
    case 'cancelled':
    case undefined:
      return [];
  }
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
