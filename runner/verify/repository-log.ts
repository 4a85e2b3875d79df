/**
 * What the file system writes to CloudWatch Logs about exports that failed.
 * Sources: FSx for Lustre User Guide, "Logging with Amazon CloudWatch Logs" (stream `datarepo_FILE-SYSTEM-ID`) and
 * "Data repository event logs"; CloudWatch Logs API Reference, FilterLogEvents.
 */
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { parseArn } from '../../core/facts/arns';
import { valueAt } from '../../core/json-value';
import { ask, type Asked } from './ask';
import type { Verification } from './verification';

export interface LogRecord {
  /** For example `S3ExportAccessDenied`. */
  code: string;
  /** The record word for word. */
  text: string;
}

export interface RepositoryLog {
  fileSystemId: string;
  /** Destination of the file system's log, as DescribeFileSystems gives it. */
  destinationArn: string;
}

/** Pages of log events that are read at most. */
const MAX_PAGES = 10;

/** The records about one object since a time. */
export async function recordsAbout(
  on: Verification,
  { fileSystemId, destinationArn }: RepositoryLog,
  { key, since }: { key: string; since: Date },
): Promise<Asked<LogRecord[]>> {
  const logGroupName = parseArn(destinationArn)?.resource.replace(/^log-group:|:\*$/g, '') ?? destinationArn;
  const question = { account: 'fileSystem', action: 'logs:FilterLogEvents', resource: logGroupName } as const;
  const found: LogRecord[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const asked = await ask(on, question, ({ logs }, options) =>
      logs.send(
        new FilterLogEventsCommand({
          logGroupName,
          logStreamNames: [`datarepo_${fileSystemId}`],
          startTime: since.getTime(),
          nextToken,
        }),
        options,
      ),
    );
    // The stream comes with the first record.
    if (asked.status === 'missing') return { status: 'answered', answer: [] };
    if (asked.status !== 'answered') return asked;
    const { events = [], nextToken: next } = asked.answer;
    found.push(...events.flatMap(({ message = '' }) => (message.includes(key) ? recordOf(message) : [])));
    if (next === undefined || next === '') break;
    nextToken = next;
  }
  return { status: 'answered', answer: found };
}

function recordOf(text: string): LogRecord[] {
  try {
    const code = valueAt(JSON.parse(text), ['errorCode']);
    return typeof code === 'string' ? [{ code, text }] : [];
  } catch {
    const code = /\bS3(?:Export|Import)\w+/.exec(text)?.[0];
    return code === undefined ? [] : [{ code, text }];
  }
}
