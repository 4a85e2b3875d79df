import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** What the .gitignore of a folder says of what is in it. */
interface Level {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** What Git leaves out, by the .gitignore files of a folder and of those above it up to the repository's top. */
export class GitIgnored {
  private constructor(private readonly levels: readonly Level[]) {}

  /**
   * For a folder that somebody named. When the repository leaves that very folder out, only what is said in it
   * counts: it was asked for.
   */
  static of(folder: string): GitIgnored {
    const above: Level[] = [];
    for (let at = folder; !existsSync(join(at, '.git'));) {
      const parent = dirname(at);
      if (parent === at) return new GitIgnored([]).below(folder); // In no repository.
      above.unshift(...levelOf(parent));
      at = parent;
    }
    const outside = new GitIgnored(above);
    return (outside.has(folder, true) ? new GitIgnored([]) : outside).below(folder);
  }

  /** The same with the .gitignore of a folder taken in. */
  below(folder: string): GitIgnored {
    return new GitIgnored([...this.levels, ...levelOf(folder)]);
  }

  /** Whether a file or folder is left out; the .gitignore nearest to it decides. */
  has(path: string, isFolder: boolean): boolean {
    for (const { folder, patterns } of this.levels.toReversed()) {
      const inside = relative(folder, path).split(sep).join('/');
      const { ignored, unignored } = patterns.test(isFolder ? `${inside}/` : inside);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

function levelOf(folder: string): Level[] {
  try {
    return [{ folder, patterns: ignore().add(readFileSync(join(folder, '.gitignore'), 'utf8')) }];
  } catch {
    return []; // There is none, or it is no file: nothing is left out.
  }
}
