/**
 * The form of the generated tables of actions and condition keys, and the reader that unpacks them.
 *
 * The tables hold one row a action, `'W | key* alias | CallerAccount @ViaService'`: access level, resource
 * types (`*`: required), condition keys. Keys of the service itself stand without its prefix, `@` names a
 * group of keys that always go together. {@link unpackService} resolves all of this.
 */

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** Type of a condition key's value, as the Service Authorization Reference names it, `ArrayOf` taken off. */
export type ConditionKeyType = 'String' | 'Bool' | 'Numeric' | 'Date' | 'ARN' | 'IPAddress' | 'Binary';

/** A condition key as the tables give it; `ArrayOf…` is a multivalued key. */
export type ConditionKeyRow = ConditionKeyType | 'ArrayOfString' | 'ArrayOfARN';

/** One service's generated table. */
export interface ServiceFacts {
  /** What stands before the colon in its actions. */
  prefix: string;
  /** Name to type of its condition keys. */
  conditionKeys: Readonly<Record<string, ConditionKeyRow>>;
  /** Condition keys that are always carried together, by the name of the first. */
  keyGroups: Readonly<Record<string, string>>;
  /** Condition keys that come with a resource of that type. */
  resourceTypes: Readonly<Record<string, string>>;
  /** Name (without the prefix) to row. `?` as keys: AWS has not documented them where we read. */
  actions: Readonly<Record<string, string>>;
}

/** One action. */
export interface Action {
  /** With the prefix, as AWS spells it: `kms:Decrypt`. */
  name: string;
  service: string;
  /** Absent for services of which only the names are kept. */
  details?: ActionDetails;
}

export interface ActionDetails {
  access: AccessLevel;
  resourceTypes: readonly { name: string; required: boolean }[];
  /** Condition keys that a request may carry, those of its resource types included, global ones left out. */
  conditionKeys: readonly string[];
  /** Whether the list of condition keys is the documented one; false: others may exist. */
  complete: boolean;
}

const ACCESS: Readonly<Record<string, AccessLevel>> = {
  L: 'List',
  R: 'Read',
  W: 'Write',
  T: 'Tagging',
  P: 'Permissions management',
};

/** The actions of a generated table, in its order. */
export function unpackService(facts: ServiceFacts): Action[] {
  const words = (text: string) => text.split(' ').filter((word) => word !== '');
  const keys = (text: string): string[] =>
    words(text).flatMap((word) => {
      if (word.startsWith('@')) return keys(facts.keyGroups[word.slice(1)] ?? '');
      return [/^aws:/.test(word) ? word : `${facts.prefix}:${word}`];
    });
  return Object.entries(facts.actions).map(([name, row]) => {
    const [access = '', types = '', own = ''] = row.split(' | ');
    const resourceTypes = words(types).map((type) => ({
      name: type.replace(/\*$/, ''),
      required: type.endsWith('*'),
    }));
    const complete = own !== '?';
    const conditionKeys = new Set([
      ...(complete ? keys(own) : []),
      ...resourceTypes.flatMap((type) => keys(facts.resourceTypes[type.name] ?? '')),
    ]);
    return {
      name: `${facts.prefix}:${name}`,
      service: facts.prefix,
      details: {
        access: ACCESS[access] ?? 'Write',
        resourceTypes,
        conditionKeys: [...conditionKeys],
        complete,
      },
    };
  });
}
