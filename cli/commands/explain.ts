import { formatCaseProblem, parseCases, type AccessCase } from '../../core/access/case-format';
import { explainCase, formatResults } from '../../core/access/explain';

/** What the command touches of the world. */
export interface ExplainIo {
  /** Content of a file; rejects when it cannot be read. */
  readFile: (path: string) => Promise<string>;
  stdout: (text: string) => void;
  stderr: (text: string) => void;
}

export interface ExplainOptions {
  format: 'pretty' | 'json';
}

const DONE = 0;
const USAGE = 2;

/**
 * `fsx-lustre-kms explain CASE.json...`: decides access cases and says why.
 * @returns the exit code: 0, or 2 when a file cannot be read or is no case file (then nothing is decided)
 */
export async function explain(
  files: readonly string[],
  { format }: ExplainOptions,
  io: ExplainIo,
): Promise<typeof DONE | typeof USAGE> {
  if (files.length === 0) {
    io.stderr('explain needs at least one file with access cases.\n');
    return USAGE;
  }
  const cases: AccessCase[] = [];
  const mistakes: string[] = [];
  for (const file of files) {
    const read = await readCaseFile(file, io);
    if (read.status === 'read') cases.push(...read.cases);
    else mistakes.push(...read.mistakes.map((mistake) => `${file}: ${mistake}`));
  }
  if (mistakes.length > 0) {
    io.stderr(`${mistakes.join('\n')}\n`);
    return USAGE;
  }
  const results = cases.map(explainCase);
  io.stdout(format === 'json' ? `${JSON.stringify(results, null, 2)}\n` : formatResults(results));
  return DONE;
}

type CaseFile = { status: 'read'; cases: AccessCase[] } | { status: 'unreadable'; mistakes: string[] };

async function readCaseFile(file: string, io: ExplainIo): Promise<CaseFile> {
  let content: string;
  try {
    content = await io.readFile(file);
  } catch (error) {
    return { status: 'unreadable', mistakes: [error instanceof Error ? error.message : String(error)] };
  }
  const parsed = parseCases(content);
  if (parsed.status === 'valid') return { status: 'read', cases: parsed.cases };
  return { status: 'unreadable', mistakes: parsed.problems.map(formatCaseProblem) };
}
