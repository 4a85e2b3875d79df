import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunProblem } from '../../core/journey/plan';

const dependencies = z.record(z.string(), z.string()).default({});
const packageJson = z.looseObject({ dependencies, devDependencies: dependencies });

/** Commands by the packages that bring them; CDK Terrain is CDKTF's maintained successor. */
const COMMANDS = [
  { command: 'cdktn', packages: ['cdktn-cli', 'cdktn'] },
  { command: 'cdktf', packages: ['cdktf-cli', 'cdktf'] },
] as const;

export type CdktfCommand = { status: 'found'; path: string } | { status: 'missing'; problem: RunProblem };

/** The project's own `cdktf`, or `cdktn` where its package.json names that. No other one is run. */
export function findCdktf(folder: string): CdktfCommand {
  const named = namedPackages(folder);
  const { command } = COMMANDS.find(({ packages }) => packages.some((name) => named.includes(name))) ?? {
    command: 'cdktf',
  };
  const path = join(folder, 'node_modules', '.bin', command);
  if (existsSync(path)) return { status: 'found', path };
  const install = named.includes(`${command}-cli`) ? 'npm install' : `npm install --save-dev ${command}-cli`;
  return {
    status: 'missing',
    problem: {
      kind: 'cdktf-missing',
      message: `The project has no ${command} command: ${path} is not there.`,
      nextAction: `Run \`${install}\` in ${folder}.`,
      output: '',
    },
  };
}

function namedPackages(folder: string): string[] {
  try {
    const json = packageJson.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return Object.keys({ ...json.dependencies, ...json.devDependencies });
  } catch {
    return []; // No package.json, or a broken one: cdktf is what most projects have.
  }
}
