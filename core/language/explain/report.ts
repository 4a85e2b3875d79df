/** The report: each request with its decision, why, what the subject changes, and what to add. */
import { LAYER_NAMES } from '../../access/reasons';
import { referencesIn } from '../../access/text';
import type { Explanation } from '../../access/evaluate';
import type { WorldGrant } from '../../rehearsal/world/world';
import { createGrant } from '../../rehearsal/requests/kms';
import { isAdministrator } from '../../rehearsal/world/places';
import { isKnownText } from '../../rehearsal/world/text';
import { decide, withoutSubject, type Decided } from './decide';
import { inFilesWords } from './made-up';
import { codeSpan, escapeMarkdown, markdownOf, proseOf } from './markdown';
import { ownReason, reasonsOf } from './reasons';
import type { References } from './references';
import { remedyFor } from './remedy';
import type { Subject } from './subject';
import type { View } from './view';

/** More would not be read. */
const MAX_REQUESTS = 8;

const DECISIONS: Readonly<Record<Explanation['decision'], string>> = {
  allowed: 'Allowed',
  denied: 'Denied',
  unknown: 'Not known',
};

/** @param title the subject's, as plain text */
export function reportOf(
  title: string,
  decided: readonly Decided[],
  subject: Subject,
  view: View,
  references: References,
): string {
  const shown = distinct(decided).slice(0, MAX_REQUESTS);
  const left = distinct(decided).length - shown.length;
  const open = openPoints(shown, view);
  return (
    [
      `## ${proseOf(title)}`,
      countLine(shown),
      ...shown.map((one) => requestPart(one, subject, view, references)),
      ...(left > 0 ? [`${left} more requests like these are left out.`] : []),
      '### What these files do not show',
      open.map((point) => `- ${point}`).join('\n'),
    ].join('\n\n') + '\n'
  );
}

function distinct(decided: readonly Decided[]): Decided[] {
  const keyOf = ({ candidate: { title, ask }, explanation: { decision } }: Decided) =>
    [title, ask.request.action, ask.request.resource, decision].join('\n');
  return [...new Map(decided.toReversed().map((one) => [keyOf(one), one])).values()].toReversed();
}

function countLine(decided: readonly Decided[]): string {
  const counts = (['denied', 'unknown', 'allowed'] as const).flatMap((decision) => {
    const count = decided.filter(({ explanation }) => explanation.decision === decision).length;
    return count > 0 ? [`${count} ${DECISIONS[decision].toLowerCase()}`] : [];
  });
  return `${decided.length} ${decided.length === 1 ? 'request' : 'requests'}: ${counts.join(', ')}.`;
}

function requestPart(decided: Decided, subject: Subject, view: View, references: References): string {
  const { candidate, explanation } = decided;
  const { request } = candidate.ask;
  const { decision, denial, message } = explanation;
  const remedy = remedyFor(decided);
  const code = (text: string) => codeSpan(inFilesWords(text, view.world));
  const own = subject.kind === 'statement' ? ownReason(decided, subject, view, references) : undefined;
  const layers = layersOf(explanation);
  const kind = denial === 'explicit' ? ' by a Deny' : '';
  return [
    `### ${DECISIONS[decision]}${kind}: ${escapeMarkdown(candidate.title)} (${code(request.action)})`,
    `On ${code(request.resource)}, as ${code(request.principal)}.`,
    ...(message === undefined ? [] : [`AWS would say: ${code(message)}`]),
    [
      ...(own === undefined ? [] : [own]),
      ...reasonsOf(decided, view, references),
      ...grantsOutOfForce(decided, view).map((grant) => outOfForce(grant, decided, references)),
    ]
      .map((reason) => `- ${reason}`)
      .join('\n'),
    ...(layers === '' ? [] : [`**Decided by:** ${layers}.`]),
    ...withoutPart(decided, subject, view),
    ...(remedy
      ? [`**To allow it:** ${proseOf(inFilesWords(remedy.text, view.world))} ${TRIED[remedy.decision]}`]
      : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const TRIED: Readonly<Record<Explanation['decision'], string>> = {
  allowed: 'With that it is allowed.',
  unknown: 'With that it depends on what these files do not show.',
  denied: 'That alone is not enough.',
};

/** What the subject changes: the decision, or the layer that makes it. */
function withoutPart(decided: Decided, subject: Subject, view: View): string[] {
  const other = withoutSubject(decided.candidate, subject, view);
  if (!other) return [];
  const { decision, denial, because } = decided.explanation;
  const { explanation } = decide(other);
  const name = subject.kind === 'grant' ? 'this grant' : 'this statement';
  const after = DECISIONS[explanation.decision].toLowerCase();
  if (explanation.decision !== decision) return [`**Without ${name}:** ${after}.`];
  const layers = layersOf(explanation);
  if (denial !== explanation.denial) {
    return [
      `**Without ${name}:** ${after} as well, ${explanation.denial === 'explicit' ? 'by a Deny of the' : 'for want of an Allow in the'} ${layers}.`,
    ];
  }
  return because.join() === explanation.because.join()
    ? [`**Without ${name}:** ${after} as well; it changes nothing here.`]
    : [`**Without ${name}:** ${after} as well, then by ${layers}.`];
}

/** Grants on the key that are written and will not be there: KMS refuses to create them. */
function grantsOutOfForce({ candidate, grants }: Decided, { world }: View): WorldGrant[] {
  const { key } = candidate.link;
  if (!candidate.isRole || !key || !candidate.ask.request.action.startsWith('kms:')) return [];
  return world.grants.filter(
    (grant) =>
      grant.key === key.arn &&
      !grants.some(({ name, place }) => name === grant.name && place === grant.place),
  );
}

function outOfForce(grant: WorldGrant, { candidate: { link } }: Decided, references: References): string {
  const { name, place } = grant;
  const { file, resource } = place;
  const linked = markdownOf([{ text: name, reference: references.add(resource.head, file.path, name) }]);
  const creating = link.key && decide({ ...CREATION, ask: createGrant(grant, link.key), link });
  return creating?.explanation.decision === 'denied'
    ? `${linked} does not count: its creation is denied (${layersOf(creating.explanation)}).`
    : `${linked} does not count: KMS refuses to create it.`;
}

const CREATION = { title: 'the grant is created', grants: { certain: [], possible: [] }, isRole: false };

function layersOf({ because }: Explanation): string {
  return because.map((layer) => LAYER_NAMES[layer]).join(', ');
}

function openPoints(decided: readonly Decided[], { world, assumptions }: View): string[] {
  const onKey = decided.filter(
    ({ candidate }) => candidate.isRole && candidate.ask.request.action.startsWith('kms:'),
  );
  const noGrant = onKey.some(
    ({ candidate, grants }) =>
      grants.length === 0 && !world.grants.some(({ key }) => key === candidate.link.key?.arn),
  );
  const names = decided.flatMap(({ candidate, explanation }) =>
    explanation.decision === 'unknown'
      ? explanation.reasons.flatMap(referencesIn)
      : [
          candidate.link.fileSystem.account,
          candidate.link.bucket.region,
          candidate.link.key?.account ?? '',
        ].filter((text) => !isKnownText(text)),
  );
  return [
    ...new Set([...names.flatMap(referencesIn).map((name) => codeSpan(name.slice(2, -1)))]),
    ...(noGrant
      ? ['Grants on the key: none is in these files. One that is made elsewhere would count.']
      : []),
    ...(decided.some(({ candidate }) => isAdministrator(candidate.ask.request.principal))
      ? [
          'What the administrators may do by their own identity policies: they are taken to be allowed everything.',
        ]
      : []),
    ...assumptions.map(proseOf),
    'Service control policies, resource control policies and VPC endpoint policies: not looked at. They can only deny more, and none of the first two applies to service-linked roles.',
  ];
}
