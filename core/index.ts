/**
 * What `fsx-lustre-kms/core` offers: the engine behind the stacks, the command line and the editor. It works on texts and
 * values alone, without CDKTF and without AWS, and reads no file by itself.
 */

// # Deployment
export { parseDeployment, type ParsedDeployment } from './deployment/parse';
export { resolveDeployment } from './deployment/resolve';
export { formatProblems } from './deployment/format';
export type { DeploymentProblem } from './deployment/problem';
export type { Deployment, DeploymentInput } from './deployment/schema';
export type { ResolvedBucket, ResolvedDeployment, ResolvedFileSystem } from './deployment/resolve';

// # Lint
export { lintTexts } from './library/lint-texts';
export { Languages } from './library/languages';
export type { GrammarBytes } from './syntax/grammar-bytes';
export type { NamedText } from './library/texts';
export type { LintEdit, LintFinding, LintFix, LintPlace, LintResult } from './lint/result';

// # Access
export { explainCase, type CaseResult } from './access/explain';
export { readCases, type AccessCase, type CaseProblem, type ParsedCases } from './access/case-format';
export type { AccessGrant, AccessPolicies, AccessRequest, Decision, Layer, Verdict } from './access/request';

// # Rehearsal
export { rehearseTexts, type RehearseOptions } from './library/rehearse-texts';
export type { FindingResult, Outcome, Rehearsal, RequestResult, StepResult } from './rehearsal/result';
