import assert from 'node:assert/strict';
import fc from 'fast-check';
import { committedForm } from '../../../core/terraform/committed-form';

const cloud = { organization: 'acme', workspaces: { name: 'w' } };
const aws = { source: 'aws', version: '>= 5.100, < 7' };
const settings = { cloud, required_providers: { aws } };

function textOf(terraform: unknown): string {
  const form = committedForm(terraform, []);
  assert.equal(form.status, 'ready');
  return form.text;
}

describe('the committed form of a stack', () => {
  it('has names in alphabetical order and ends with a line', () => {
    assert.equal(
      textOf({ terraform: { cloud: { b: 1, a: [{ d: 1, c: 2 }] } }, output: {} }),
      `{
  "output": {},
  "terraform": {
    "cloud": {
      "a": [
        {
          "c": 2,
          "d": 1
        }
      ],
      "b": 1
    }
  }
}
`,
    );
  });

  it('has nothing that CDKTF notes for itself, and keeps what is exempted from a rule', () => {
    const ignore = [{ rule: 'kms-key-rotation', reason: 'imported' }];
    assert.deepEqual(
      JSON.parse(
        textOf({
          '//': { metadata: { version: '0.21.0' }, outputs: {} },
          terraform: settings,
          resource: {
            aws_kms_key: { k: { '//': { metadata: { path: 'x/k' }, 'fsx-lustre-kms': { ignore } } } },
            aws_kms_alias: { a: { '//': { metadata: { path: 'x/a' } }, name: 'alias/a' } },
          },
        }),
      ),
      {
        resource: {
          aws_kms_alias: { a: { name: 'alias/a' } },
          aws_kms_key: { k: { '//': { 'fsx-lustre-kms': { ignore } } } },
        },
        terraform: settings,
      },
    );
  });

  it('keeps the order of lists', () => {
    const terraform = { terraform: settings, resource: { t: { n: { depends_on: ['b', 'a'] } } } };
    assert.deepEqual((JSON.parse(textOf(terraform)) as typeof terraform).resource.t.n.depends_on, ['b', 'a']);
  });

  it('names the providers in full', () => {
    const form = committedForm(
      {
        terraform: {
          cloud,
          required_providers: {
            aws,
            random: { source: 'hashicorp/random' },
            own: { source: 'tfe.x/acme/own' },
          },
        },
      },
      [],
    );
    assert.deepEqual(form.status === 'ready' && form.providers, [
      { address: 'registry.terraform.io/hashicorp/aws', constraints: '>= 5.100, < 7' },
      { address: 'registry.terraform.io/hashicorp/random', constraints: '' },
      { address: 'tfe.x/acme/own', constraints: '' },
    ]);
  });

  for (const [name, terraform] of [
    ['a local backend', { terraform: { backend: { local: { path: 'x' } } } }],
    ['no backend at all', { terraform: {} }],
    ['no settings at all', {}],
  ] as const) {
    it(`is none with ${name}`, () => {
      assert.deepEqual(committedForm(terraform, []), { status: 'local-state' });
    });
  }

  it('is there with the state in a bucket', () => {
    assert.equal(committedForm({ terraform: { backend: { s3: {} } } }, []).status, 'ready');
  });

  for (const [value, isFound] of [
    ['/home/me/project/lambda.zip', true],
    ['${filebase64("/home/me/project")}', true],
    ['/home/me/project', true],
    ['/home/me/projects/x', false],
    ['/srv/home/me/project', false],
    ['s3://home/me/project', false],
  ] as const) {
    it(`${isFound ? 'refuses' : 'takes'} the text ${value}`, () => {
      const form = committedForm({ terraform: settings, output: { x: { value } } }, ['/home/me/project']);
      assert.deepEqual(
        form.status === 'ready' ? undefined : form,
        isFound ? { status: 'machine-path', place: 'output.x.value', value } : undefined,
      );
    });
  }

  it('is the same however the names were ordered, and says the same', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (resource) => {
        const turned = Object.fromEntries(Object.entries(resource).reverse());
        const text = textOf({ terraform: settings, resource });
        assert.equal(textOf({ resource: turned, terraform: settings }), text);
        assert.equal(textOf(JSON.parse(text)), text);
      }),
    );
  });
});
