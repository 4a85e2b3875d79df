import type { AccessCase } from './case-format';
import { evaluateAccess } from './evaluate';
import type { Verdict } from './request';

/** The result of one case, as `fsx-lustre-kms explain --format json` prints it. */
export interface CaseResult extends Verdict {
  /** Of the case. */
  name: string;
  /** Sentences: what AWS would print, then why. */
  reasons: string[];
}

/** Decides one case. */
export function explainCase(accessCase: AccessCase): CaseResult {
  const { decision, denial, because, reasons } = evaluateAccess(accessCase.request, accessCase);
  return { name: accessCase.name, decision, ...(denial === undefined ? {} : { denial }), because, reasons };
}

/** One result for a terminal: the decision, the layers, then the reasons. */
export function formatResult(result: CaseResult): string {
  const kind = result.denial === undefined ? '' : ` (${result.denial})`;
  const heading = `${result.name}\n  ${result.decision}${kind} because of: ${result.because.join(', ') || 'nothing'}`;
  return [heading, ...result.reasons.map((reason) => `    - ${reason}`)].join('\n');
}

/** All results for a terminal, with a line that counts them. */
export function formatResults(results: readonly CaseResult[]): string {
  const counts = (['allowed', 'denied', 'unknown'] as const)
    .map((decision) => `${results.filter((result) => result.decision === decision).length} ${decision}`)
    .join(', ');
  const summary = `${results.length} ${results.length === 1 ? 'case' : 'cases'}: ${counts}`;
  return [...results.map(formatResult), summary].join('\n\n') + '\n';
}
