/** What a report had to leave open, a point each, as markdown. */
import { referencesIn } from '../../access/text';
import { isAdministrator } from '../../rehearsal/world/places';
import type { Decided } from './decide';
import { codeSpan, proseOf } from './markdown';
import type { View } from './view';
import type { Words } from './words';

export function openPoints(
  decided: readonly Decided[],
  { world, assumptions }: View,
  words: Words,
): string[] {
  const onKey = decided.filter(
    ({ candidate }) => candidate.isRole && candidate.ask.request.action.startsWith('kms:'),
  );
  const noGrant = onKey.some(
    ({ candidate, grants }) =>
      grants.length === 0 && !world.grants.some(({ key }) => key === candidate.link.key?.arn),
  );
  return [
    ...openValues(decided, words),
    ...(noGrant
      ? ['Grants on the key: none is in these files. One that is made elsewhere would count.']
      : []),
    ...(decided.some(({ candidate }) => isAdministrator(candidate.ask.request.principal))
      ? [
          'What the administrators may do by their own identity policies: they are taken to be allowed everything.',
        ]
      : []),
    ...assumptions.map((assumption) => proseOf(words.exact(assumption))),
    'Service control policies, resource control policies and VPC endpoint policies: not looked at. They can only deny more, and none of the first two applies to service-linked roles.',
  ];
}

/** Values on which something depends; stand-ins explain themselves. */
function openValues(decided: readonly Decided[], words: Words): string[] {
  const texts = decided.flatMap(({ candidate: { link }, explanation: { decision, reasons } }) =>
    decision === 'unknown' ? reasons : [link.fileSystem.account, link.bucket.region, link.key?.account ?? ''],
  );
  const names = [...new Set(texts.flatMap(referencesIn))].filter((name) => words.exact(name) === name);
  return names.map((name) => codeSpan(name.slice(2, -1)));
}
