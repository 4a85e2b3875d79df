/** Suppressions: somebody says that a finding is right here, and why. */
import { nearest } from '../facts/nearest';
import type { Severity } from '../rules/rule';
import type { LintFinding, LintFix, LintPlace, SuppressedFinding } from './result';

/** Begins every suppression comment. */
export const DIRECTIVE = 'fsx-lustre-kms-ignore';

/** What lint itself finds in suppressions, beside the rules; a configuration can set these like a rule. */
export const SUPPRESSION_RULES = {
  'suppression-reason': { severity: 'warning', title: 'A suppression without a reason' },
  'suppression-rule': { severity: 'warning', title: 'A suppression of no rule that exists' },
  'suppression-unused': { severity: 'warning', title: 'A suppression of nothing that is found' },
} as const satisfies Record<string, { severity: Severity; title: string }>;

export type SuppressionRule = keyof typeof SUPPRESSION_RULES;

/** One suppression of one rule. */
export interface Suppression {
  readonly rule: string;
  /** Empty where none is given: it has no effect then. */
  readonly reason: string;
  /** The file that it is for. */
  readonly path: string;
  /** What of the file it covers: findings that begin there; undefined for all of it. */
  readonly covers: readonly { readonly start: number; readonly end: number }[] | undefined;
  /** Where it is written, and what to mark there. */
  readonly place: LintPlace;
  /** How its reason is written, for a message. */
  readonly form: string;
  /** Takes it out. */
  readonly removal?: LintFix;
}

/** What one file, or the configuration, says about suppressions. */
export interface Suppressions {
  readonly suppressions: readonly Suppression[];
  /** Those that cannot be understood. */
  readonly mistakes: readonly LintFinding[];
}

export interface Judged {
  readonly findings: readonly LintFinding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** Takes suppressed findings out, and puts in what is wrong with the suppressions themselves. */
export function applySuppressions(
  findings: readonly LintFinding[],
  { suppressions, mistakes }: Suppressions,
  rules: {
    /** Ids of all rules that there are. */
    readonly known: readonly string[];
    /** Whether silence of a rule in a file means that there is nothing to find. */
    readonly isConclusive: (rule: string, path: string) => boolean;
  },
): Judged {
  const used = new Set<Suppression>();
  const kept: LintFinding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const matching = suppressions.filter((suppression) => suppression.reason && covers(suppression, finding));
    for (const suppression of matching) used.add(suppression);
    const [first] = matching;
    if (first) suppressed.push({ ...finding, reason: first.reason });
    else kept.push(finding);
  }
  const own = suppressions.flatMap((suppression) => {
    if (!rules.known.includes(suppression.rule)) return unknownRule(suppression, rules.known);
    if (suppression.reason === '') return withoutReason(suppression);
    const isUnused = !used.has(suppression) && rules.isConclusive(suppression.rule, suppression.path);
    return isUnused ? unused(suppression) : [];
  });
  return { findings: [...kept, ...mistakes, ...own], suppressed };
}

/** A finding about a suppression. */
export function suppressionFinding(
  rule: SuppressionRule,
  place: LintPlace,
  message: string,
  fixes: readonly LintFix[] = [],
): LintFinding {
  const { path, start, end } = place;
  const { severity } = SUPPRESSION_RULES[rule];
  return { rule, severity, message, path, start, end, related: [], fixes };
}

function covers({ rule, path, covers: stretches }: Suppression, finding: LintFinding): boolean {
  if (rule !== finding.rule || path !== finding.path) return false;
  return (
    stretches === undefined ||
    stretches.some(({ start, end }) => start <= finding.start && finding.start <= end)
  );
}

function unknownRule({ rule, place }: Suppression, known: readonly string[]): LintFinding {
  const meant = nearest(rule, known);
  const right = meant === undefined ? 'docs/rules has the names of all rules.' : `Write "${meant}".`;
  const message = `"${rule}" is not a rule, so this suppression has no effect. ${right}`;
  const fixes = meant === undefined ? [] : [rename(rule, meant, place)];
  return suppressionFinding('suppression-rule', place, message, fixes);
}

function rename(rule: string, meant: string, place: LintPlace): LintFix {
  // What is marked is the rule's name wherever it is written; it holds no character that would need an escape.
  const edit = { path: place.path, start: place.start, end: place.start + rule.length, text: meant };
  return { title: `Replace by "${meant}"`, safe: false, edits: [edit] };
}

function withoutReason({ rule, place, form }: Suppression): LintFinding {
  const message = `The suppression of "${rule}" gives no reason, so it has no effect. Write ${form}.`;
  return suppressionFinding('suppression-reason', place, message);
}

function unused({ rule, place, removal }: Suppression): LintFinding {
  const message = `"${rule}" finds nothing where this suppression applies. Take it out, or put it where the finding is.`;
  return suppressionFinding('suppression-unused', place, message, removal ? [removal] : []);
}
