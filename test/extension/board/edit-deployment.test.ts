import assert from 'node:assert/strict';
import { applyEdits } from 'jsonc-parser';
import {
  deploymentIn,
  editDeployment,
  fieldValue,
  placeIn,
} from '../../../extension/host/board/edit-deployment';
import type { BoardField } from '../../../extension/shared/board-fields';

const TEXT = `{
  "app": "node main.js", // how it is synthesized
  "context": {
    "fsxLustreKms": {
      /* three accounts */
      "accounts": {
        "fileSystem": { "id": "111111111111" },
        "bucket": { "id": "222222222222", "profile": "data" },
        "key": { "id": "333333333333" }
      },
      "region": "us-east-1",
      "fileSystem": { "storageCapacityGiB": 1200 /* GiB */, "throughputMBpsPerTiB": 125 },
      "keys": [{ "name": "data" }],
      "buckets": [{ "name": "data", "key": "data" }],
      "throughStep": 1
    }
  }
}
`;

const EDITS: readonly (readonly [
  name: string,
  field: BoardField,
  input: string,
  from: string,
  to: string,
])[] = [
  ['a text', 'region', 'eu-west-1', '"us-east-1"', '"eu-west-1"'],
  ['blanks around it', 'region', ' eu-west-1 ', '"us-east-1"', '"eu-west-1"'],
  ['a number', 'storageCapacityGiB', '2400', '1200 /* GiB */', '2400 /* GiB */'],
  [
    'a value that was left out',
    'logLevel',
    'WARN_ONLY',
    '"throughputMBpsPerTiB": 125 }',
    '"throughputMBpsPerTiB": 125, "logLevel": "WARN_ONLY" }',
  ],
  ['that the last value is left out', 'throughputMBpsPerTiB', '', ', "throughputMBpsPerTiB": 125', ''],
  [
    'that the first value is left out',
    'storageCapacityGiB',
    '',
    ' "storageCapacityGiB": 1200 /* GiB */,',
    ' /* GiB */',
  ],
];

const REFUSED: readonly (readonly [field: BoardField, input: string, says: RegExp])[] = [
  ['region', 'us-east-9x', /^It \("us-east-9x"\) is not the name of an AWS Region: .+ Right: .+\.$/],
  ['region', '', /^It is missing: .+ Right: a Region name/],
  [
    'storageCapacityGiB',
    '1300',
    /^It \(1300\) is not a capacity of PERSISTENT_2 with SSD storage: .+ Right: 1200 or 2400\.$/,
  ],
  ['storageCapacityGiB', 'many', /^It \("many"\) is a text, not a number/],
  ['deploymentType', 'SCRATCH_2', /^fileSystem\.throughputMBpsPerTiB 125 must not be set for SCRATCH_2: /],
  ['clientInstanceType', 'm7g.large', /the image is for x86_64/],
  ['clientEnabled', 'maybe', /^It \("maybe"\) is a text/],
  ['namePrefix', '${aws_kms_key.k.arn}', /^It /],
];

describe('editing a value of the deployment', () => {
  for (const [name, field, input, from, to] of EDITS) {
    it(`writes ${name}, and nothing else`, () => {
      const edit = editDeployment(TEXT, field, input);
      assert.ok(edit.status === 'edited');
      assert.equal(edit.text, TEXT.replace(from, to));
      assert.equal(applyEdits(TEXT, [...edit.edits]), edit.text);
    });
  }

  for (const [field, input, says] of REFUSED) {
    it(`writes nothing with ${field} = ${JSON.stringify(input)}`, () => {
      const edit = editDeployment(TEXT, field, input);
      assert.ok(edit.status === 'invalid', edit.status);
      assert.match(edit.message, says);
    });
  }

  it('makes what it stands in, with the indentation and line ends of the file', () => {
    const tabs = TEXT.replace(/^ +/gm, (blanks) => '\t'.repeat(blanks.length / 2)).replace(/\n/g, '\r\n');
    const edit = editDeployment(tabs, 'clientEnabled', 'false');
    assert.ok(edit.status === 'edited');
    const added = ',\r\n\t\t\t"client": {\r\n\t\t\t\t"enabled": false\r\n\t\t\t}';
    assert.equal(edit.text, tabs.replace('"throughStep": 1', `"throughStep": 1${added}`));
  });

  it('does nothing when it says the same', () => {
    assert.deepEqual(editDeployment(TEXT, 'region', 'us-east-1'), { status: 'unchanged' });
    assert.deepEqual(editDeployment(TEXT, 'logLevel', ''), { status: 'unchanged' });
  });

  it('is not kept from a right value by a mistake elsewhere', () => {
    const broken = TEXT.replace('"222222222222"', '"2222"');
    assert.equal(editDeployment(broken, 'storageCapacityGiB', '2400').status, 'edited');
  });

  for (const [name, text] of [
    ['no JSON', '{ "context": '],
    ['no deployment', '{ "context": {} }'],
    ['a deployment that is a list', '{ "context": { "fsxLustreKms": [] } }'],
    ['nothing', ''],
  ] as const) {
    it(`writes nothing into ${name}`, () => {
      assert.equal(editDeployment(text, 'region', 'eu-west-1').status, 'unreadable');
    });
  }
});

describe('values and places of the deployment', () => {
  it('are shown as they stand', () => {
    const deployment = deploymentIn(TEXT);
    assert.equal(fieldValue(deployment, 'storageCapacityGiB'), '1200');
    assert.equal(fieldValue(deployment, 'logLevel'), '');
    assert.equal(fieldValue(undefined, 'region'), '');
  });

  it('are found in the text; what is left out, where it would stand', () => {
    const shown = (place: Parameters<typeof placeIn>[1]) => {
      const range = placeIn(TEXT, place);
      return range && TEXT.slice(range.start, range.end);
    };
    assert.equal(shown('bucket'), '"bucket": { "id": "222222222222", "profile": "data" }');
    assert.equal(shown('keys'), '"keys": [{ "name": "data" }]');
    assert.ok(shown('backend')?.startsWith('"fsxLustreKms": {'));
    assert.equal(placeIn('', 'keys'), undefined);
  });
});
