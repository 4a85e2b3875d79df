import assert from 'node:assert/strict';
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { synthFindings, type FindingPlace } from '../../../core/synth-report/findings';
import type { Annotation } from '../../../core/synth-report/manifest';
import { SourceMaps } from '../../../core/synth-report/source-maps';

const SOURCE = `interface Props {
  id: string;
}

export function make({ id }: Props): Error {
  return /*here*/ new Error(id);
}
`;

describe('findings of a synthesis', () => {
  const built = transformSync(SOURCE, { loader: 'ts', sourcefile: 'main.ts', sourcemap: true });
  const withMap = (name: string) => `${built.code}//# sourceMappingURL=${name}\n`;
  const inline = transformSync(SOURCE, { loader: 'ts', sourcefile: '../main.ts', sourcemap: 'inline' }).code;
  const line = built.code.split('\n').findIndex((text) => text.includes('new Error')) + 1;
  const column = (built.code.split('\n')[line - 1] ?? '').indexOf('new Error') + 1;
  const mapOf = (source: string) =>
    JSON.stringify({ ...(JSON.parse(built.map) as object), sources: [source] });
  const FOUND = 'main.ts:6:19 by trace';

  const placed = (
    files: Readonly<Record<string, string>>,
    trace: readonly string[],
    more: Partial<Annotation> = {},
  ) => {
    const readText = (path: string) => files[path];
    const annotation: Annotation = {
      stack: 'data',
      constructPath: 'data/inner/key',
      level: 'warning',
      message: 'Old.',
      trace,
      ...more,
    };
    const workspace = { folder: '/app', readText, maps: new SourceMaps(readText) };
    const made = new Map([
      ['data', [{ path: 'stacks.ts', line: 9, column: 1 }]],
      ['twice', [1, 2].map((at) => ({ path: 'stacks.ts', line: at, column: 1 }))],
    ]);
    const [finding] = synthFindings([annotation], { workspace, made });
    return finding?.place;
  };
  const shown = (place: FindingPlace | undefined) =>
    place?.status === 'found' ? `${place.path}:${place.line}:${place.column} by ${place.by}` : place?.why;
  const frame = (path: string) => `make (${path}:${line}:${column})`;

  /** What `Annotations.of(construct).addWarning(…)` leaves. */
  const ADDING = ['Annotations.addMessage', 'Annotations.addWarning'].map(
    (call) => `${call} (/app/node_modules/cdktf/lib/annotations.js:1:1)`,
  );
  const FILES = { '/app/main.ts': SOURCE };
  const CASES: { name: string; files: Record<string, string>; trace: string[]; place: string }[] = [
    {
      name: 'a map beside the file',
      files: {
        ...FILES,
        '/app/out/main.js': withMap('main.js.map'),
        '/app/out/main.js.map': mapOf('../main.ts'),
      },
      trace: [frame('/app/out/main.js')],
      place: FOUND,
    },
    {
      name: 'a map in the file',
      files: { ...FILES, '/app/out/main.js': inline },
      trace: [frame('/app/out/main.js')],
      place: FOUND,
    },
    {
      name: 'a map in another folder, with blanks in its name',
      files: {
        ...FILES,
        '/app/out/main.js': withMap('../my%20maps/main.map'),
        '/app/my maps/main.map': mapOf('../main.ts'),
      },
      trace: [frame('/app/out/main.js')],
      place: FOUND,
    },
    {
      name: 'a file that was renamed after its build, with its map',
      files: {
        ...FILES,
        '/app/out/main.js': withMap('main.1.js.map'),
        '/app/out/main.js.map': mapOf('../main.ts'),
      },
      trace: [frame('/app/out/main.js')],
      place: FOUND,
    },
    {
      name: 'TypeScript that ran through a loader',
      files: FILES,
      trace: ['make (/app/main.ts:6:19)'],
      place: FOUND,
    },
    {
      name: 'JavaScript without a map',
      files: { '/app/main.js': built.code },
      trace: [frame('/app/main.js')],
      place: `main.js:${line}:${column} by trace`,
    },
    {
      name: 'packages and generated bindings left out, the innermost of the own frames',
      files: {
        ...FILES,
        '/app/node_modules/x/a.js': '',
        '/app/.gen/providers/aws/key.ts': '',
        '/app/app.ts': '',
      },
      trace: [
        'new TerraformResource (/app/node_modules/x/a.js:1:1)',
        'new Key (/app/.gen/providers/aws/key.ts:1:1)',
        'make (/app/main.ts:6:19)',
        'Object.<anonymous> (/app/app.ts:1:1)',
      ],
      place: FOUND,
    },
    {
      name: 'packages inside of one bundle left out',
      files: {
        ...FILES,
        '/app/out/all.js': withMap('all.js.map'),
        '/app/out/all.js.map': mapOf('../node_modules/cdktf/lib/a.ts'),
        '/app/node_modules/cdktf/lib/a.ts': SOURCE,
      },
      trace: [frame('/app/out/all.js'), 'make (/app/main.ts:6:19)'],
      place: FOUND,
    },
    {
      name: 'a source that is gone: the next frame',
      files: { ...FILES, '/app/out/x.js': withMap('x.js.map'), '/app/out/x.js.map': mapOf('../gone.ts') },
      trace: [frame('/app/out/x.js'), 'make (/app/main.ts:6:19)'],
      place: FOUND,
    },
    {
      name: 'a map that is none: the JavaScript itself',
      files: { '/app/out/x.js': withMap('x.js.map'), '/app/out/x.js.map': '<html>' },
      trace: [frame('/app/out/x.js')],
      place: `out/x.js:${line}:${column} by trace`,
    },
    {
      name: 'no trace: the nearest construct around it with an id of its own',
      files: FILES,
      trace: [],
      place: 'stacks.ts:9:1 by id',
    },
    {
      name: "an aspect's trace: the construct by its id",
      files: FILES,
      trace: ['visit (/app/main.ts:6:19)', 'invokeAspects (/app/node_modules/cdktf/lib/s.js:1:1)'],
      place: 'stacks.ts:9:1 by id',
    },
    {
      name: 'an annotation that the app adds itself: the construct by its id',
      files: FILES,
      trace: [...ADDING, 'make (/app/main.ts:6:19)'],
      place: 'stacks.ts:9:1 by id',
    },
    {
      name: 'a construct of the user that has the same name: its own trace',
      files: FILES,
      trace: ['new Annotations (/app/main.ts:6:19)'],
      place: FOUND,
    },
    {
      name: 'frames outside of the folder: by its id',
      files: { ...FILES, '/other/main.ts': SOURCE },
      trace: ['make (/other/main.ts:6:19)'],
      place: 'stacks.ts:9:1 by id',
    },
  ];
  for (const { name, files, trace, place } of CASES) {
    it(`finds the line by ${name}`, () => {
      assert.equal(shown(placed(files, trace)), place);
    });
  }

  it('falls back on the line that added the annotation, and on nothing where ids stand twice', () => {
    const unknown = { constructPath: 'twice/x' };
    const aspect = ['visit (/app/main.ts:6:19)', 'App.synth (/app/node_modules/cdktf/lib/app.js:1:1)'];
    assert.equal(shown(placed(FILES, aspect, unknown)), 'main.ts:6:19 by annotation');
    const own = [...ADDING, 'make (/app/main.ts:6:19)'];
    assert.equal(shown(placed(FILES, own, unknown)), 'main.ts:6:19 by annotation');
    assert.match(
      shown(placed(FILES, [], unknown)) ?? '',
      /^The manifest has no trace of the construct, and its id/,
    );
  });

  for (const [message, rule, text] of [
    ['Wrong. (kms-via-service)', 'kms-via-service', 'Wrong.'],
    ['Wrong (really). (grant-key-arn)', 'grant-key-arn', 'Wrong (really).'],
    ['Wrong. (see-docs)', undefined, 'Wrong. (see-docs)'],
    ['Wrong (kms-via-service), or not.', undefined, 'Wrong (kms-via-service), or not.'],
  ] as const) {
    it(`takes the rule out of ${JSON.stringify(message)}`, () => {
      const annotation: Annotation = { stack: 's', constructPath: 's', level: 'error', message, trace: [] };
      const readText = () => undefined;
      const workspace = { folder: '/app', readText, maps: new SourceMaps(readText) };
      const [finding] = synthFindings([annotation], { workspace, made: new Map() });
      assert.deepEqual([finding?.rule, finding?.message], [rule, text]);
    });
  }

  it('takes any map and any frame', () => {
    const anything = fc.oneof(fc.string(), fc.json(), fc.constant(mapOf('../main.ts')));
    fc.assert(
      fc.property(anything, fc.nat(), fc.nat(), fc.string(), (map, atLine, atColumn, comment) => {
        const files = {
          ...FILES,
          '/app/out/x.js': `//# sourceMappingURL=${comment}`,
          '/app/out/x.js.map': map,
        };
        const place = placed(files, [`make (/app/out/x.js:${atLine}:${atColumn})`]);
        assert.ok(place?.status === 'found' && place.line >= 0);
      }),
    );
  });
});
