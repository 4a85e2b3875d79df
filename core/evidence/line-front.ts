/**
 * What logs, tools and people put in front of a line: times, machines, containers, levels, numbers of lines, marks of lists.
 * Sources: RFC 3164 and RFC 3339 (syslog, journald), AWS CLI (`aws logs tail`), Kubernetes (CRI's log format), Docker
 * Compose, Terraform (provisioners), pdsh, srun and grep.
 */
import { FILE_COMMAND } from './file-command';
import { CLOCK, EPOCH, SYSLOG, SYSLOG_TAG, SYSLOG_TIME, TIME, timeIn, type LineTime } from './line-time';

/** Where and when a line was written, as far as what stands in front of it says so. */
export interface LineOrigin {
  /** A machine, a container, a log stream, or whatever words stand there. */
  where?: string;
  at?: LineTime;
}

const LEVEL = '(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL)';
/** What a front may end before, where it could be a name of a file as well: a path, a command, or another front. */
const NEXT = String.raw`(?=\/|${FILE_COMMAND}\s?: |${TIME}|${SYSLOG}|\[?${LEVEL}\b)`;
/** Words before a colon that are no machine. */
const NO_MACHINE = '(?:sudo|stdout|stderr|[Oo]utput|[Ee]rror|[Ww]arning)';
const IPV6 = String.raw`(?=\S{0,45}::)[0-9a-f:]{2,45}(?:%\w{1,20})?|(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}`;
/** A file, as `lfs` shows it. */
const SHOWN = String.raw`\/.*: +(?:\(0x[0-9a-f]|(?:NOOP|ARCHIVE|RESTORE|RELEASE|REMOVE|CANCEL)\b)`;
const FRONTS: readonly RegExp[] = [
  // Behind a time there may be the name of a log stream.
  String.raw`(?<at>${TIME})(?:(?!${LEVEL}\b)(?<where>\w[\w./$[\]-]{0,512})\s+${NEXT})?`,
  String.raw`(?<at>${SYSLOG_TIME}) (?<where>[\w.-]{1,100}) (?:${SYSLOG_TAG}|${NEXT})`,
  String.raw`(?<at>${EPOCH})\s+${NEXT}`,
  String.raw`\[?(?<at>${CLOCK})\]?:?\s+`,
  // What it is of.
  String.raw`std(?:out|err) [FP]\s+`,
  String.raw`\[?${LEVEL}\]?:?(?: -)?\s+`,
  String.raw`[\w.]{1,100} - ${LEVEL} - `,
  String.raw`(?:(?:\d{1,6}|(?<where>[\w.-]{1,100}))\s+)?\|\s+`,
  String.raw`\[(?<where>[\w./-]{1,200})\]:?\s+${NEXT}`,
  String.raw`(?<where>[\w."[\]-]{1,200}) \((?:local|remote)-exec\): `,
  String.raw`${NO_MACHINE}: ${NEXT}`,
  // A command names itself so as well, in front of a file that may have the name of another.
  String.raw`(?!${FILE_COMMAND}\s?: )(?<where>[\w.-]{1,100}): (?=${FILE_COMMAND}\s?: )`,
  // Of other commands than these a path is what they could not read.
  String.raw`(?!${FILE_COMMAND}\s?: )(?<where>[\w.-]{1,100}): (?=${SHOWN})`,
  String.raw`(?<where>${IPV6}): ${NEXT}`,
  String.raw`E {2,}`,
  // Numbers and marks: a task of srun has a blank behind its number, and a line of grep has none.
  String.raw`(?<where>\d{1,6}):\s+${NEXT}`,
  String.raw`\d{1,6}(?:[.)]\s+|\t\s*|\s{2,}|[:\s]\s*${NEXT})`,
  String.raw`[-*+•#]\s+`,
].map((form) => new RegExp(`^(?:${form})`, 's'));
/** The machine behind a time, where a process is named. */
const MACHINE = /(?:^|\s)(?<machine>[\w.-]{1,100}) \S{1,100}\[\d{1,10}\]: $/;
const ONLY_NO_MACHINE = new RegExp(`^${NO_MACHINE}$`);
/** A number, a time, a process, a container, a level: no line has many more. */
const MAX_FRONTS = 8;
const MARKS = '["*_`]{0,3}';
/** A path from the root, or a command and its colon: no front begins so. */
const SAID = new RegExp(String.raw`^${MARKS}(?:\/|${FILE_COMMAND}\s?: )`);
/** What is known for a line of its own, if not by its beginning alone: other commands, Python, and `lfs`. */
const SAID_WHOLE = new RegExp(
  String.raw`^${MARKS}(?:(?:[\w.]{1,100}: )?\[Errno \d|Cannot send HSM request |lfs \w{1,20}: |[\w./-]{1,200}: .*: No data available\b)`,
  's',
);

/**
 * A line without what stands in front of it. A name of a file may begin like anything: where neither a path from the root
 * nor a command comes behind it, the line is left as it is.
 */
export function withoutFront(line: string): LineOrigin & { said: string } {
  let said = line;
  const places: string[] = [];
  let at: LineTime | undefined;
  for (let count = 0; count < MAX_FRONTS; count++) {
    const front = frontOf(said);
    if (!front) break;
    said = said.slice(front.length);
    if (front.where !== undefined) places.push(front.where);
    at ??= front.at;
  }
  if (!SAID.test(said) && !SAID_WHOLE.test(said)) return { said: line };
  return { said, ...originOf(places, at) };
}

/** Where a line was written: several places are one inside another. */
export function originOf(places: readonly string[], at: LineTime | undefined): LineOrigin {
  return {
    ...(places.length === 0 ? {} : { where: places.join(' ') }),
    ...(at === undefined ? {} : { at }),
  };
}

/** Words in front of a path as a place; undefined where they only say that something is said. */
export function placeIn(words: string): string | undefined {
  const place = words.trim().replace(/:$/, '');
  return place === '' || ONLY_NO_MACHINE.test(place) ? undefined : place;
}

function frontOf(line: string): (LineOrigin & { length: number }) | undefined {
  for (const form of FRONTS) {
    const found = form.exec(line);
    if (!found) continue;
    const { at, where } = found.groups ?? {};
    const machine = at === undefined ? undefined : MACHINE.exec(at)?.groups?.['machine'];
    const places = [machine, where].filter((place) => place !== undefined);
    return { length: found[0].length, ...originOf(places, at === undefined ? undefined : timeIn(at)) };
  }
  return undefined;
}
