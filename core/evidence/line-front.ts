/**
 * What logs, tools and people put in front of a line, or around it: times, machines, containers, levels, numbers of lines,
 * marks of lists and of Markdown.
 * Sources: RFC 3164 and RFC 3339 (syslog, journald), AWS CLI (`aws logs tail`), Kubernetes (CRI's log format), Docker
 * Compose, Terraform (provisioners), pdsh, srun and grep.
 */

/** Names of commands that read or write files, with a path in front of them or none. */
export const FILE_COMMAND = String.raw`(?:[\w./-]{1,200}\/)?(?:cat|head|tail|less|more|cp|mv|rm|ls|stat|touch|mkdir|rmdir|ln|dd|tee|truncate|chmod|chown|chgrp|md5sum|sha\d{1,3}sum|cksum|wc|grep|rsync|tar|install|-?bash|-?sh|-?zsh|lfs|python3?)`;

const PROCESS = String.raw`[\w./@()-]{1,100}\[\d{1,10}\]: `;
const LEVEL = '(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL)';
/** Also as the first value of CSV, and with the process that says it. */
const TIME = String.raw`"?[[(]?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?[\])]?:?(?:[^\S\n]+(?:[\w.-]{1,100} ${PROCESS})?|"?,[^\S\n]*)`;
const SYSLOG = String.raw`[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})? [\w.-]{1,100} (?:${PROCESS}|[\w./@()-]{1,100}: )`;
/** What a front may end before, where it could be a name of a file as well: a path, a command, or another front. */
const NEXT = String.raw`(?=\/|${FILE_COMMAND}\s?: |${TIME}|${SYSLOG}|\[?${LEVEL}\b)`;
const FRONTS: readonly string[] = [
  // Behind a time there may be the name of a log stream.
  String.raw`${TIME}(?:\w[\w./$[\]-]{0,512}\s+${NEXT})?`,
  SYSLOG,
  String.raw`\d{10}(?:\d{3}|\.\d{1,9})?\s+${NEXT}`,
  String.raw`\[?\d\d?:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AP]M)?\]?\s+`,
  // What it is of.
  String.raw`std(?:out|err) [FP]\s+`,
  String.raw`\[?${LEVEL}\]?:?(?: -)?\s+`,
  String.raw`[\w.]{1,100} - ${LEVEL} - `,
  String.raw`(?:[\w.-]{1,100}\s+)?\|\s+`,
  String.raw`\[[\w./-]{1,200}\]:?\s+${NEXT}`,
  String.raw`[\w."[\]-]{1,200} \((?:local|remote)-exec\): `,
  String.raw`[\w.-]{1,100}: (?=${FILE_COMMAND}\s?: )`,
  String.raw`E {2,}`,
  // Numbers and marks.
  String.raw`\d{1,6}(?:[.)]\s+|\t\s*|\s{2,}|[:\s]\s*${NEXT})`,
  String.raw`[-*+•]\s+`,
];
const FRONT = new RegExp(`^(?:${FRONTS.join('|')})`);
/** A number, a time, a process, a container, a level: no line has many more. */
const MAX_FRONTS = 8;
const TIMES = new RegExp(`^(?:${TIME}|${SYSLOG})`, 'gm');
/** The end of a row of a table. */
const ROW_END = /\s\|$/;
const EMPHASIS = /^(\*\*|[*_`"])(?<inner>.+)\1$/;
const CODE = /`(?<inner>[^`]+)`/g;

/** A text without the time at the beginning of each line, which stands in the midst of a sentence over several lines. */
export function withoutTimes(text: string): string {
  return text.replace(TIMES, '');
}

/** What a line says: without what stands in front of it, and each piece of code in it by itself. */
export function saidIn(line: string): string[] {
  let said = line.trim().replace(ROW_END, '');
  for (let count = 0; count < MAX_FRONTS; count++) {
    const rest = said.replace(FRONT, '');
    if (rest === said) break;
    said = rest;
  }
  const inner = EMPHASIS.exec(said)?.groups?.['inner'];
  const code = [...said.matchAll(CODE)].map(({ groups }) => groups?.['inner'] ?? '');
  return [...new Set([code.length === 0 ? (inner ?? said) : said, ...code])].map((one) => one.trim());
}
