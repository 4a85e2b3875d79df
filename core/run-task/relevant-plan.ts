/**
 * The part of a plan that rules and rehearsal look at. A plan of a large configuration has thousands of other
 * resources, which would only be read to no end, and kept to nobody's good.
 */
import { planSchema, type Plan, type PlanModule } from './api/plan';

/** Types that rules and rehearsal ask for by name. */
const TYPES =
  /^aws_(kms|s3|fsx|iam|vpc|organizations|ssoadmin)(_|$)|^aws_(subnet|security_group|caller_identity|region|partition|cloudwatch_log_group)/;
/** And what they look for in a resource of any type: a policy, a script of a Lustre client. */
const CONTENT = /tatement|lustre|@tcp|hsm_/;
/** What links and grants are made of: without any of it a plan has nothing to do with the seven steps. */
const SUBJECTS = /^aws_(kms_(key|external_key|replica|alias|grant)|s3_bucket|s3_object|fsx_)/;

export type RelevantPlan =
  | {
      readonly status: 'plan';
      /** The plan without what does not matter, as JSON. */
      readonly text: string;
      readonly plan: Plan;
      /** Whether it holds a key, a grant, a bucket or a file system. */
      readonly hasSubjects: boolean;
    }
  | { readonly status: 'unreadable'; readonly reason: string };

/** @param text what `terraform show -json` prints, and HCP Terraform's `json-output` */
export function relevantPlan(text: string): RelevantPlan {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own words quote the text, which may hold secrets.
    return unreadable('The plan is not JSON, or was cut off.');
  }
  const parsed = planSchema.safeParse(json);
  if (!parsed.success) return unreadable('The answer to the request for the plan is no plan.');
  const plan = parsed.data;
  if (!/^[01](\.|$)/.test(plan.format_version)) {
    return unreadable(
      `The plan has the format ${plan.format_version.slice(0, 16)}, which is not known here.`,
    );
  }
  if (!plan.resource_changes && !plan.planned_values && !plan.configuration) {
    return unreadable('The answer to the request for the plan is no plan.');
  }
  const { resource_drift: _drift, checks: _checks, output_changes: _outputs, ...rest } = plan;
  const kept: Plan = {
    ...rest,
    ...(plan.resource_changes && { resource_changes: plan.resource_changes.filter(isRelevant) }),
    ...(plan.planned_values && { planned_values: relevantValues(plan.planned_values) }),
    ...(plan.prior_state?.values && {
      prior_state: { ...plan.prior_state, values: relevantValues(plan.prior_state.values) },
    }),
  };
  return { status: 'plan', text: JSON.stringify(kept), plan: kept, hasSubjects: hasSubjects(kept) };
}

function hasSubjects({ resource_changes: changes = [], planned_values: planned }: Plan): boolean {
  return (
    changes.some(
      ({ type, change }) => SUBJECTS.test(type) && change.actions.some((action) => action !== 'delete'),
    ) ||
    (planned?.root_module !== undefined && hasSubjectsInModule(planned.root_module))
  );
}

function hasSubjectsInModule({ resources = [], child_modules: modules = [] }: PlanModule): boolean {
  return resources.some(({ type }) => SUBJECTS.test(type ?? '')) || modules.some(hasSubjectsInModule);
}

function relevantValues<T extends { root_module?: PlanModule | undefined }>(values: T): T {
  return values.root_module ? { ...values, root_module: relevantModule(values.root_module) } : values;
}

function relevantModule(module: PlanModule): PlanModule {
  return {
    ...module,
    ...(module.resources && { resources: module.resources.filter(isRelevant) }),
    ...(module.child_modules && { child_modules: module.child_modules.map(relevantModule) }),
  };
}

function isRelevant(resource: { type?: string | undefined }): boolean {
  return TYPES.test(resource.type ?? '') || CONTENT.test(JSON.stringify(resource));
}

function unreadable(reason: string): RelevantPlan {
  return { status: 'unreadable', reason };
}
