import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completionsAt } from '../../../core/language/completion/completion';
import { hoverAt } from '../../../core/language/hover/hover';
import { createModel } from '../../../core/model/model';
import { createProject } from '../../../core/syntax/project';
import type { Reader } from '../../../core/syntax/reader';
import { sharedReader } from '../../support/reader';
import { FILES } from '../syntax/valid-files';
import { BASES } from './completion/bases/bases';

/** Inputs in all; `npm run test:long` sets it to 100,000. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 2000);
const TOKEN = /\s+|[\w$]+|\\.|[^\w\s]/gsu;
const FOREIGN = [
  '"',
  "'",
  '`',
  '\\',
  '${',
  '{',
  '}',
  '[',
  ']',
  '<<EOT\n',
  '/*',
  '//',
  '\n',
  '\r',
  'é😀',
  '\uD800',
  'constructor',
  'toString',
  '__proto__',
  '',
];

interface Place {
  readonly path: string;
  readonly text: string;
}

const PLACES: readonly Place[] = [
  ...FILES.map(({ path, text }) => ({ path, text })),
  ...BASES.flatMap(({ files }) =>
    Object.entries(files).map(([path, marked]) => ({ path, text: marked.replace('|', '') })),
  ),
];

/** A right file with one token taken out, doubled, replaced, or with everything behind it cut off; and an offset. */
const inputs = fc.constantFrom(...PLACES).chain(({ path, text }) => {
  const tokens = text.match(TOKEN) ?? [];
  return fc
    .tuple(
      fc.nat({ max: Math.max(0, tokens.length - 1) }),
      fc.constantFrom('nothing', 'delete', 'double', 'replace', 'cut'),
      fc.constantFrom(...FOREIGN),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
    )
    .map(([index, change, foreign, share, isNear]) => {
      const token = tokens[index] ?? '';
      const put = {
        nothing: [token],
        delete: [],
        double: [token, token],
        replace: [foreign],
        cut: [foreign],
      };
      const before = tokens.slice(0, index).join('') + put[change].join('');
      const changed = before + (change === 'cut' ? '' : tokens.slice(index + 1).join(''));
      // Where something was changed is where the cursor stands while one is typing.
      return { path, text: changed, offset: isNear ? before.length : Math.floor(share * changed.length) };
    });
});

describe('hover and completion of any input', function () {
  this.timeout(0);
  let reader: Reader;
  before(async () => {
    reader = await sharedReader();
  });

  it('never fail, and speak of a range inside the text that holds the cursor', () => {
    let offers = 0;
    fc.assert(
      fc.property(inputs, ({ path, text, offset }) => {
        const inside = ({ start, end }: { start: number; end: number }) => {
          assert.ok(0 <= start && start <= offset && offset <= end && end <= text.length, `${start}-${end}`);
        };
        const completions = completionsAt({ reader, path, text, offset, others: [] });
        if (completions) {
          offers++;
          inside(completions.range);
          assert.ok(!text.slice(completions.range.start, completions.range.end).includes('\n'), 'one line');
          assert.ok(completions.items.length > 0);
          const labels = completions.items.map(({ label }) => label);
          assert.deepEqual(labels, [...new Set(labels)], 'each once');
          const order = completions.items.map(({ sortText }) => sortText);
          assert.deepEqual(order, order.toSorted());
        }
        const file = reader.read({ path, text });
        const hover = file && hoverAt(createModel(createProject([file])), path, offset);
        if (hover) inside(hover.range);
      }),
      { numRuns: RUNS },
    );
    assert.ok(offers > RUNS / 20, `only ${offers} of ${RUNS} places had something to offer`);
  });

  it('leave an open document as it was', () => {
    fc.assert(
      fc.property(inputs, ({ path, text, offset }) => {
        const document = reader.open({ path, text });
        const fresh = completionsAt({ reader, path, text, offset, others: [] });
        assert.deepEqual(completionsAt({ reader, path, text, offset, others: [], document }), fresh);
        assert.equal(document.text, text);
        document.dispose();
      }),
      { numRuns: Math.ceil(RUNS / 10) },
    );
  });
});
