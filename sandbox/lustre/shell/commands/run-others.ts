import { usage, type Program } from '../command';

/** Programs that run other programs. */

/** `sudo [-u USER] COMMAND`. Everybody may; only root may ask for HSM transfers and mount. */
export const sudo: Program = async (running) => {
  const args = [...running.args];
  let user = 'root';
  while (args[0]?.startsWith('-')) {
    const option = args.shift();
    if (option === '--') break;
    if (option === '-u') user = args.shift() ?? user;
  }
  if (args.length === 0) return usage(running, 'usage: sudo [-u user] command');
  return running.run(args, { isRoot: user === 'root' });
};

/** `nohup COMMAND`. */
export const nohup: Program = (running) =>
  running.args.length === 0 ? usage(running, 'nohup: missing operand', 125) : running.run(running.args);

/** Status of xargs when one of its commands failed. */
const ONE_FAILED = 123;

/** `xargs [-0] [-n NUMBER] [-P NUMBER] [-r] [-I NAME] COMMAND`, one command after the other. */
export const xargs: Program = async (running) => {
  const args = [...running.args];
  let most = Infinity;
  let mark: string | undefined;
  let isZero = false;
  let isIdle = false;
  while (args[0]?.startsWith('-')) {
    const option = args.shift() ?? '';
    const value = () => (option.length > 2 ? option.slice(2) : (args.shift() ?? ''));
    if (option === '--') break;
    else if (option === '-0' || option === '--null') isZero = true;
    else if (option === '-r' || option === '--no-run-if-empty') isIdle = true;
    else if (option.startsWith('-n')) most = Number(value());
    else if (option.startsWith('-P')) value();
    else if (option.startsWith('-I')) mark = value();
    else return usage(running, `xargs: invalid option -- '${option.slice(1, 2)}'`);
  }
  if (!(most > 0)) return usage(running, 'xargs: value for -n option should be >= 1');
  const text = running.input.rest().toString('utf8');
  const items = text.split(isZero ? '\0' : mark === undefined ? /\s+/ : '\n').filter((item) => item !== '');
  if (items.length === 0 && (isIdle || mark !== undefined)) return 0;
  const command = args.length === 0 ? ['echo'] : args;
  const size = mark === undefined ? Math.min(most, Math.max(items.length, 1)) : 1;
  let status = 0;
  for (let at = 0; at < Math.max(items.length, 1); at += size) {
    const some = items.slice(at, at + size);
    const words =
      mark === undefined
        ? [...command, ...some]
        : command.map((word) => word.replaceAll(mark, some[0] ?? ''));
    const ended = await running.run(words, { input: Buffer.alloc(0) });
    if (ended === 127) return 127;
    if (ended !== 0) status = ONE_FAILED;
  }
  return status;
};
