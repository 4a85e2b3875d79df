import type { LustreFileSystem } from '../../model/lustre-file-system';
import {
  fileSystemOfMount,
  lustreScripts,
  onlyFileSystemOf,
  type LustreScript,
} from '../../model/lustre-script';
import type { Model } from '../../model/model';
import { lustreMountsIn, type Token } from '../../model/shell-text';
import { nameIn } from '../edits';
import { relatedTo } from '../lustre';
import type { Finding, Fix, Rule } from '../rule';

/** What SCRATCH_1 file systems are mounted as; all others have a name of their own. */
const SCRATCH_1_NAME = 'fsx';
/** A variable of a template file that takes the mount name. */
const TEMPLATE_VARIABLE = /\b\w{0,40}mount_?name\w{0,40}\s*[=:]\s*['"](fsx)['"]/gi;

/** The mount name is AWS's choice, except on SCRATCH_1. */
export const rule: Rule = {
  meta: {
    id: 'fsx-mount-name',
    severity: 'error',
    title: 'The mount name "fsx" of a file system that has another one',
    why: 'Only `SCRATCH_1` file systems are mounted as `fsx`. AWS makes up the mount name of every other one, and mount fails: `mount.lustre: … No such file or directory. Is the MGS specification correct?`',
    fix: "Take the file system's `mount_name`.",
    sources: [
      'FSx for Lustre User Guide, "Troubleshooting file system mount issues" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/mount-troubleshooting.html)',
      'FSx API Reference, "LustreFileSystemConfiguration" (https://docs.aws.amazon.com/fsx/latest/APIReference/API_LustreFileSystemConfiguration.html)',
    ],
  },
  *check(model) {
    for (const script of lustreScripts(model)) yield* checkScript(script, model);
  },
};

function* checkScript(script: LustreScript, model: Model): Generator<Finding> {
  for (const mount of lustreMountsIn(script.text)) {
    if (mount.mountName.text !== SCRATCH_1_NAME) continue;
    const fileSystem = fileSystemOfMount(script, mount, model);
    if (!hasOwnName(fileSystem)) continue;
    yield finding(script, mount.mountName, fileSystem, fixesOf(script, mount, fileSystem));
  }
  if (!/templatefile\s*\(/.test(script.text)) return;
  for (const match of script.text.matchAll(TEMPLATE_VARIABLE)) {
    const fileSystem = onlyFileSystemOf(script, model);
    if (!hasOwnName(fileSystem)) continue;
    const from = match.index + match[0].lastIndexOf(SCRATCH_1_NAME);
    const token = { text: SCRATCH_1_NAME, from, to: from + SCRATCH_1_NAME.length };
    const quoted = script.rangeOf(token.from - 1, token.to + 1);
    yield finding(script, token, fileSystem, [
      fix(script, quoted, `${fileSystem.resource.address}.mount_name`),
    ]);
  }
}

function hasOwnName(fileSystem: LustreFileSystem | undefined): fileSystem is LustreFileSystem {
  return fileSystem?.deploymentType !== undefined && fileSystem.deploymentType !== 'SCRATCH_1';
}

function finding(
  script: LustreScript,
  token: Token,
  fileSystem: LustreFileSystem,
  fixes: readonly Fix[],
): Finding {
  const { deploymentType, resource } = fileSystem;
  const message = `"${SCRATCH_1_NAME}" is the mount name of SCRATCH_1 file systems, and ${resource.address} is ${deploymentType ?? ''}, with a name that AWS makes up: mount fails with "No such file or directory. Is the MGS specification correct?". Write its ${nameIn(script.holder.file, 'mount_name')}.`;
  return {
    file: script.holder.file,
    range: script.rangeOf(token.from, token.to),
    message,
    related: [relatedTo(fileSystem, 'The file system.')],
    fixes,
  };
}

/** An interpolation beside that of the host, in the host's own words. */
function fixesOf(
  script: LustreScript,
  { host, mountName }: { host: Token; mountName: Token },
  fileSystem: LustreFileSystem,
): Fix[] {
  const { file } = script.holder;
  const hole = script.holeAt(host.from);
  const range = script.rangeOf(mountName.from, mountName.to);
  if (file.language === 'plan' || file.text.slice(range.start, range.end) !== SCRATCH_1_NAME) return [];
  if (file.language === 'typescript') {
    // Only where the host stands in the same template string is it certain that an interpolation may.
    const before = hole && file.text.slice(Math.max(0, hole.range.start - 2), hole.range.start);
    const start =
      hole?.kind === 'reference' && before === '${'
        ? /^[\w.]+(?=\.dnsName$)/.exec(hole.text)?.[0]
        : undefined;
    return start === undefined ? [] : [fix(script, range, `\${${start}.mountName}`)];
  }
  const start = hole?.kind === 'reference' ? hole.text.replace(/\.\w+$/, '') : fileSystem.resource.address;
  if (fileSystem.resource.repeated && hole?.kind !== 'reference') return [];
  return [fix(script, range, `\${${start}.mount_name}`)];
}

function fix({ holder }: LustreScript, range: Finding['range'], text: string): Fix {
  return { title: `Replace by ${text}`, safe: true, edits: [{ file: holder.file, range, text }] };
}
