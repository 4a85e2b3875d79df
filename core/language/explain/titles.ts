/** What requests are called: in the table a line each, in a heading all that are told together. */
import type { Group, Told } from './together';
import { DECISIONS } from './together';
import { codeSpan, escapeMarkdown, listOf } from './markdown';
import type { Explanation } from '../../access/evaluate';

/** Read without colours too. */
const MARKS: Readonly<Record<Explanation['decision'], string>> = { allowed: '✓', denied: '✗', unknown: '?' };

/** Who does what, with a verb of those that titles have. */
const DEED = /^(.+?) (reads|exports|lists|uploads|looks|creates|changes|sends|uses) (.*)$/s;

/** Said without what they are done to: the table has it. */
const ON_OBJECTS = ['reads', 'exports', 'uploads'];

/** A decision with its mark. */
export function marked(decision: Explanation['decision']): string {
  return `${MARKS[decision]} ${DECISIONS[decision]}`;
}

/** A request with its action. */
export function titleOf({ decided: { candidate } }: Told): string {
  return `${escapeMarkdown(begin(candidate.title))} (${codeSpan(candidate.ask.request.action)})`;
}

/** `✗ Denied: the file system of account 111111111111 reads and exports (kms:Decrypt, kms:GenerateDataKey)`. */
export function headingOf({ first, members, actions }: Group): string {
  const { decision, denial } = first.decided.explanation;
  const by = denial === 'explicit' ? ' by a Deny' : '';
  const titles = [...new Set(members.map(({ decided }) => decided.candidate.title))];
  const told = oneDeed(titles) ?? listOf(titles);
  const mark = `${MARKS[decision]} ${begin(DECISIONS[decision], true)}`;
  return `${mark}${by}: ${escapeMarkdown(told)} (${actions.map(codeSpan).join(', ')})`;
}

/** What one caller does, said in one; undefined where the titles are not of that kind. */
function oneDeed(titles: readonly string[]): string | undefined {
  const deeds = titles.flatMap((title) => {
    const [, who = '', verb = '', what = ''] = DEED.exec(title) ?? [];
    return verb === '' ? [] : [{ who, verb, what }];
  });
  const [who, ...others] = new Set(deeds.map((deed) => deed.who));
  if (titles.length < 2 || deeds.length < titles.length || who === undefined || others.length > 0) {
    return undefined;
  }
  const isShort = deeds.every(({ verb }) => ON_OBJECTS.includes(verb));
  return `${who} ${listOf(deeds.map(({ verb, what }) => (isShort ? verb : `${verb} ${what}`)))}`;
}

/** A sentence's beginning; names of roles keep their letters. */
export function begin(text: string, always = false): string {
  return always || /^(an?|the|this|statement) /.test(text)
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text;
}
