/** Which resource waits for which: `depends_on`, and references in attributes. */
import { entryOf, itemsOf, referencesIn } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { Resource } from '../syntax/source-file';
import type { Model } from './model';

/** A file that adds dependencies after a construct was made: what its constructs wait for is not known. */
const LATER_DEPENDENCIES = /\.addDependency\s*\(|\.dependsOn\s*(=[^=]|\.push|!|\?)/;

/** What a resource waits for, directly or through others. */
export interface Dependencies {
  readonly resources: ReadonlySet<Resource>;
  /** False when there may be more: a dependency on a module, on what another file gives. */
  readonly complete: boolean;
}

/** Everything that Terraform makes before a resource. */
export function dependenciesOf(from: Located, model: Model): Dependencies {
  const resources = new Set<Resource>();
  const next = [from];
  let complete = from.file.language !== 'typescript' || !LATER_DEPENDENCIES.test(from.file.text);
  for (let located = next.pop(); located; located = next.pop()) {
    const { resource } = located;
    if (resources.has(resource)) continue;
    resources.add(resource);
    const written = itemsOf(entryOf(resource.body, 'depends_on'));
    if (written.some((item) => item.kind === 'unknown' || item.kind === 'template')) complete = false;
    for (const reference of resource.dependsOn) {
      const found = model.resolve(reference, located);
      if (found) next.push(found);
      else complete = false;
    }
    for (const reference of referencesIn(resource.body)) {
      const found = model.resolve(reference, located);
      if (found) next.push(found);
    }
  }
  resources.delete(from.resource);
  return { resources, complete };
}

/** Whether something is waited for; undefined where the files do not show it. */
export function isWaitedFor({ resources, complete }: Dependencies, resource: Resource): boolean | undefined {
  return resources.has(resource) ? true : complete ? false : undefined;
}
