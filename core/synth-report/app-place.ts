/** Where cdktf.json names the command that runs the app. */
import { findEntry } from '../syntax/inspect';
import { readJson } from '../syntax/json';
import { LineIndex } from '../syntax/position';
import { templateValue } from '../syntax/template';
import { wholeText } from '../syntax/text-map';
import type { SourcePlace } from './place';

/** @param path of cdktf.json, from the workspace folder */
export function appPlace(path: string, text: string): SourcePlace | undefined {
  const app = findEntry(readJson(wholeText(text), templateValue).value, 'app');
  return app && { path, ...new LineIndex(text).positionAt(app.key.range.start) };
}
