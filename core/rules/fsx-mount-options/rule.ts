import { lustreScripts, type LustreScript } from '../../model/lustre-script';
import { lustreMountsIn, type Token } from '../../model/shell-text';
import { HOLE } from '../../syntax/text-map';
import type { Finding, Rule } from '../rule';

const OPTION = '_netdev';

/** A line of /etc/fstab for Lustre waits for the network. */
export const rule: Rule = {
  meta: {
    id: 'fsx-mount-options',
    severity: 'warning',
    title: 'A line of /etc/fstab for Lustre without _netdev',
    why: 'Without `_netdev`, the mount is tried before the network is up. An instance then may not respond after it was restarted.',
    fix: 'Write `_netdev` among the options, with `x-systemd.automount` and `x-systemd.requires=network.service`.',
    sources: [
      'FSx for Lustre User Guide, "Mounting your Amazon FSx file system automatically" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/mount-fs-auto-mount-onreboot.html)',
      'FSx for Lustre User Guide, "Troubleshooting file system mount issues" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/mount-troubleshooting.html)',
    ],
  },
  *check(model) {
    for (const script of lustreScripts(model)) {
      for (const { options } of lustreMountsIn(script.text)) {
        if (options && needsNetwork(options)) yield finding(script, options);
      }
    }
  },
};

function needsNetwork({ text }: Token): boolean {
  if (text.includes(HOLE) || text.includes('$')) return false;
  const options = text.split(',');
  // What is not mounted at boot waits for nobody.
  return (
    !options.includes(OPTION) && !(options.includes('noauto') && !options.includes('x-systemd.automount'))
  );
}

function finding(script: LustreScript, { text, from, to }: Token): Finding {
  const { file } = script.holder;
  const message = `The options "${text}" lack ${OPTION}: the mount is tried before the network is up, and the instance may not respond after a restart. Write "${text},${OPTION}".`;
  const range = script.rangeOf(from, to);
  const edits = [{ file, range: script.rangeOf(to, to), text: `,${OPTION}` }];
  // What is put together from pieces is marked as a whole.
  const isWritten = file.language !== 'plan' && file.text.slice(range.start, range.end) === text;
  return {
    file,
    range,
    message,
    fixes: isWritten ? [{ title: `Add ${OPTION}`, safe: true, edits }] : [],
  };
}
