import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';

/** The Terraform of one stack, as it was synthesized last. */
export interface SynthesizedTerraform {
  /** SHA-256 of the file, hexadecimal. */
  hash: string;
  terraform: unknown;
}

/** @param outdir folder with manifest.json; undefined is returned when the stack is not in it, or is no JSON */
export async function readSynthesizedStack(
  outdir: string,
  account: AccountRole,
): Promise<SynthesizedTerraform | undefined> {
  try {
    const bytes = await readFile(join(outdir, 'stacks', ACCOUNTS[account].stack, 'cdk.tf.json'));
    const hash = createHash('sha256').update(bytes).digest('hex');
    return { hash, terraform: JSON.parse(bytes.toString('utf8')) as unknown };
  } catch {
    return undefined;
  }
}
