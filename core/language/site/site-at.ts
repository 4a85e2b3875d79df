import type { Model } from '../../model/model';
import type { Policy } from '../../model/policy';
import { isIamPolicy, isMadeByDataSource } from '../../model/policy-scope';
import type { SourceFile } from '../../syntax/source-file';
import { documentSite } from './document-site';
import { policySite } from './policy-site';
import type { AttributeSite, Site } from './site';
import { namesOf, rangeOfToken, siblingsOf, trailTo } from './trail';

/**
 * What stands at an offset of a file.
 * @param path of one of the model's files
 * @returns undefined where it is nothing that we know of
 */
export function siteAt(model: Model, path: string, offset: number): Site | undefined {
  const file = model.project.byPath.get(path);
  if (!file || file.language === 'plan') return undefined;
  return inPolicy(model, file, offset) ?? inResource(model, file, offset) ?? inRoot(file, offset);
}

function inPolicy(model: Model, file: SourceFile, offset: number): Site | undefined {
  for (const policy of model.policies) {
    if (policy.file !== file || isMadeByDataSource(policy) || !mayBeIam(policy)) continue;
    const trail = trailTo(policy.node, offset);
    if (trail) return policySite(policy, trail);
  }
  return undefined;
}

/** Whether a policy is AWS's, or has too little in it yet to tell. */
function mayBeIam(policy: Policy): boolean {
  return isIamPolicy(policy) || policy.statements.every(({ action, notAction }) => !action && !notAction);
}

function inResource(model: Model, file: SourceFile, offset: number): Site | undefined {
  for (const resource of file.resources) {
    const trail = trailTo(resource.body, offset);
    if (!trail) continue;
    const located = { file, resource };
    if (resource.type === 'aws_iam_policy_document') return documentSite(located, trail, model);
    if (resource.kind !== 'resource') return undefined;
    return {
      kind: trail.isKey ? 'attribute-name' : 'attribute',
      file,
      token: trail.token,
      range: rangeOfToken(trail.token),
      located,
      path: namesOf(trail),
      siblings: siblingsOf(trail),
    } satisfies AttributeSite;
  }
  return undefined;
}

/** A policy that has no `Statement` yet. */
function inRoot(file: SourceFile, offset: number): Site | undefined {
  const trail = file.language === 'json' && file.root ? trailTo(file.root, offset) : undefined;
  const [step] = trail?.steps ?? [];
  if (!trail?.isKey || !step || trail.steps.length !== 1) return undefined;
  const range = rangeOfToken(trail.token);
  return { kind: 'policy-element', file, token: trail.token, range, node: step.object };
}
