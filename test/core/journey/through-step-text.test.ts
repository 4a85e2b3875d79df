import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editThroughStep } from '../../../core/journey/through-step-text';

const raiseTo = (step: number) => (now: number) => Math.max(now, step);

const EDITED: [what: string, before: string, after: string][] = [
  [
    'the value alone',
    '{"context":{"fsxLustreKms":{"throughStep":1,"region":"x"}}}',
    '{"context":{"fsxLustreKms":{"throughStep":4,"region":"x"}}}',
  ],
  [
    'and keeps odd formatting',
    '{ "context" :\n{"fsxLustreKms":   { "throughStep"   : 1   } } }',
    '{ "context" :\n{"fsxLustreKms":   { "throughStep"   : 4   } } }',
  ],
  [
    'and keeps a byte order mark and CRLF',
    '\uFEFF{\r\n  "context": {\r\n    "fsxLustreKms": {\r\n      "throughStep": 1\r\n    }\r\n  }\r\n}\r\n',
    '\uFEFF{\r\n  "context": {\r\n    "fsxLustreKms": {\r\n      "throughStep": 4\r\n    }\r\n  }\r\n}\r\n',
  ],
  [
    'of the deployment, not of another part',
    '{"throughStep":1,"context":{"throughStep":1,"fsxLustreKms":{"throughStep":2}}}',
    '{"throughStep":1,"context":{"throughStep":1,"fsxLustreKms":{"throughStep":4}}}',
  ],
];

const REFUSED: [what: string, text: string, message: RegExp][] = [
  ['comments', '{"context":{"fsxLustreKms":{"throughStep":1 /* so far */}}}', /^cdktf\.json is not JSON: /],
  ['half a file', '{"context":', /^cdktf\.json is not JSON: /],
  ['no deployment', '{"context":{}}', /has no deployment/],
  ['a deployment that is a list', '{"context":{"fsxLustreKms":[]}}', /has no deployment/],
  ['a step that is a text', '{"context":{"fsxLustreKms":{"throughStep":"1"}}}', /throughStep is no number/],
  [
    'a name that stands twice',
    '{"context":{"fsxLustreKms":{"throughStep":1,"throughStep":1}}}',
    /a name stands twice/,
  ],
  [
    'a context that stands twice',
    '{"context":{"fsxLustreKms":{"throughStep":1}},"context":{"fsxLustreKms":{"throughStep":1}}}',
    /a name stands twice/,
  ],
];

describe('editing throughStep', () => {
  for (const [what, before, after] of EDITED) {
    it(`changes ${what}`, () => {
      const edit = editThroughStep(before, raiseTo(4));
      assert.equal(edit.status, 'edited');
      assert.equal(edit.text, after);
    });
  }

  for (const [what, text, message] of REFUSED) {
    it(`refuses ${what}`, () => {
      const edit = editThroughStep(text, raiseTo(4));
      assert.equal(edit.status, 'refused');
      assert.match(edit.message, message);
    });
  }

  it('keeps what is as it should be, also a file that leaves it out: that is step 7', () => {
    const text = '{"context":{"fsxLustreKms":{}}}';
    assert.deepEqual(editThroughStep(text, raiseTo(4)), { status: 'kept', throughStep: 7 });
  });

  it('writes it where it was left out, as the file is formatted', () => {
    const text = '{\n\t"context": {\n\t\t"fsxLustreKms": {\n\t\t\t"region": "x"\n\t\t}\n\t}\n}\n';
    const edit = editThroughStep(text, () => 3);
    assert.equal(edit.status, 'edited');
    assert.equal(edit.text, text.replace('"x"\n', '"x",\n\t\t\t"throughStep": 3\n'));
  });

  it('changes nothing else, whatever the file says', () => {
    const json = fc.record({
      app: fc.string(),
      more: fc.jsonValue(),
      context: fc.record({
        fsxLustreKms: fc.record({
          throughStep: fc.integer({ min: 1, max: 7 }),
          region: fc.string(),
          x: fc.jsonValue(),
        }),
      }),
    });
    fc.assert(
      fc.property(
        json,
        fc.constantFrom(0, 2, 4, '\t'),
        fc.integer({ min: 1, max: 7 }),
        (value, indent, step) => {
          const text = JSON.stringify(value, null, indent);
          const edit = editThroughStep(text, () => step);
          const after: unknown = JSON.parse(edit.status === 'edited' ? edit.text : text);
          const { context } = value;
          const wanted = {
            ...value,
            context: { fsxLustreKms: { ...context.fsxLustreKms, throughStep: step } },
          };
          assert.notEqual(edit.status, 'refused');
          assert.deepEqual(after, JSON.parse(JSON.stringify(wanted)));
        },
      ),
    );
  });
});
