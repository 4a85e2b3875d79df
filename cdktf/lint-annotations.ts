import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { AnnotationMetadataEntryType, type App, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { formatConfigProblem } from '../core/lint/config-problem';
import { findConfig, type FoundConfig } from '../core/lint/find-config';
import { lint } from '../core/lint/lint';
import type { LintFinding } from '../core/lint/result';
import { RULES } from '../core/rules/registry';
import type { Rule, Severity } from '../core/rules/rule';
import { entryOf, textOf } from '../core/syntax/inspect';
import { Reader } from '../core/syntax/reader';
import type { SourceFile } from '../core/syntax/source-file';
import { areTracesKept, creationTrace, keepTraces } from './creation-traces';

const LEVEL: Readonly<Record<Severity, string>> = {
  error: AnnotationMetadataEntryType.ERROR,
  warning: AnnotationMetadataEntryType.WARN,
  note: AnnotationMetadataEntryType.INFO,
};

const LEVELS: readonly string[] = Object.values(LEVEL);

// Here, as every app of ours imports this before it makes its first construct.
keepTraces();

/**
 * Lints every stack of an app at synth. Findings become annotations of the constructs that made the resources:
 * `cdktf synth` prints them, an error ends it, and they are in `cdktf.out/manifest.json`. Configuration and
 * suppressions count as in `fsx-lustre-kms lint`; a resource is exempted with
 * `resource.addOverride('//.fsx-lustre-kms', { ignore: [{ rule, reason }] })`.
 *
 * Call it when all stacks are there. An app that skips validation is not linted.
 *
 * @example
 * const app = new App();
 * addThreeAccounts(app, deploymentOf(app));
 * lintStacks(app);
 * app.synth();
 */
export function lintStacks(app: App): void {
  lintStacksBy(app, RULES);
}

/** @internal The same by some rules alone. */
export function lintStacksBy(app: App, rules: readonly Rule[]): void {
  const folder = process.cwd();
  let config: FoundConfig | undefined;
  for (const stack of app.node.findAll().filter((node) => TerraformStack.isStack(node))) {
    // CDKTF validates a stack after its aspects have changed it, and before it collects annotations.
    stack.node.addValidation({
      validate: () => {
        config ??= readConfig(folder, rules);
        if (config.status === 'invalid') return config.problems.map(formatConfigProblem);
        annotateStack(stack, terraformFile(app, stack, folder), { rules, config: config.config });
        placeAnnotations(stack);
        return [];
      },
    });
  }
}

function annotateStack(stack: TerraformStack, path: string, options: Parameters<typeof lint>[1]): void {
  const text = JSON.stringify(stack.toTerraform());
  const file = new Reader().read({ path, text });
  if (!file) return;
  const { findings, failures } = lint([file], options);
  for (const finding of findings) {
    const message = `${finding.message} (${finding.rule})`;
    annotate(constructOf(finding, file, stack), LEVEL[finding.severity], message);
  }
  for (const { rule, message } of failures) {
    annotate(stack, AnnotationMetadataEntryType.WARN, `The rule ${rule} broke: ${message}`);
  }
}

/** Says something of a construct, once, however often the app is synthesized. */
function annotate(construct: IConstruct, level: string, message: string): void {
  const { node } = construct;
  if (node.metadata.some(({ type, data }) => type === level && data === message)) return;
  // A trace of this line would be of no use: the construct's own leads to the line that made it.
  const trace = areTracesKept() ? creationTrace(construct) : undefined;
  node.addMetadata(level, message, trace && { stackTraceOverride: trace });
}

/** Annotations of others lead to the line that made them; who asks for traces wants the construct's. */
function placeAnnotations(stack: TerraformStack): void {
  for (const construct of areTracesKept() ? stack.node.findAll() : []) {
    const trace = creationTrace(construct);
    for (const entry of trace ? construct.node.metadata : []) {
      // The entries are the node's own; there is no other way to what was added before.
      if (LEVELS.includes(entry.type)) Object.assign(entry, { trace });
    }
  }
}

/** The construct that made the resource in which a finding stands; else the stack. */
function constructOf({ start }: LintFinding, { resources }: SourceFile, stack: TerraformStack): IConstruct {
  const resource = resources.find(({ range, head }) =>
    [range, head].some((stretch) => stretch.start <= start && start < stretch.end),
  );
  const path = textOf(entryOf(entryOf(entryOf(resource?.body, '//'), 'metadata'), 'path'));
  const steps = path?.split('/').filter(Boolean) ?? [];
  const root: IConstruct = stack.node.root;
  const found = steps.reduce<IConstruct | undefined>((at, step) => at?.node.tryFindChild(step), root);
  return found === undefined || found === root ? stack : found;
}

/** Where a stack's Terraform will be, as `fsx-lustre-kms lint` names it from the folder that synth runs in. */
function terraformFile(app: App, stack: TerraformStack, folder: string): string {
  const path = resolve(folder, app.outdir, 'stacks', stack.node.id, 'cdk.tf.json');
  return relative(folder, path).split(sep).join('/');
}

function readConfig(folder: string, rules: readonly Rule[]): FoundConfig {
  const readText = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  return findConfig(
    folder,
    { readText, exists: existsSync },
    rules.map(({ meta }) => meta.id),
  );
}
