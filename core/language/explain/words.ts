/** How a report says what the evaluator says: short names, with the full ones once at its end. */
import { S3_DATA_SOURCE_ROLE_PREFIX } from '../../facts/arns';
import type { World, WorldFileSystem } from '../../rehearsal/world/world';
import { accountText } from './candidate';
import { withoutMadeUpIds } from './made-up';
import { codeSpan, proseOf } from './markdown';
import { StandIns } from './stand-ins';

export class Words {
  private readonly standIns = new StandIns();
  private readonly roles = new Map<string, string>();

  constructor(private readonly world: World) {}

  /** A text with its ARNs in full: what AWS prints, and what is to be written somewhere. */
  exact(text: string): string {
    return this.standIns.in(withoutMadeUpIds(text, this.world));
  }

  /** A text in which the file system's role is called by its name and account. */
  running(text: string, fileSystem: WorldFileSystem): string {
    return this.exact(this.withRoleName(text, fileSystem));
  }

  /** What the names in the report stand for, as markdown: a line each. */
  get explained(): string[] {
    return [
      ...[...this.roles].map(([arn, name]) => `${proseOf(this.exact(name))}: ${codeSpan(this.exact(arn))}`),
      ...this.standIns.used.map(({ name, meaning }) => `${codeSpan(name)}: ${proseOf(meaning)}`),
    ];
  }

  private withRoleName(text: string, { id, account, roleArn, sessionArn }: WorldFileSystem): string {
    const name = `${S3_DATA_SOURCE_ROLE_PREFIX}${id} of ${accountText(account)}`;
    // A session is matched by its own ARN or by its role's: to a reader it is one caller.
    const both = `${JSON.stringify(sessionArn)} or ${JSON.stringify(roleArn)}`;
    const changed = [sessionArn, roleArn].reduce(
      (before, arn) =>
        // In quotes stands what was compared, to the letter.
        before.replaceAll(arn, (found, at: number) => (before[at - 1] === '"' ? found : name)),
      text.replaceAll(both, () => name),
    );
    if (changed !== text) this.roles.set(roleArn, name);
    return changed;
  }
}
