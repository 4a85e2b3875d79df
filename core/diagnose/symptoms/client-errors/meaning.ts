/** What an error on the client means, and the read-only commands that errors have in common. */
import { command } from '../../changes/shell';
import { valuesOf } from '../../changes/values';
import type { OpenPoint } from '../../diagnosis';
import { accountIn, type Scene } from '../../scene';
import type { StepId } from '../../../journey/steps';

export interface ClientMeaning {
  title: string;
  /** Undefined where it may be any, or none. */
  step?: StepId;
  /** What is sure of it, as a sentence. */
  means: string;
  /**
   * @param error path and words of the error; the path is empty where the text names none. Whether the content is on the
   * file system is undefined where the text does not say it
   */
  unsure: (error: { path: string; said: string; hasContent?: boolean }, scene: Scene) => OpenPoint[];
}

/** A command on the client. */
export function here(scene: Scene, ...words: string[]): Pick<OpenPoint, 'command' | 'account'> {
  return { command: command(...words), account: accountIn(scene, 'fileSystem') };
}

/** Which servers the client reaches. */
export function serversReached(scene: Scene): OpenPoint {
  return {
    text: "Whether the client reaches the file system's servers now.",
    ...here(scene, 'lfs', 'check', 'servers'),
  };
}

/** What else the kernel says. */
export function kernelMessages(scene: Scene): OpenPoint {
  return {
    text: 'Whether the client was evicted, or lost its connection. Lustre names it in the messages of the kernel.',
    ...here(scene, 'dmesg'),
  };
}

export function securityGroups(scene: Scene): OpenPoint {
  return {
    text: 'Whether the security groups of client and file system let TCP 988 and 1018-1023 through, in both directions.',
    command: command('aws', 'ec2', 'describe-security-groups', '--region', valuesOf(scene).region),
    account: accountIn(scene, 'fileSystem'),
  };
}

/** @param text what it settles */
export function fileSystemPoint(scene: Scene, text: string): OpenPoint {
  const { region, fileSystemId } = valuesOf(scene);
  return {
    text,
    command: command(
      'aws',
      'fsx',
      'describe-file-systems',
      '--region',
      region,
      '--file-system-ids',
      fileSystemId,
    ),
    account: accountIn(scene, 'fileSystem'),
  };
}
