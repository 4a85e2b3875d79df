import assert from 'node:assert/strict';
import { explainAt, type Explained } from '../../../../core/language/explain';
import { createModel } from '../../../../core/model/model';
import { createProject } from '../../../../core/syntax/project';
import type { Reader } from '../../../../core/syntax/reader';

export type Report = Extract<Explained, { status: 'explained' }>;

/** What is said of the place in a file where a text stands first. */
export function explainFiles(
  reader: Reader,
  files: Readonly<Record<string, string>>,
  path: string,
  mark: string,
): Explained {
  const sources = Object.entries(files).map(([name, text]) => {
    const file = reader.read({ path: name, text });
    assert.ok(file, `${name} is nothing to read`);
    return file;
  });
  const offset = files[path]?.indexOf(mark) ?? -1;
  assert.ok(offset >= 0, `${mark} stands in ${path}`);
  return explainAt(createModel(createProject(sources)), path, offset);
}

/** The same where there is something to say. */
export function reportFor(
  reader: Reader,
  files: Readonly<Record<string, string>>,
  path: string,
  mark: string,
): Report {
  const result = explainFiles(reader, files, path, mark);
  if (result.status === 'nothing') throw new Error(result.why);
  return result;
}
