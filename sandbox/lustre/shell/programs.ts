import type { Program } from './command';
import { cat, cp, mkdir, rm, tee, touch } from './commands/files';
import { find } from './commands/find';
import { lfs } from './commands/lfs';
import { ls } from './commands/ls';
import { df, mount, umount } from './commands/mount';
import { nohup, sudo, xargs } from './commands/run-others';
import { install, sleep, sync } from './commands/system';
import { grep, head, sed, sort, tail, wc } from './commands/text';

/** The programs of a client: those of the walkthrough, and what is used around them. All others are not found. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  'amazon-linux-extras': install,
  cat,
  cp,
  df,
  dnf: install,
  find,
  grep,
  head,
  lfs,
  ls,
  mkdir,
  mount,
  nohup,
  rm,
  sed,
  sleep,
  sort,
  sudo,
  sync,
  tail,
  tee,
  touch,
  umount,
  wc,
  xargs,
  yum: install,
};
