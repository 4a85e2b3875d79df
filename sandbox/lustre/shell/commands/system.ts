import { usage, type Program } from '../command';

/** Packages that a client may have, and what installs them: they are there already. */
const PACKAGES = ['lustre-client', 'lustre', 'lustre2.10', 'lustre2.12', 'lustre2.15'];

/** `dnf install -y lustre-client`, `yum`, `amazon-linux-extras install -y lustre`: nothing is downloaded. */
export const install: Program = (running) => {
  const [command, ...names] = running.args.filter((arg) => !arg.startsWith('-'));
  if (command !== 'install') return usage(running, 'Only install is known here.');
  const unknown = names.find((name) => !PACKAGES.includes(name));
  if (unknown !== undefined) {
    return usage(running, `No match for argument: ${unknown}\nError: Unable to find a match: ${unknown}`);
  }
  running.output.write('Complete!\n');
  return 0;
};

/** `sleep SECONDS`. */
export const sleep: Program = async (running) => {
  const [seconds = ''] = running.args;
  if (!/^\d+(\.\d+)?s?$/.test(seconds)) return usage(running, `sleep: invalid time interval '${seconds}'`);
  await running.wait(parseFloat(seconds) * 1000);
  return 0;
};

/** `sync`: everything is written already. */
export const sync: Program = () => 0;
