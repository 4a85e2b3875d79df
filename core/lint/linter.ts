import type { Model } from '../model/model';
import { policiesAlone, withoutPolicies } from '../model/part';
import type { Policy } from '../model/policy';
import type { Resource, SourceFile } from '../syntax/source-file';
import { History, type CleanPolicy, type Kept } from './history';
import { lintBy, type LintOptions } from './lint';
import type { LintResult } from './result';
import { FindingSet, runRules, type RunResult, type RunRules } from './run-rules';
import { Watch } from './watch';

const NOTHING: Kept = { clean: new Map(), resources: new Set(), providers: [], wellFormed: new Set() };

/**
 * Lints files that are being edited, again and again. A policy in which nothing was found is not looked at again
 * while it and what it depends on are as they were, which the readings of TypeScript say (`SourceFile.carried`).
 * The results are those of `lint`, to the letter.
 */
export class Linter {
  private kept = NOTHING;

  constructor(private readonly options: LintOptions) {}

  /** What is wrong in the files as they are now, edited or not. Never throws; see `lint`. */
  lint(files: readonly SourceFile[]): LintResult {
    const watch = new Watch();
    const watched = files.map((file) => (mayBeCarried(file) ? watch.over(file) : file));
    const run: RunRules = (model, ...how) => {
      const history = new History(this.kept, files, providersOf(model));
      const { result, clean } = runByPolicy(model, history, watch, how);
      const resources = new Set(files.flatMap((file) => file.resources));
      this.kept = { clean, resources, providers: providersOf(model), wellFormed: wellFormedOf(files) };
      return result;
    };
    return lintBy(run, watched, this.options);
  }
}

type How = readonly [rules: Parameters<RunRules>[1], levels: Parameters<RunRules>[2]];

/** Runs the rules that look at each policy alone on the policies that may have changed, and the others on everything. */
function runByPolicy(
  model: Model,
  history: History,
  watch: Watch,
  [rules, levels]: How,
): { result: RunResult; clean: ReadonlyMap<Resource, CleanPolicy> } {
  const perPolicy = rules.filter(({ meta }) => meta.perPolicy);
  const findings = new FindingSet();
  const broken = new Set<string>();
  /** @returns whether there is nothing to find */
  const look = (part: Model): boolean => {
    const found = runRules(part, perPolicy, levels);
    for (const finding of found.findings) findings.add(finding);
    for (const { rule } of found.failures) broken.add(rule);
    return found.findings.length === 0 && found.failures.length === 0;
  };
  const clean = new Map<Resource, CleanPolicy>();
  const others: Policy[] = [];
  const met = new Set<Resource>();
  for (const policy of model.policies) {
    const owners = ownersOf(policy);
    const [first] = owners;
    if (!first || met.has(first) || !mayBeCarried(policy.file)) {
      others.push(policy);
      continue;
    }
    met.add(first);
    const known = history.stillClean(policy, owners);
    if (known) clean.set(first, known);
    else {
      watch.begin();
      const isClean = look(policiesAlone(model, [policy], watch));
      if (isClean && !watch.hasLookedAround) clean.set(first, { owners, followed: watch.seen });
    }
  }
  if (others.length > 0) look(policiesAlone(model, others, watch));
  look(withoutPolicies(model));
  // Where a rule breaks it stops: what it found until then is seen when it looks at everything, as it does else.
  const onAll = rules.filter(({ meta }) => !meta.perPolicy || broken.has(meta.id));
  const found = runRules(model, onAll, levels);
  const sound = findings.all.filter(({ rule }) => !broken.has(rule));
  return { result: { findings: [...sound, ...found.findings], failures: found.failures }, clean };
}

/** Whether readings of a file say what an edit has left as it was. */
function mayBeCarried({ language }: SourceFile): boolean {
  return language === 'typescript';
}

function ownersOf({ holders, madeBy }: Policy): Resource[] {
  return [...holders, ...(madeBy ? [madeBy] : [])].map(({ resource }) => resource);
}

/** The providers that policies of such files can have: a script stands for itself. */
function providersOf({ providers }: Model): Resource[] {
  return providers.filter(({ file }) => mayBeCarried(file)).map(({ resource }) => resource);
}

function wellFormedOf(files: readonly SourceFile[]): ReadonlySet<string> {
  return new Set(files.filter(({ wellFormed }) => wellFormed).map(({ path }) => path));
}
