import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseSnippet, tabStopsIn, variablesIn } from './expand';
import { SNIPPET_FILES, expanded, snippetsOf } from './snippet-files';

describe('snippet files', () => {
  it('are all looked at', () => {
    const folder = join(process.cwd(), 'snippets');
    assert.ok(existsSync(folder));
    assert.deepEqual(
      readdirSync(folder).sort(),
      SNIPPET_FILES.map((name) => `${name}.json`),
    );
  });

  for (const file of SNIPPET_FILES) {
    describe(file, () => {
      const snippets = snippetsOf(file);

      it('has no prefix and no description twice', () => {
        for (const property of ['prefix', 'description'] as const) {
          const all = snippets.map((snippet) => snippet[property]);
          assert.deepEqual(
            all.filter((value, index) => all.indexOf(value) !== index),
            [],
          );
        }
      });

      for (const snippet of snippets) {
        it(`${snippet.prefix}: prefix, description, body, tab stops`, () => {
          assert.deepEqual(Object.keys(snippet).sort(), ['body', 'description', 'name', 'prefix']);
          assert.match(snippet.name, /^[A-Z][\w ,:-]*$/);
          assert.match(snippet.prefix, /^fsx-kms(-[a-z0-9]+)+$/);
          assert.ok(snippet.prefix.length <= 32, 'is short');
          assert.match(snippet.description, /^[^\n]{20,125}[^\n.]$/);
          assert.ok(snippet.body.length > 0);
          for (const line of snippet.body) assert.match(line, /^(?! *\t)(?:[^\n]*\S)?$/, 'is one line');

          const nodes = parseSnippet(snippet.body.join('\n'));
          assert.deepEqual(variablesIn(nodes), [], 'every dollar of the text is escaped');
          const stops = tabStopsIn(nodes).filter(({ index }) => index > 0);
          const numbers = [...new Set(stops.map(({ index }) => index))];
          assert.deepEqual(
            numbers,
            numbers.map((_, index) => index + 1),
            'tab stops are visited from top to bottom',
          );
          const defined = stops.filter(({ content }) => content.length > 0).map(({ index }) => index);
          assert.deepEqual([...new Set(defined)], defined, 'a default is given once');
          for (const { options } of stops) {
            if (!options) continue;
            assert.ok(options.length > 1, 'a choice is one of several');
            assert.deepEqual([...new Set(options)], options);
          }
          assert.doesNotMatch(expanded(snippet), /\$\{?\d|[ \t](?:\n|$)|\n$/);
        });
      }
    });
  }

  it('give one name and one description to a prefix in JSON, Terraform and TypeScript', () => {
    const byPrefix = new Map<string, Set<string>>();
    for (const file of ['json', 'terraform', 'typescript'] as const) {
      for (const { prefix, name, description } of snippetsOf(file)) {
        // For JSON it is a request's body, not a resource.
        if (prefix === 'fsx-kms-encryption' && file === 'json') continue;
        byPrefix.set(prefix, (byPrefix.get(prefix) ?? new Set()).add(`${name}: ${description}`));
      }
    }
    for (const [prefix, said] of byPrefix) {
      if (/-stack-[abc]$/.test(prefix)) continue;
      assert.equal(said.size, 1, `${prefix}: ${[...said].join(' | ')}`);
    }
  });
});
