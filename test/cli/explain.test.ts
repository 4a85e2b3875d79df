import assert from 'node:assert/strict';
import { explain, type ExplainOptions } from '../../cli/commands/explain';

const allowed = {
  name: 'reads',
  request: {
    principal: 'arn:aws:iam::111111111111:role/R',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/x',
    resourceAccount: '111111111111',
  },
  identityPolicies: [
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
  ],
};
const denied = { ...allowed, name: 'writes', identityPolicies: [] };

const files: Record<string, string> = {
  'one.json': JSON.stringify(allowed),
  'two.json': JSON.stringify([denied, allowed]),
  'bad.json': '[{"name": "x"}]',
};

async function run(paths: string[], format: ExplainOptions['format']) {
  const printed = { out: '', err: '' };
  const code = await explain(
    paths,
    { format },
    {
      readFile: (path) => {
        const content = files[path];
        return content === undefined
          ? Promise.reject(new Error(`no such file: ${path}`))
          : Promise.resolve(content);
      },
      stdout: (text) => (printed.out += text),
      stderr: (text) => (printed.err += text),
    },
  );
  return { code, ...printed };
}

describe('explain', () => {
  it('needs a file', async () => {
    assert.deepEqual(await run([], 'pretty'), {
      code: 2,
      out: '',
      err: 'explain needs at least one file with access cases.\n',
    });
  });

  it('decides nothing when a file cannot be read', async () => {
    assert.deepEqual(await run(['one.json', 'none.json'], 'json'), {
      code: 2,
      out: '',
      err: 'none.json: no such file: none.json\n',
    });
  });

  it('says where a case is wrong', async () => {
    const { code, out, err } = await run(['bad.json'], 'json');
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /^bad\.json: \[0\]\.request is missing; right: /);
  });

  it('prints one JSON array, a result a case, in the order given; a denial is no failure', async () => {
    const { code, out, err } = await run(['two.json', 'one.json'], 'json');
    assert.deepEqual([code, err], [0, '']);
    const results = JSON.parse(out) as Record<string, unknown>[];
    assert.deepEqual(
      results.map(({ name, decision, denial }) => [name, decision, denial]),
      [
        ['writes', 'denied', 'implicit'],
        ['reads', 'allowed', undefined],
        ['reads', 'allowed', undefined],
      ],
    );
    assert.deepEqual(Object.keys(results[0] ?? {}), ['name', 'decision', 'denial', 'because', 'reasons']);
  });

  it('prints for a terminal', async () => {
    const { code, out } = await run(['one.json'], 'pretty');
    assert.equal(code, 0);
    assert.equal(
      out,
      'reads\n  allowed because of: identity-based\n    - identityPolicies[0].Statement[0] allows s3:GetObject.\n\n1 case: 1 allowed, 0 denied, 0 unknown\n',
    );
  });
});
