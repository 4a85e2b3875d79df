/**
 * When a line was written, as logs say it in front of the line.
 * Sources: RFC 3164 and RFC 3339 (syslog, journald), Apache HTTP Server (`%t`), AWS CLI (`aws logs tail`).
 */
import { FILE_COMMAND } from './file-command';

/** A time as far as the line has it. */
export interface LineTime {
  /** As it stands there. */
  text: string;
  /** Only times of one kind can be compared: without a time zone, a year or a date, others may be before or after. */
  kind: string;
  /** Since the beginning of what the kind leaves open. */
  ms: number;
}

const FRACTION = String.raw`[.,]\d{1,9}`;
const DATE_TIME = String.raw`\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d(?:${FRACTION})?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?`;
/** Day and month may stand in either order. */
const SLASHES = String.raw`\d\d?\/\d\d?\/\d{4},? \d\d?:\d\d(?::\d\d(?:${FRACTION})?)?(?: [AP]M)?`;
const APACHE = String.raw`\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?`;
const PROCESS = String.raw`[\w./@()-]{1,100}\[\d{1,10}\]: `;

/** A date with a time, also as the first value of CSV, and with the machine and the process that says it. */
export const TIME = String.raw`"?[[(]?(?:${DATE_TIME}|${SLASHES}|${APACHE})[\])]?:?(?:[^\S\n]+(?:[\w.-]{1,100} ${PROCESS})?|"?,[^\S\n]*)`;
export const SYSLOG_TIME = String.raw`[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:${FRACTION})?`;
/** What says it, behind the machine: no command of a line that the log has as it is. */
export const SYSLOG_TAG = String.raw`(?:${PROCESS}|(?!\/|${FILE_COMMAND}\s?: )[\w./@()-]{1,100}: )`;
export const SYSLOG = String.raw`${SYSLOG_TIME} [\w.-]{1,100} ${SYSLOG_TAG}`;
export const EPOCH = String.raw`\d{10}(?:\d{3}|\.\d{1,9})?`;
/** A time of a day. */
export const CLOCK = String.raw`\d\d?:\d\d(?::\d\d(?:${FRACTION})?)?(?: ?[AP]M)?`;

const TIMES = new RegExp(`^(?:${TIME}|${SYSLOG})`, 'gm');
const PARTS: readonly RegExp[] = [
  /(?<year>\d{4})[-/](?<month>\d\d)[-/](?<day>\d\d)[T ](?<clock>\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)(?: ?(?<zone>Z|UTC|[+-]\d\d:?\d\d))?/,
  /(?<date>\d\d?\/\d\d?\/\d{4}),? (?<clock>\d\d?:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)(?: (?<half>[AP])M)?/,
  /(?<day>\d\d)\/(?<name>[A-Z][a-z]{2})\/(?<year>\d{4}):(?<clock>\d\d:\d\d:\d\d)(?: (?<zone>[+-]\d{4}))?/,
  /(?<name>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<clock>\d\d:\d\d:\d\d(?:\.\d{1,9})?)/,
  /(?<!\d)(?<epoch>\d{10}(?:\d{3}|\.\d{1,9})?)(?![\d:])/,
  /(?<clock>\d\d?:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)(?: ?(?<half>[AP])M)?/,
];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Any year with a 29th of February. */
const SOME_YEAR = 2000;
const MINUTE_MS = 60_000;
/** No part of a sentence of AWS's: what stands before and behind it is never read as one. */
const APART = "\n'\n";

/** The time in the front of a line; undefined where it has none. */
export function timeIn(front: string): LineTime | undefined {
  for (const form of PARTS) {
    const found = form.exec(front);
    if (found) return { text: found[0], ...placeOf(found.groups ?? {}) };
  }
  return undefined;
}

function placeOf(parts: Readonly<Record<string, string | undefined>>): Pick<LineTime, 'kind' | 'ms'> {
  const { epoch, date, year, month, name, day, zone, clock = '', half } = parts;
  if (epoch !== undefined) return { kind: 'zone', ms: Number(epoch) * (/^\d{13}$/.test(epoch) ? 1 : 1000) };
  const ofDay = clockMs(clock, half);
  if (date !== undefined) return { kind: date, ms: ofDay };
  if (day === undefined) return { kind: half === undefined ? 'day' : 'half day', ms: ofDay };
  const monthIndex = name === undefined ? Number(month) - 1 : MONTHS.indexOf(name);
  const ms = Date.UTC(Number(year ?? SOME_YEAR), monthIndex, Number(day)) + ofDay;
  if (year === undefined) return { kind: 'year', ms };
  return zone === undefined ? { kind: 'no zone', ms } : { kind: 'zone', ms: ms - zoneMs(zone) };
}

function clockMs(clock: string, half: string | undefined): number {
  const [hour = 0, minute = 0, second = 0] = clock.split(':').map((part) => Number(part.replace(',', '.')));
  const hours = half === undefined ? hour : (hour % 12) + (half === 'P' ? 12 : 0);
  return Math.round(((hours * 60 + minute) * 60 + second) * 1000);
}

function zoneMs(zone: string): number {
  const { sign, hours, minutes } = /(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d)/.exec(zone)?.groups ?? {};
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE_MS;
}

/**
 * A text without the time at the beginning of each line, which stands in the midst of a sentence over several lines. Lines
 * of other times are no parts of one sentence, and are set apart.
 */
export function withoutTimes(text: string): string {
  let last: LineTime | undefined;
  return text.replace(TIMES, (front) => {
    const [time, before] = [timeIn(front), last];
    last = time;
    const isSame =
      before === undefined || (time?.kind === before.kind && Math.abs(time.ms - before.ms) <= MINUTE_MS);
    return isSame ? '' : APART;
  });
}
