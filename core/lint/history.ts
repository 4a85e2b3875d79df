import type { Policy } from '../model/policy';
import type { Resource, SourceFile } from '../syntax/source-file';

/** A policy in which nothing was found. */
export interface CleanPolicy {
  /** The resources that have it, and the data source that makes it; it is kept by the first of them. */
  readonly owners: readonly Resource[];
  /** What references led to on the way. */
  readonly followed: ReadonlySet<Resource>;
}

/** What one run leaves for the next. */
export interface Kept {
  readonly clean: ReadonlyMap<Resource, CleanPolicy>;
  readonly resources: ReadonlySet<Resource>;
  readonly providers: readonly Resource[];
  /** The files without syntax errors: of the others less is said to be missing. */
  readonly wellFormed: ReadonlySet<string>;
}

/** What has become of the resources of the run before. */
export class History {
  private readonly before = new Map<Resource, Resource>();
  private readonly now = new Map<Resource, Resource>();
  private readonly isOfUse: boolean;

  constructor(
    private readonly kept: Kept,
    files: readonly SourceFile[],
    providers: readonly Resource[],
  ) {
    for (const { resources, carried } of files) {
      for (const resource of resources) {
        const old = kept.resources.has(resource) ? resource : carried?.resources.get(resource);
        if (!old || !kept.resources.has(old)) continue;
        this.before.set(resource, old);
        this.now.set(old, resource);
      }
    }
    this.isOfUse = this.areThose(providers, kept.providers);
  }

  /** What is kept of a policy, while it and what it depends on are as they were. */
  stillClean({ file }: Policy, owners: readonly Resource[]): CleanPolicy | undefined {
    const first = owners[0] && this.before.get(owners[0]);
    const known = first && this.kept.clean.get(first);
    if (!known || !this.isOfUse || !this.areThose(owners, known.owners)) return undefined;
    if (file.wellFormed !== this.kept.wellFormed.has(file.path)) return undefined;
    const followed = new Set<Resource>();
    for (const old of known.followed) {
      const resource = this.now.get(old);
      if (!resource) return undefined;
      followed.add(resource);
    }
    return { owners, followed };
  }

  private areThose(resources: readonly Resource[], before: readonly Resource[]): boolean {
    return (
      resources.length === before.length &&
      resources.every((resource, index) => this.before.get(resource) === before[index])
    );
  }
}
