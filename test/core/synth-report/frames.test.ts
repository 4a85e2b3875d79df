import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isOfCreation, readFrame } from '../../../core/synth-report/frames';
import { addressOf, pathInside, pathOf } from '../../../core/synth-report/paths';

describe('frames of a stack trace', () => {
  const FRAMES: [frame: string, place: string | undefined][] = [
    ['new KmsKey (/app/main.ts:3:5)', '/app/main.ts:3:5'],
    ['/app/main.js:12:34', '/app/main.js:12:34'],
    ['    at new KmsKey (/app/main.ts:3:5)', '/app/main.ts:3:5'],
    ['file:///app/run.mjs:39:31', '/app/run.mjs:39:31'],
    ['main (file:///my%20app/main.mjs:1:2)', '/my app/main.mjs:1:2'],
    ['async main (/app/main.ts:1:2)', '/app/main.ts:1:2'],
    ['async /app/main.ts:1:2', '/app/main.ts:1:2'],
    ['new Key (/app (copy)/main.ts:1:2)', '/app (copy)/main.ts:1:2'],
    ['new Key (C:\\app\\main.ts:1:2)', 'C:/app/main.ts:1:2'],
    ['new Key (file:///C:/app/main.ts:1:2)', 'C:/app/main.ts:1:2'],
    ['Object.<anonymous> (/app/../app/./main.ts:1:2)', '/app/main.ts:1:2'],
    ['Array.map (<anonymous>)', undefined],
    ['require (node:internal/modules/helpers:182:18)', undefined],
    ['async Promise.all (index 0)', undefined],
    ['eval at <anonymous> (main.ts:1:2)', undefined],
    ['new Key (https://example.com/main.ts:1:2)', undefined],
    ['', undefined],
  ];
  for (const [frame, place] of FRAMES) {
    it(`reads ${JSON.stringify(frame)}`, () => {
      const read = readFrame(frame);
      assert.equal(read && `${read.path}:${read.line}:${read.column}`, place);
    });
  }

  it('reads whatever stands there', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, at) => {
        const frame = readFrame(`new X (${text}:${at}:${at})`);
        if (frame) assert.match(frame.path, /^([a-z]:)?\//i);
      }),
    );
  });

  it('tells a trace of the creation from one of an aspect or a validation', () => {
    const creation = ['new KmsKey (/app/main.ts:3:5)', 'new FsxLustreKmsApp (/app/main.ts:9:1)'];
    assert.equal(isOfCreation(creation), true);
    assert.equal(isOfCreation([]), false);
    for (const call of [
      'App.synth',
      'StackSynthesizer.synthesize',
      'invokeAspects',
      'DataStack.runAllValidations',
    ]) {
      assert.equal(
        isOfCreation(['visit (/app/main.ts:3:5)', `${call} (/app/node_modules/cdktf/lib/x.js:1:1)`]),
        false,
      );
    }
  });
});

describe('paths of traces and source maps', () => {
  const INSIDE: [folder: string, path: string, inside: string | undefined][] = [
    ['/app', '/app/main.ts', 'main.ts'],
    ['/app', '/app/a/b.ts', 'a/b.ts'],
    ['/app', '/apple/main.ts', undefined],
    ['/app', '/app', undefined],
    ['/', '/main.ts', 'main.ts'],
    ['/App', '/app/main.ts', undefined],
    ['C:/App', 'c:/app/main.ts', 'main.ts'],
  ];
  for (const [folder, path, inside] of INSIDE) {
    it(`${path} from ${folder}`, () => {
      assert.equal(pathInside(folder, path), inside);
    });
  }

  it('an address leads back to its path, whatever characters it has', () => {
    const step = fc.string({ minLength: 1 }).filter((text) => !/[/\\]/.test(text) && !/^\.+$/.test(text));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        const path = `/${steps.join('/')}`;
        assert.equal(pathOf(addressOf(path)), path);
      }),
    );
  });
});
