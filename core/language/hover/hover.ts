import type { Model } from '../../model/model';
import { outline } from '../../syntax/inspect';
import { HOLE } from '../../syntax/text-map';
import type { Range, Value } from '../../syntax/value';
import type { AttributeSite, Site, StatementSite } from '../site/site';
import { siteAt } from '../site/site-at';
import { actionCard } from './action';
import { conditionKeyCard } from './condition-key';
import { conditionOperatorCard } from './condition-operator';
import { deploymentTypeCard, sseAlgorithmCard, storageTypeCard } from './deployment';
import { grantOperationCard } from './grant-operation';
import { serviceLinkedRoleCard } from './service-linked-role';
import { viaServiceCard } from './via-service';

export interface Hover {
  /** The token that it is about, without its quotes. */
  readonly range: Range;
  /** Markdown without HTML; text of the file stands in code spans only. */
  readonly markdown: string;
}

/**
 * What there is to know of the token at an offset: a condition key or operator, an action, a grant operation, a
 * service-linked role, a value of `kms:ViaService`, a choice for a file system or a bucket's encryption.
 * @param path of one of the model's files
 * @returns undefined where there is nothing to say
 */
export function hoverAt(model: Model, path: string, offset: number): Hover | undefined {
  const site = siteAt(model, path, offset);
  if (!site) return undefined;
  const markdown = cardOf(site);
  return markdown === undefined ? undefined : { range: site.range, markdown };
}

function cardOf(site: Site): string | undefined {
  const text = knownText(site.token);
  if (text === undefined) return undefined;
  switch (site.kind) {
    case 'policy-element':
    case 'element':
    case 'attribute-name':
      return undefined;
    case 'attribute':
      return attributeCard(site, text);
    default:
      return statementCard(site, text);
  }
}

function statementCard(site: StatementSite, text: string): string | undefined {
  switch (site.kind) {
    case 'action':
      return actionCard(text);
    case 'operator':
      return conditionOperatorCard(text);
    case 'condition-key':
      return conditionKeyCard(text, site.statement);
    case 'condition-value':
      return conditionValueCard(site.conditionKeys[0], text);
    case 'principal':
    case 'resource':
      return serviceLinkedRoleCard(text);
    case 'effect':
    case 'principal-type':
      return undefined;
  }
}

function conditionValueCard(key: string | undefined, text: string): string | undefined {
  switch (key?.toLowerCase()) {
    case 'kms:viaservice':
      return viaServiceCard(text);
    case 'kms:grantoperations':
      return grantOperationCard(text);
    default:
      return serviceLinkedRoleCard(text);
  }
}

/** Cards of values, by the attribute: its resource's type, and the names inwards. */
const ATTRIBUTE_CARDS: Readonly<Record<string, (text: string) => string | undefined>> = {
  'aws_kms_grant.operations': grantOperationCard,
  'aws_fsx_lustre_file_system.deployment_type': deploymentTypeCard,
  'aws_fsx_lustre_file_system.storage_type': storageTypeCard,
  'aws_s3_bucket_server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm':
    sseAlgorithmCard,
  'aws_s3_bucket.server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm':
    sseAlgorithmCard,
};

function attributeCard({ located, path }: AttributeSite, text: string): string | undefined {
  const find = ATTRIBUTE_CARDS[[located.resource.type, ...path].join('.')];
  return find ? find(text) : serviceLinkedRoleCard(text);
}

/** The text of a token, holes as `HOLE`; undefined where it is no text. */
function knownText(token: Value): string | undefined {
  return token.kind === 'string' || token.kind === 'template' ? outline(token, HOLE) : undefined;
}
