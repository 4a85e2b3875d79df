import { diagnoseText } from '../core/diagnose/diagnose';

const LINES = [2500, 5000, 20_000] as const;
/** Time for the most lines, each. */
const GOAL_MS = 2000;

const KEY = 'arn:aws:kms:us-east-1:333333333333:key/2a1bae3d-a3e7-475b-acb2-b0dd92a5ff99';
const ROLE = 'AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const SESSION = `arn:aws:sts::111111111111:assumed-role/${ROLE}/FSx`;

const REFUSED_DECRYPT = `User: ${SESSION} is not authorized to perform: kms:Decrypt on resource: ${KEY} because no identity-based policy allows the kms:Decrypt action`;

/** One line of each form; the numbers make each another file, event or caller. */
const FORMS: Readonly<Record<string, (line: number) => string>> = {
  'sentences, one caller': (line) => sentence(SESSION, line),
  'sentences, a caller each': (line) => sentence(`arn:aws:iam::111111111111:role/R${line}`, line),
  'errors of the AWS CLI': () =>
    'An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
  'events of CloudTrail, refused': (line) => trailEvent(line, true),
  'events of CloudTrail, half allowed': (line) => trailEvent(line >> 1, line % 2 === 0),
  'lfs hsm_state': (line) => `/fsx/${line}: (0x00000000)`,
  'lfs hsm_action': (line) => `/fsx/${line}: RESTORE running`,
  'records of the log': (line) =>
    JSON.stringify({
      errorCode: 'S3ExportAccessDenied',
      message: `Failed to export file because access to the S3 object with key ${line} in S3 bucket data was denied`,
      fileSystemId: 'fs-0123456789abcdef0',
    }),
  'what cat says': (line) => `cat: /fsx/${line}: No data available`,
  'all of these in turn': (line) => {
    const forms = Object.values(FORMS).slice(0, 9);
    return forms[line % forms.length]?.(line) ?? '';
  },
  'none of them': (line) => `2026-11-24T10:00:00Z INFO request ${line} was answered in 12 ms`,
};

/** Texts of one line, or without an end, as long as so many lines. */
const WHOLE: Readonly<Record<string, (lines: number) => string>> = {
  'one line of one word': (lines) => 'x'.repeat(100 * lines),
  'one line of blanks': (lines) => `${' '.repeat(100 * lines)}x`,
  'one line of nearly sentences': (lines) =>
    'arn:aws:iam is not authorized to perform: on resource '.repeat(2 * lines),
  'braces that nothing closes': (lines) => '{"a": ['.repeat(14 * lines),
};

/** Pasted texts of every form: what so many lines take, and whether a line takes as long when there are many. */
export function benchDiagnose(print: (line: string) => void): void {
  print(`diagnose, texts of ${LINES.join(', ')} lines  (goal ${GOAL_MS} ms for the longest)`);
  diagnoseText(textOf(FORMS['all of these in turn'], 2000));
  for (const [name, line] of Object.entries(FORMS)) printTimes(name, (lines) => textOf(line, lines), print);
  for (const [name, text] of Object.entries(WHOLE)) printTimes(name, text, print);
}

function printTimes(name: string, text: (lines: number) => string, print: (line: string) => void): void {
  const times = LINES.map((lines) => {
    const pasted = text(lines);
    const started = performance.now();
    diagnoseText(pasted);
    return performance.now() - started;
  });
  const each = times.map((ms, index) => ms / (LINES[index] ?? 1));
  const ratio = (each.at(-1) ?? NaN) / (each[0] ?? NaN);
  print(
    `${name.padEnd(36)} ${times.map((ms) => `${ms.toFixed(0).padStart(6)} ms`).join(' ')}   each line ${ratio.toFixed(2)} x`,
  );
}

function textOf(line: ((index: number) => string) | undefined, lines: number): string {
  return Array.from({ length: lines }, (_, index) => line?.(index) ?? '').join('\n');
}

function sentence(principal: string, file: number): string {
  return `User: ${principal} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::data/${file}" because no identity-based policy allows the s3:GetObject action`;
}

function trailEvent(file: number, isRefused: boolean): string {
  return JSON.stringify({
    eventID: `${file}-${isRefused}`,
    eventTime: `2026-11-24T1${isRefused ? 0 : 1}:00:00Z`,
    eventSource: 'kms.amazonaws.com',
    eventName: 'Decrypt',
    awsRegion: 'us-east-1',
    userIdentity: { type: 'AssumedRole', arn: SESSION },
    ...(isRefused ? { errorCode: 'AccessDenied', errorMessage: REFUSED_DECRYPT } : {}),
    requestParameters: { keyId: KEY, encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::data/${file}` } },
    resources: [{ ARN: KEY }],
  });
}
