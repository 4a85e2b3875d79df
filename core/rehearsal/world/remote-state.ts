/**
 * Follows `terraform_remote_state` to the outputs of the stack whose state it is, where that stack is in view.
 * @see https://developer.hashicorp.com/terraform/language/state/remote-state-data
 */
import { childValue, entryOf, itemsOf, textOf } from '../../syntax/inspect';
import type { Located, Project } from '../../syntax/project';
import type { SourceFile } from '../../syntax/source-file';
import type { Value } from '../../syntax/value';

/** What tells one state from another, by backend; each a path into its configuration. */
const IDENTITY: Readonly<Record<string, readonly (readonly string[])[]>> = {
  local: [['path']],
  s3: [['bucket'], ['key']],
  remote: [['organization'], ['workspaces', 'name']],
  cloud: [['organization'], ['workspaces', 'name']],
  gcs: [['bucket'], ['prefix']],
  azurerm: [['storage_account_name'], ['container_name'], ['key']],
};

/**
 * The value of another stack's output.
 * @param state the data source
 * @param attribute what is taken of it: `['outputs', 'key_arn']`
 * @returns undefined where the stack, or the output, is not in view
 */
export function outputOf(
  state: Located,
  attribute: readonly string[],
  project: Project,
): { value: Value; from: Located } | undefined {
  const [first, name = '', ...rest] = attribute;
  if (first !== 'outputs') return undefined;
  const read = attribute.reduce<Value | undefined>(childValue, state.resource.body);
  if (read) return { value: read, from: state };
  const own = identityOf(
    textOf(entryOf(state.resource.body, 'backend')),
    entryOf(state.resource.body, 'config'),
  );
  if (own === undefined) return undefined;
  const file = project.files.find((candidate) => candidate !== state.file && stateOf(candidate) === own);
  const output = file?.resources.find(
    (resource) => resource.kind === 'other' && resource.type === 'output' && resource.name === name,
  );
  const value = rest.reduce<Value | undefined>(childValue, entryOf(output?.body, 'value'));
  return file && output && value && { value, from: { file, resource: output } };
}

/** Where a stack keeps its state. */
function stateOf(file: SourceFile): string | undefined {
  for (const resource of file.resources) {
    if (resource.kind !== 'other' || resource.type !== 'terraform') continue;
    const backends = entryOf(resource.body, 'backend');
    for (const { key, value } of backends?.kind === 'object' ? backends.entries : []) {
      const identity = identityOf(key.text, value);
      if (identity !== undefined) return identity;
    }
    const cloud = entryOf(resource.body, 'cloud');
    if (cloud) return identityOf('cloud', cloud);
  }
  return undefined;
}

function identityOf(backend: string | undefined, config: Value | undefined): string | undefined {
  if (backend === undefined || !Object.hasOwn(IDENTITY, backend)) return undefined;
  const paths = IDENTITY[backend] ?? [];
  const parts = paths.map((path) => textOf(path.reduce<Value | undefined>(step, itemsOf(config)[0])));
  if (parts.some((part) => part === undefined)) return undefined;
  return [backend === 'cloud' ? 'remote' : backend, ...parts].join('\n');
}

function step(value: Value | undefined, name: string): Value | undefined {
  return entryOf(value?.kind === 'list' ? value.items[0] : value, name);
}
