/** Scripts of Lustre clients, wherever a configuration holds them, and the file systems that they mount. */
import { childrenOf } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { ReferenceValue, Value } from '../syntax/value';
import { readLustreFileSystem, type LustreFileSystem } from './lustre-file-system';
import type { Model } from './model';
import { shellTextOf, type LustreMount, type ShellText } from './shell-text';

/** What a script must have to be of interest: a look that costs little. */
const MENTION = /@tcp|lustre|lfs\s+hsm_/;

export interface LustreScript extends ShellText {
  /** The resource that holds it. */
  readonly holder: Located;
}

/** Every text in view that has to do with Lustre, each once. */
export function lustreScripts(model: Model): LustreScript[] {
  const found = new Map<string, LustreScript>();
  for (const file of model.project.files) {
    if (!MENTION.test(file.text)) continue;
    for (const resource of file.resources) {
      for (const value of textsIn(resource.body)) {
        const { start, path } = value.range;
        const place = `${path ?? file.path}:${start}`;
        // A local of another file is read where it is written.
        if (path !== undefined && path !== file.path) continue;
        const script = found.has(place) ? undefined : shellTextOf(value, file.text);
        if (script && MENTION.test(script.text)) found.set(place, { ...script, holder: { file, resource } });
      }
    }
  }
  return [...found.values()];
}

/** The texts in a value, and expressions that may hold one. */
function* textsIn(value: Value): Generator<Value> {
  if (value.kind === 'string' || value.kind === 'template' || value.kind === 'unknown') yield value;
  else for (const child of childrenOf(value)) yield* textsIn(child);
}

/** The file system that a mount is of: by the reference in its host, or the only one that the script mentions. */
export function fileSystemOfMount(
  script: LustreScript,
  { host }: LustreMount,
  model: Model,
): LustreFileSystem | undefined {
  const hole = script.holeAt(host.from);
  const named = hole?.kind === 'reference' ? lustreFileSystemOf(hole, script.holder, model) : undefined;
  if (named || hole || /^fs-/.test(host.text)) return named;
  return onlyFileSystemOf(script, model);
}

/** The one file system that a script mentions. */
export function onlyFileSystemOf(script: LustreScript, model: Model): LustreFileSystem | undefined {
  const all = script.references.flatMap(
    (reference) => lustreFileSystemOf(reference, script.holder, model) ?? [],
  );
  const [first] = all;
  return all.every(({ resource }) => resource === first?.resource) ? first : undefined;
}

function lustreFileSystemOf(
  reference: ReferenceValue,
  from: Located,
  model: Model,
): LustreFileSystem | undefined {
  const target = model.resolve(reference, from);
  return target?.resource.kind === 'resource' && target.resource.type === 'aws_fsx_lustre_file_system'
    ? readLustreFileSystem(target, model)
    : undefined;
}
