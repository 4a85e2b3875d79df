/** What a load or an export that failed leaves open, and how it is settled. */
import { command } from '../changes/shell';
import { getBucketPolicy, getKeyPolicy, listGrants, lookupEvents } from '../commands';
import type { OpenPoint } from '../diagnosis';
import { accountIn, type Scene } from '../scene';

/** Everything that can refuse an export. */
export function exportPoints(scene: Scene): OpenPoint[] {
  return [
    {
      text: 'Whether KMS refuses GenerateDataKey (or Decrypt, for files that go in several parts): the sentence in CloudTrail of account A says which policy is missing.',
      ...lookupEvents(scene, 'GenerateDataKey'),
    },
    { text: 'Whether the role has a grant with GenerateDataKey and Decrypt.', ...listGrants(scene) },
    { text: 'Whether the key policy allows it too.', ...getKeyPolicy(scene) },
    {
      text: 'Whether the bucket policy lets the role put the object, and has no Deny that it meets (aws:SourceVpc, aws:SourceVpce, an encryption header).',
      ...getBucketPolicy(scene),
    },
  ];
}

/** What `lfs` says of a file, on the client. */
export function onClient(scene: Scene, verb: string, path: string): Pick<OpenPoint, 'command' | 'account'> {
  return { command: command('lfs', verb, path), account: accountIn(scene, 'fileSystem') };
}
