/** The rehearsal on what live accounts say, and what differs from the stacks of the folder. */
import { parseDeployment } from '../core/deployment/parse';
import type { Deployment } from '../core/deployment/schema';
import { valueAt } from '../core/json-value';
import { driftOf, type DriftReport } from '../core/live/drift';
import { leftAlone } from '../core/live/left-alone';
import { rehearseLive } from '../core/live/rehearse-live';
import { liveWorld } from '../core/live/world';
import type { Rehearsal } from '../core/rehearsal/result';
import { changeWorld, type WhatIf } from '../core/rehearsal/what-if';
import { readWorld, type ReadWorld } from '../core/rehearsal/world/read-world';
import { readCdktfProject } from '../runner/cdktf-project';
import { readSynthesized } from '../runner/rehearsal-input';
import { liveInputOf, type LiveCommandOptions, type LiveDefaults, type LiveIo } from './live-options';

export type LiveRehearsed =
  | {
      status: 'rehearsed';
      rehearsal: Rehearsal;
      read: ReadWorld;
      /** Undefined where the folder has no synthesized stacks. */
      drift: DriftReport | undefined;
      notes: string[];
    }
  | { status: 'unusable'; message: string };

/** @param throughStep 1 to 7 */
export async function liveRehearsal(
  options: LiveCommandOptions,
  throughStep: number,
  change: WhatIf,
  io: LiveIo,
): Promise<LiveRehearsed> {
  const project = readCdktfProject(io.cwd);
  // What it would have said is asked for else, as if it were not there.
  if (project.status === 'invalid') return { status: 'unusable', message: project.message };
  const own = project.status === 'read' ? project.project : undefined;
  const deployment = parseDeployment(valueAt(own?.context, ['fsxLustreKms']));
  const defaults = deployment.status === 'valid' ? defaultsOf(deployment.deployment) : {};
  const input = liveInputOf(options, io, defaults);
  if (input.status === 'wrong') return { status: 'unusable', message: input.message };
  const found = await io.collect(input.input);
  if (found.status === 'unusable') return found;
  const live = liveWorld(found.evidence);
  const read: ReadWorld = { ...live, world: changeWorld(live.world, change) };
  const { rehearsal } = rehearseLive(found.evidence, throughStep, read);
  const left = deployment.status === 'valid' ? leftAlone(deployment.deployment) : undefined;
  const stacks = own && (await readSynthesized(own, io.cwd));
  const drift = stacks?.status === 'read' ? driftOf(readWorld(stacks.files), live, left) : undefined;
  const notes = [...found.notes, ...(stacks?.status === 'read' ? stacks.notes : [])];
  return { status: 'rehearsed', rehearsal, read, drift, notes };
}

/** What the deployment in the folder says already. */
function defaultsOf({ accounts, region, fileSystem, buckets, keys }: Deployment): LiveDefaults {
  const { fileSystem: a, bucket: b, key: c } = accounts;
  return {
    region,
    ...(fileSystem.existingId === undefined ? {} : { fileSystem: fileSystem.existingId }),
    buckets: buckets.flatMap(({ existing, bucketName }) =>
      existing && bucketName !== undefined ? [bucketName] : [],
    ),
    keys: keys.flatMap(({ existingArn }) => existingArn ?? []),
    ...(a.profile === undefined ? {} : { profile: a.profile }),
    ...(b.profile === undefined ? {} : { bucketProfile: b.profile }),
    ...(c.profile === undefined ? {} : { keyProfile: c.profile }),
  };
}
