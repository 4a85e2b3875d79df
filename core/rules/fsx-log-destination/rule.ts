import { parseArn } from '../../facts/arns';
import { LOG_LEVELS } from '../../facts/fsx-lustre';
import { nearest } from '../../facts/nearest';
import { accountOf, regionOf } from '../../model/accounts';
import { lustreFileSystems, type LustreFileSystem } from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { isVariable, settingOf } from '../../model/setting';
import { findEntry, textOf } from '../../syntax/inspect';
import type { Entry, ObjectValue, StringValue, Value } from '../../syntax/value';
import { removeEntry, replaceValue } from '../edits';
import { findingAt, quotedList } from '../finding';
import { relatedTo } from '../lustre';
import type { Finding, Rule } from '../rule';

const PREFIX = '/aws/fsx';

/** Where FSx logs data repository events: a group of that name, in the file system's account and Region. */
export const rule: Rule = {
  meta: {
    id: 'fsx-log-destination',
    severity: 'error',
    title: 'The log destination is a group that FSx for Lustre does not write to',
    why: 'FSx for Lustre writes to CloudWatch Logs groups whose name begins with `/aws/fsx`, in the partition, Region and account of the file system, and takes no destination when the level is `DISABLED`. Terraform accepts any ARN; `CreateFileSystem` answers `BadRequest`. These logs are where a failed export shows (`S3ExportAccessDenied`).',
    fix: 'Name the group `/aws/fsx/…`, beside the file system, or leave the destination out: FSx then takes `/aws/fsx/lustre`.',
    sources: [
      'FSx API Reference, "LustreLogCreateConfiguration" (https://docs.aws.amazon.com/fsx/latest/APIReference/API_LustreLogCreateConfiguration.html)',
    ],
  },
  *check(model) {
    for (const fileSystem of lustreFileSystems(model)) {
      for (const block of fileSystem.blocks('log_configuration').blocks) {
        yield* checkBlock(fileSystem, block, model);
      }
    }
  },
};

function* checkBlock(fileSystem: LustreFileSystem, block: ObjectValue, model: Model): Generator<Finding> {
  const { file } = fileSystem;
  const level = settingOf(fileSystem, 'level', model, block);
  const destination = findEntry(block, 'destination');
  if (level.status === 'given' && !LOG_LEVELS.some((known) => known === level.text)) {
    const meant = nearest(level.text, LOG_LEVELS);
    const message = `"${level.text}" is no log level of FSx for Lustre: CreateFileSystem answers BadRequest. Write ${quotedList(meant === undefined ? LOG_LEVELS : [meant])}.`;
    const fixes = meant === undefined ? [] : replaceValue(file, level.value, meant, { safe: false });
    yield findingAt(file, level.value, message, { fixes });
  }
  if (!destination || destination.value.kind === 'null') return;
  if (
    level.status === 'given' &&
    level.text === 'DISABLED' &&
    isGiven(destination.value, fileSystem, model)
  ) {
    const message =
      'A destination stands with level DISABLED, and FSx takes none then: CreateFileSystem answers BadRequest. Leave the destination out, or write level "WARN_ERROR".';
    const fixes = removeEntry(file, destination, { safe: false });
    yield findingAt(file, destination.value, message, { fixes });
    return;
  }
  yield* destination.value.kind === 'string'
    ? checkArn(fileSystem, destination.value, model)
    : checkGroup(fileSystem, destination, model);
}

function isGiven(value: Value, fileSystem: LustreFileSystem, model: Model): boolean {
  if (value.kind === 'string') return value.text !== '' && !isVariable(value, fileSystem, model);
  return value.kind === 'template' || (value.kind === 'reference' && /^(data\.)?aws_/.test(value.target));
}

function* checkArn(fileSystem: LustreFileSystem, value: StringValue, model: Model): Generator<Finding> {
  const { file } = fileSystem;
  const { text } = value;
  if (text === '' || /[<>{}$]/.test(text) || isVariable(value, fileSystem, model)) return;
  const arn = parseArn(text);
  const name = /^log-group:([^:]*)/.exec(arn?.resource ?? '')?.[1];
  if (arn?.service !== 'logs' || name === undefined) {
    const message = `"${text}" is no ARN of a CloudWatch Logs group, and FSx for Lustre logs to nothing else: CreateFileSystem answers BadRequest. Write the ARN of a group whose name begins with ${PREFIX}.`;
    yield findingAt(file, value, message);
    return;
  }
  if (!name.startsWith(PREFIX)) {
    const right = underPrefix(name);
    const message = `The log group "${name}" does not begin with ${PREFIX}: CreateFileSystem answers BadRequest. Write a group such as "${right}".`;
    const fixes = replaceValue(file, value, text.replace(`log-group:${name}`, `log-group:${right}`), {
      safe: false,
      title: `Name the group "${right}"`,
    });
    yield findingAt(file, value, message, { fixes });
    return;
  }
  const elsewhere = [
    ['Region', arn.region, regionOf(fileSystem, model)],
    ['account', arn.account, accountOf(fileSystem, model)],
  ].find(
    ([, own, right]) => right !== undefined && own !== undefined && /^[\w-]+$/.test(own) && own !== right,
  );
  if (!elsewhere) return;
  const [what = '', own = '', right = ''] = elsewhere;
  const message = `The log group is in ${what} ${own}, and the file system in ${right}: FSx logs beside the file system only, and CreateFileSystem answers BadRequest. Write a group in ${what} ${right}.`;
  yield findingAt(file, value, message);
}

/** A group that the files show. */
function* checkGroup(fileSystem: LustreFileSystem, { value }: Entry, model: Model): Generator<Finding> {
  const group = model.resolve(value, fileSystem);
  if (group?.resource.type !== 'aws_cloudwatch_log_group') return;
  const related = [relatedTo(group, 'The log group.')];
  const name = settingOf(group, 'name', model);
  const known = name.status === 'given' ? name.text : startOf(findEntry(group.resource.body, 'name')?.value);
  if (known !== undefined && !known.startsWith(PREFIX) && !PREFIX.startsWith(known)) {
    const right = underPrefix(known);
    const message = `The log group "${known}${name.status === 'given' ? '' : '…'}" does not begin with ${PREFIX}: CreateFileSystem answers BadRequest. Name it "${right}".`;
    const fixes = name.status === 'given' ? replaceValue(group.file, name.value, right, { safe: false }) : [];
    yield findingAt(fileSystem.file, value, message, { related, fixes });
    return;
  }
  const elsewhere = [
    ['Region', regionOf(group, model), regionOf(fileSystem, model)],
    ['account', accountOf(group, model), accountOf(fileSystem, model)],
  ].find(([, own, right]) => own !== undefined && right !== undefined && own !== right);
  if (!elsewhere) return;
  const [what = '', own = '', right = ''] = elsewhere;
  const message = `The log group is in ${what} ${own}, and the file system in ${right}: FSx logs beside the file system only, and CreateFileSystem answers BadRequest. Make the group with the file system's provider.`;
  yield findingAt(fileSystem.file, value, message, { related });
}

/** How a text with holes begins. */
function startOf(value: Value | undefined): string | undefined {
  return value?.kind === 'template' ? textOf(value.parts[0]) : undefined;
}

function underPrefix(name: string): string {
  return `${PREFIX}/${name.replace(/^\/?(aws\/)?(fsx\/)?/, '').replace(/^\/+/, '')}`;
}
