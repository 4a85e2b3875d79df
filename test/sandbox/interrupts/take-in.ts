import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../../runner/run-process';
import { terraformEnvironment } from '../../../runner/terraform/environment';
import { temporaryFolder } from '../../support/temporary-folder';
import type { IdsByType } from './standing';

/**
 * Does what a message says about things that may be in an account and not in the state: looks, and takes in what is
 * there with the commands that it names.
 * @param standing what the accounts have, and what the states have
 * @returns addresses that were taken in
 */
export async function takeIn(
  message: string,
  { accounts, states }: { accounts: IdsByType; states: IdsByType },
): Promise<string[]> {
  const commands = [...message.matchAll(/`terraform import (?<address>\S+) (?<id>\S+)`/g)];
  const accountId = /whether account (?<id>\d+) has/.exec(message)?.groups?.['id'] ?? '';
  const folder = /` in (?<folder>\/\S+?)(?:\.?$|\.? )/.exec(message)?.groups?.['folder'];
  if (commands.length === 0 || folder === undefined) return [];
  const taken: string[] = [];
  for (const { groups } of commands) {
    const address = groups?.['address'] ?? '';
    const [type = ''] = address.split('.');
    const extra = accounts[type]?.filter((id) => !states[type]?.includes(id));
    // What has a name of its own is asked for by that; all that is taken in by an ARN are policies.
    const name = extra ? '' : nameOf(folder, address);
    const ids = extra ?? [groups?.['id'] === 'ARN' ? `arn:aws:iam::${accountId}:policy/${name}` : name];
    for (const id of ids) if (await importInto(folder, address, id)) taken.push(address);
  }
  return taken;
}

/** @returns false when there is no such thing */
async function importInto(folder: string, address: string, id: string): Promise<boolean> {
  const end = await runProcess('terraform', ['import', '-input=false', '-no-color', address, id], {
    cwd: folder,
    env: terraformEnvironment(process.env, temporaryFolder()),
  });
  assert.equal(end.status, 'ended');
  if (end.exitCode !== 0) assert.match(end.stderr, /Cannot import non-existent remote object/);
  return end.exitCode === 0;
}

/** The name that a resource has in the stack's Terraform. */
function nameOf(folder: string, address: string): string {
  const [type = '', label = ''] = address.split('.');
  const { resource } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as {
    resource: Record<string, Record<string, { name?: string }>>;
  };
  const name = resource[type]?.[label]?.name;
  assert.ok(name !== undefined, `${address} has no name of its own, and nobody looked for its type`);
  return name;
}
