/** Texts in which a value that is not known stands as `${…}`, as the evaluator reads them. */
import { referencesIn } from '../../access/text';

/** A value that is not known, by what it is: the same name is the same value. */
export function unknownText(name: string): string {
  return `\${${name.replace(/[${}"'?*]/g, '').trim() || 'unknown'}}`;
}

/** Whether a text is known to the last character. */
export function isKnownText(text: string): boolean {
  return referencesIn(text).length === 0;
}

/** Whether a text could not be seen at all. */
export function isOpaque(text: string): boolean {
  const references = referencesIn(text);
  return references.length === 1 && references[0] === text;
}

/** The last two names of a path: enough to tell files apart, short enough for a table. */
export function shortPath(path: string): string {
  return path.split(/[/\\]/).slice(-2).join('/');
}
