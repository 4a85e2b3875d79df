/** Instances of resources and modules: which of several a reference means. */
import type { Located } from '../../syntax/project';
import type { Resource } from '../../syntax/source-file';

/** What a plan's address says: `module.m["a"].aws_x.y[0]`. Indices without quotes. */
export interface InstancePlace {
  readonly modules: readonly { readonly name: string; readonly index: string | undefined }[];
  readonly index: string | undefined;
}

const INDEX = /(?:\[(?:"((?:[^"\\]|\\.)*)"|(\d+))\])?/.source;

/** Takes an address apart. */
export function placeOf(address: string): InstancePlace {
  const modules: { name: string; index: string | undefined }[] = [];
  const module = new RegExp(`^module\\.([^.[]+)${INDEX}\\.`);
  let rest = address;
  for (let match = module.exec(rest); match; match = module.exec(rest)) {
    modules.push({ name: match[1] ?? '', index: match[2] ?? match[3] });
    rest = rest.slice(match[0].length);
  }
  const own = new RegExp(`${INDEX}$`).exec(rest);
  return { modules, index: own?.[1] ?? own?.[2] };
}

/**
 * The instance that a reference means: the one with the index that it names; else of those in the same instance of
 * a module, the one with the same index as the resource that refers to it.
 * @returns undefined where that leaves more than one
 */
export function pickInstance(
  candidates: readonly Located[],
  from: Resource | undefined,
  index: string | undefined,
): Located | undefined {
  const named = index === undefined ? [] : candidates.filter(({ resource }) => endsWith(resource, index));
  return only(narrow(named.length > 0 ? named : candidates, from));
}

function narrow(candidates: readonly Located[], from: Resource | undefined): readonly Located[] {
  if (candidates.length < 2 || !from) return candidates;
  const own = placeOf(from.address);
  const near = nearest(candidates, ({ modules }) =>
    modules.every(({ index }, depth) => index === undefined || index === own.modules[depth]?.index),
  );
  if (near.length < 2) return near;
  const indices = [own.index, ...own.modules.map(({ index }) => index)].filter(
    (index) => index !== undefined,
  );
  return nearest(near, (place) => {
    const others = [place.index, ...place.modules.map(({ index }) => index)].filter(
      (one) => one !== undefined,
    );
    return others.length > 0 && others.every((one) => indices.includes(one));
  });
}

/** Those that fit; all of them where none does. */
function nearest(
  candidates: readonly Located[],
  fits: (place: InstancePlace) => boolean,
): readonly Located[] {
  const found = candidates.filter(({ resource }) => fits(placeOf(resource.address)));
  return found.length > 0 ? found : candidates;
}

function only(candidates: readonly Located[]): Located | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}

function endsWith({ address }: Resource, index: string): boolean {
  return address.endsWith(`[${index}]`);
}
