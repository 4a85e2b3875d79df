/**
 * What the file system logged of late. Sources: FSx for Lustre User Guide, "Logging with Amazon CloudWatch Logs"
 * (stream `datarepo_FILE-SYSTEM-ID`); CloudWatch Logs API Reference, GetLogEvents.
 */
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { parseArn } from '../../core/facts/arns';
import { valueAt } from '../../core/json-value';
import type { Fact, FileSystemFacts, LogRecord } from '../../core/live/evidence';
import { ask, type Collection } from './question';
import { LOOK_BACK_MS } from './refusals';

const MOST_RECORDS = 20;

export async function readLog(
  on: Collection,
  fileSystem: Pick<FileSystemFacts, 'logGroupArn' | 'logLevel'> | undefined,
): Promise<Fact<LogRecord[]>> {
  if (!fileSystem) return { status: 'unknown', why: 'The file system could not be described.' };
  const { logGroupArn, logLevel } = fileSystem;
  if (logGroupArn === undefined || logLevel === 'DISABLED') return { status: 'absent' };
  const logGroupName = parseArn(logGroupArn)?.resource.replace(/^log-group:|:\*$/g, '') ?? logGroupArn;
  const asked = await ask(on, 'fileSystem', ({ logs }) =>
    logs.send(
      new GetLogEventsCommand({
        logGroupName,
        logStreamName: `datarepo_${on.fileSystemId}`,
        startTime: on.now().getTime() - LOOK_BACK_MS,
        limit: MOST_RECORDS,
        startFromHead: false,
      }),
    ),
  );
  if (asked.status === 'unknown') return { status: 'unknown', why: asked.why };
  // The stream comes with the first record.
  if (asked.status === 'absent') return { status: 'seen', value: [] };
  const records = (asked.answer.events ?? []).flatMap(({ message = '', timestamp = 0 }) =>
    recordOf(message, new Date(timestamp).toISOString()),
  );
  return { status: 'seen', value: records };
}

function recordOf(text: string, time: string): LogRecord[] {
  const code = codeIn(text);
  return code === undefined ? [] : [{ time, code, text }];
}

function codeIn(text: string): string | undefined {
  try {
    const code = valueAt(JSON.parse(text), ['errorCode']);
    return typeof code === 'string' ? code : undefined;
  } catch {
    return /\bS3(?:Export|Import)\w+/.exec(text)?.[0];
  }
}
