import assert from 'node:assert/strict';
import fc from 'fast-check';
import { policyOfDocument } from '../../../core/syntax/policy-document';
import { LineIndex } from '../../../core/syntax/position';
import { createProject, resolve } from '../../../core/syntax/project';
import { Reader } from '../../../core/syntax/reader';
import { childrenOf } from '../../../core/syntax/inspect';
import type { SourceFile } from '../../../core/syntax/source-file';
import type { Range, StringValue, Value } from '../../../core/syntax/value';
import { parsers } from './support';
import { FILES } from './valid-files';

/** Inputs in all, over all readers and both properties; `npm run test:long` sets it to 100,000. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 2000);
const TOKEN = /\s+|[\w$]+|\\.|[^\w\s]/gsu;

/** A valid file with one token taken out, doubled, or put in the place of another. */
function mutated(text: string): fc.Arbitrary<string> {
  const tokens = text.match(TOKEN) ?? [];
  const index = fc.nat({ max: Math.max(0, tokens.length - 1) });
  const change = fc.constantFrom('delete', 'double', 'replace', 'cut');
  const foreign = fc.oneof(
    index.map((at) => tokens[at] ?? ''),
    fc.constantFrom(
      '"',
      '\\',
      '${',
      '{',
      '}',
      '[',
      '<<EOT\n',
      '/*',
      '`',
      'é',
      '😀',
      '\uD800',
      '\r',
      '\uFEFF',
      '\0',
    ),
  );
  return fc.tuple(index, change, foreign).map(([at, kind, other]) => {
    const token = tokens[at] ?? '';
    const put = { delete: [], double: [token, token], replace: [other], cut: [] }[kind];
    const after = kind === 'cut' ? [] : tokens.slice(at + 1);
    return [...tokens.slice(0, at), ...put, ...after].join('');
  });
}

/** Tokens of a file in any order, and characters of any kind, behind what makes the reader look at all. */
function random(text: string): fc.Arbitrary<string> {
  const tokens = [...new Set(text.match(TOKEN) ?? [])];
  const pieces = fc.array(fc.oneof(fc.constantFrom(...tokens), fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 60,
  });
  return pieces.map((found) => `${text.split('\n', 1)[0] ?? ''}\n${found.join('')}`);
}

const checkRange = (range: Range, text: string): void => {
  assert(
    range.start >= 0 && range.start <= range.end && range.end <= text.length,
    `range ${range.start}-${range.end} of ${text.length}`,
  );
};

function checkString(value: StringValue, text: string): void {
  let last = value.range.start;
  for (let index = 0; index <= value.text.length; index += Math.max(1, value.text.length >> 4)) {
    const start = value.map.startOf(index);
    assert(
      start >= last && start <= value.range.end,
      `index ${index} of ${JSON.stringify(value.text)} at ${start}`,
    );
    const { end } = value.map.range(0, index);
    assert(
      end >= value.range.start && end <= value.range.end,
      `end ${index} of ${JSON.stringify(value.text)} at ${end}`,
    );
    last = start;
  }
  checkRange(value.range, text);
}

function checkValue(value: Value, text: string): void {
  checkRange(value.range, text);
  if (value.use) checkRange(value.use, text);
  if (value.kind === 'string') checkString(value, text);
  if (value.kind === 'object') for (const { key } of value.entries) checkString(key, text);
  for (const child of childrenOf(value)) checkValue(child, text);
}

function checkFile(file: SourceFile): void {
  const { text } = file;
  const project = createProject([file]);
  if (file.root) checkValue(file.root, text);
  for (const document of file.documents) checkValue(document, text);
  for (const comment of file.comments) {
    checkRange(comment.range, text);
    assert.equal(comment.text, text.slice(comment.range.start, comment.range.end));
  }
  for (const resource of file.resources) {
    checkRange(resource.range, text);
    checkRange(resource.head, text);
    checkValue(resource.body, text);
    checkValue(policyOfDocument(resource.body), text);
    for (const { value } of resource.body.entries) resolve(value, project, file.path);
  }
  const lines = new LineIndex(text);
  const { line, column } = lines.positionAt(text.length >> 1);
  assert(line >= 1 && column >= 1);
}

/** What a file says, without what is not data, and without what it took over from an earlier reading. */
function said(file: SourceFile | undefined): unknown {
  if (!file) return undefined;
  const { linked, definitions, carried: _, ...data } = file;
  return [linked === undefined, [...(definitions?.keys() ?? [])], data];
}

describe('any input', function () {
  this.timeout(0);
  const numRuns = Math.ceil(RUNS / FILES.length / 2);
  for (const { path, text } of FILES) {
    it(`${path}, changed or random, is read without fail, and every range is inside of it`, async () => {
      const reader = new Reader(await parsers);
      const file = reader.read({ path, text });
      assert(file?.wellFormed, 'the file itself is valid');
      checkFile(file);
      // Two in three are the valid file with one token changed.
      fc.assert(
        fc.property(fc.oneof({ weight: 2, arbitrary: mutated(text) }, random(text)), (input) => {
          const found = reader.read({ path, text: input });
          if (found) checkFile(found);
        }),
        { numRuns },
      );
    });

    it(`${path}, edited step by step, says the same as read anew`, async () => {
      const reader = new Reader(await parsers);
      const edit = fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.nat({ max: 12 }),
        text: fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('\n', '}', '"', '{', "'x'", '// c\n')),
      });
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
          const document = reader.open({ path, text });
          for (const { at, length, text: put } of edits) {
            const start = Math.floor(at * document.text.length);
            const end = Math.min(document.text.length, start + length);
            document.edit([{ start, end, text: put }]);
          }
          document.dispose();
          assert.deepEqual(said(document.file), said(reader.read({ path, text: document.text })));
        }),
        { numRuns: Math.ceil(numRuns / 4) },
      );
    });
  }
});
