/** The report: what was asked, a table of what it comes to, then what to change and why, once for each caller. */
import type { Decided } from './decide';
import { deniedCreation } from './grants-out-of-force';
import { inQuestion } from './in-question';
import { codeSpan, markdownOf, proseOf, type Piece } from './markdown';
import { openPoints } from './open-points';
import { linkReason, policyName, statementName } from './reasons';
import type { References } from './references';
import type { Remedy } from './remedy';
import type { Subject } from './subject';
import { askedLine, nameOf, requestTable, withoutLine } from './summary';
import { begin, headingOf } from './titles';
import { deciderOf, saidOfAll, tell, together, type Group, type Told } from './together';
import type { View } from './view';
import { Words } from './words';

/** What every part of a report is written with. */
interface Writing {
  readonly subject: Subject;
  readonly view: View;
  readonly references: References;
  readonly words: Words;
  /** The only key that is asked about, by its ARN: it is called the key. */
  readonly key: string | undefined;
}

/** @param title the subject's, as plain text */
export function reportOf(
  title: string,
  decided: readonly Decided[],
  subject: Subject,
  view: View,
  references: References,
): string {
  const { told: asked, leftOut } = inQuestion(decided, subject, view);
  const told = asked.map((one) => tell(one, subject, view));
  const groups = together(told);
  const writing = { subject, view, references, words: new Words(view.world), key: onlyKey(asked) };
  const without = withoutLine(told, subject);
  const lead = sharedLead(told);
  const common = { lead: lead !== undefined, without: without !== undefined };
  const parts = [
    `## ${proseOf(title)}`,
    askedLine(told, writing.words),
    ...(lead ? [leadOf(lead, writing)] : []),
    requestTable(told),
    ...(without === undefined ? [] : [without]),
    ...leftOut.map((what) => `Left out: ${proseOf(what)}`),
    ...groups.map((group) => groupPart(group, common, writing)),
  ];
  const open = openPoints(asked, view, writing.words);
  const names = writing.words.explained;
  return (
    [
      ...parts,
      ...(names.length > 0 ? ['### Names', bullets(names)] : []),
      '### What these files do not show',
      bullets(open),
    ].join('\n\n') + '\n'
  );
}

function onlyKey(asked: readonly Decided[]): string | undefined {
  const keys = new Set(asked.flatMap(({ candidate }) => candidate.link.key?.arn ?? []));
  return keys.size === 1 ? [...keys][0] : undefined;
}

/** The first request, where what is to be read first is the same for all of them; else each group says it. */
function sharedLead(told: readonly Told[]): Told | undefined {
  const [first] = told;
  const leads = new Set(told.map(({ reasons }) => reasons.first));
  return leads.size === 1 && first?.reasons.first !== undefined ? first : undefined;
}

/** How the statement at the cursor fails; it stands out, up to where it says why. */
function leadOf({ reasons, decided }: Told, writing: Writing): string {
  const markdown = markdownOf(linked(reasons.first ?? '', decided, writing));
  return markdown.replace(/^(\[This statement\]\(ref:\d+\) [a-z ]+:)/, '**$1**');
}

/** @param common what was said for all requests already */
function groupPart(group: Group, common: { lead: boolean; without: boolean }, writing: Writing): string {
  const { first } = group;
  const { decided, reasons, outOfForce, remedy, without } = first;
  const reasonOf = (text: string) => markdownOf(linked(saidOfAll(text, group), decided, writing));
  return [
    `### ${headingOf(group)}`,
    ...(common.lead || reasons.first === undefined ? [] : [leadOf(first, writing)]),
    ...(remedy ? [remedyPart(remedy, group, writing)] : []),
    bullets([
      ...outOfForce.map((grant) => outOfForceReason(grant, decided, writing)),
      ...reasons.others.map(reasonOf),
    ]),
    ...messagePart(group, writing),
    ...(common.without || without === '' ? [] : [`**Without ${nameOf(writing.subject)}:** ${without}.`]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const TRIED: Readonly<Record<Remedy['decision'], string>> = {
  allowed: 'With that it is allowed.',
  unknown: 'With that it depends on what these files do not show.',
  denied: 'That alone is not enough.',
};

function remedyPart({ text, decision }: Remedy, group: Group, { words, key }: Writing): string {
  const { decided, needsMore } = group.first;
  const { candidate, explanation } = decided;
  // A Deny is narrowed by writing the ARN itself.
  const said =
    explanation.denial === 'explicit'
      ? words.exact(text)
      : words.running(
          key === undefined ? text : text.replaceAll(` on ${key} `, ' on the key '),
          candidate.link.fileSystem,
        );
  const alone = needsMore ? ' Correcting the conditions of this statement would not be enough.' : '';
  return `**To allow it:** ${proseOf(saidOfAll(said, group))} ${TRIED[decision]}${alone}`;
}

function messagePart(group: Group, { words }: Writing): string[] {
  const { message } = group.first.decided.explanation;
  if (message === undefined) return [];
  const [action = '', ...others] = group.actions;
  const of = others.length > 0 ? ` (for ${codeSpan(action)})` : '';
  return [`> AWS would say${of}: ${proseOf(words.exact(message))}`];
}

function outOfForceReason(
  grant: Told['outOfForce'][number],
  decided: Decided,
  { references }: Writing,
): string {
  const { name, place } = grant;
  const { file, resource } = place;
  const named = markdownOf([{ text: name, reference: references.add(resource.head, file.path, name) }]);
  const creating = deniedCreation(grant, decided);
  return creating
    ? `${named} does not count: its creation is denied (${deciderOf(creating.explanation)}).`
    : `${named} does not count: KMS refuses to create it.`;
}

/** A sentence with links; statements of the policy at hand go without its name. */
function linked(text: string, decided: Decided, { subject, view, references, words }: Writing): Piece[] {
  const pieces = linkReason(text, decided, view, references, words);
  const short = (name: string): string => {
    if (subject.kind === 'grant') return name;
    const { policy, statement } = subject;
    if (name === statementName(statement, policy)) return 'this statement';
    const of = ` of ${policyName(policy)}`;
    return name.endsWith(of) ? name.slice(0, -of.length) : name;
  };
  return pieces.map((piece, index) => {
    const said = piece.reference === undefined ? piece.text : short(piece.text);
    return { ...piece, text: index === 0 ? begin(said) : said };
  });
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
