/** Scripts of Lustre clients, wherever a configuration holds them, and the file systems that they mount. */
import { childrenOf, outline } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { ReferenceValue, StringValue, TemplateValue, UnknownValue, Value } from '../syntax/value';
import { readLustreFileSystem, type LustreFileSystem } from './lustre-file-system';
import type { Model } from './model';
import { shellTextOf, type LustreMount, type ShellText } from './shell-text';

/** Whether a script is of interest: a look that costs little, as every text of a file is looked at. */
function mentionsLustre(text: string): boolean {
  return (
    text.includes('lustre') || text.includes('@tcp') || (text.includes('hsm_') && /lfs\s+hsm_/.test(text))
  );
}

type Text = StringValue | TemplateValue | UnknownValue;

export interface LustreScript extends ShellText {
  /** The resource that holds it. */
  readonly holder: Located;
}

/** Every text in view that has to do with Lustre, each once. */
export function lustreScripts(model: Model): readonly LustreScript[] {
  return model.once(readLustreScripts);
}

function readLustreScripts(model: Model): LustreScript[] {
  const found = new Map<string, LustreScript>();
  for (const file of model.project.files) {
    if (!mentionsLustre(file.text)) continue;
    for (const resource of file.resources) {
      for (const value of mentionsIn(resource.body)) {
        const { start, path } = value.range;
        // A local of another file is read where it is written.
        if (path !== undefined && path !== file.path) continue;
        const place = `${path ?? file.path}:${start}`;
        const script = found.has(place) ? undefined : shellTextOf(value, file.text);
        if (script && mentionsLustre(script.text))
          found.set(place, { ...script, holder: { file, resource } });
      }
    }
  }
  return [...found.values()];
}

/** What a text says, without a look at where: nothing that its script mentions is missing here. */
function glance(value: Text): string {
  return value.kind === 'unknown' ? value.text : outline(value);
}

/** The texts in a value that mention Lustre, and expressions that may hold one. */
function mentionsIn(value: Value, texts: Text[] = []): readonly Text[] {
  if (value.kind === 'string' || value.kind === 'template' || value.kind === 'unknown') {
    if (mentionsLustre(glance(value))) texts.push(value);
  } else if (value.kind === 'object') for (const entry of value.entries) mentionsIn(entry.value, texts);
  else for (const child of childrenOf(value)) mentionsIn(child, texts);
  return texts;
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
