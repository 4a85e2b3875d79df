/** Parts of a model: some of its policies, and what is there without them. */
import type { Located, Project } from '../syntax/project';
import type { Resource } from '../syntax/source-file';
import type { Model } from './model';
import { onceOf } from './once';
import type { Policy } from './policy';

/** Is told what a look at a part of a model finds out that stands elsewhere. */
export interface Onlooker {
  /** A reference was followed to a resource. */
  readonly followed: (resource: Resource) => void;
  /** A file or the project was looked at as such, so that anything in it may have had a say. */
  readonly lookedAround: () => void;
}

/**
 * A model in which some of the policies are all there is: no files and no resources. From them the resources that
 * have them can be seen, the providers, and what references lead to.
 */
export function policiesAlone(whole: Model, policies: readonly Policy[], onlooker: Onlooker): Model {
  const part: Model = {
    project: withoutFiles(whole.project, onlooker),
    once: onceOf(() => part),
    onceOfAll: whole.onceOfAll,
    policies,
    resources: nothing,
    dataSources: nothing,
    providers: whole.providers,
    resolve: (value, from) => {
      const found = whole.resolve(value, from);
      if (found) onlooker.followed(found.resource);
      return found;
    },
  };
  return part;
}

/** A model without its policies. */
export function withoutPolicies(whole: Model): Model {
  const part: Model = { ...whole, once: onceOf(() => part), policies: [] };
  return part;
}

function withoutFiles(project: Project, onlooker: Onlooker): Project {
  const looked = (): Project => {
    onlooker.lookedAround();
    return project;
  };
  return {
    files: [],
    get byPath() {
      return looked().byPath;
    },
    get resources() {
      return looked().resources;
    },
  };
}

function nothing(): readonly Located[] {
  return [];
}
