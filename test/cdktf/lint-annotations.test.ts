import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, Aspects, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { lintStacksBy } from '../../cdktf/lint-annotations';
import type { Finding, Rule, Severity } from '../../core/rules/rule';
import { entryOf, textOf } from '../../core/syntax/inspect';
import { synthesizeSample } from '../support/synthesize';
import { temporaryFolder } from '../support/temporary-folder';

interface Annotation {
  constructPath: string;
  level: string;
  message: string;
  stacktrace?: unknown;
}

/** A rule that finds every grant, at its name. */
function grantRule(severity: Severity): Rule {
  return {
    meta: { id: 'grant-found', severity, title: 'A grant', why: 'Why.', fix: 'How.', sources: ['Source'] },
    *check({ resources }): Generator<Finding> {
      for (const { file, resource } of resources('aws_kms_grant'))
        yield { file, range: resource.head, message: `Found ${resource.type}.` };
    },
  };
}

describe('lintStacks', () => {
  const before = process.cwd();
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(before);
  });

  /** An app with a key, and a grant inside another construct. */
  function app(change: (grant: KmsGrant, stack: TerraformStack) => void = () => undefined): App {
    const made = new App({ outdir: 'out' });
    const stack = new TerraformStack(made, 'stack');
    new AwsProvider(stack, 'aws', { region: 'us-east-1' });
    const key = new KmsKey(stack, 'key', {});
    const inner = new Construct(stack, 'inner');
    change(
      new KmsGrant(inner, 'grant', {
        keyId: key.keyId,
        granteePrincipal: 'arn:aws:iam::111111111111:role/r',
        operations: ['Decrypt'],
      }),
      stack,
    );
    return made;
  }

  function annotations(outdir = 'out'): Annotation[] {
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { annotations: Annotation[] }>;
    };
    return Object.values(manifest.stacks).flatMap((stack) => stack.annotations);
  }

  for (const [severity, level] of [
    ['warning', '@cdktf/warn'],
    ['note', '@cdktf/info'],
  ] as const) {
    it(`makes a ${severity} an annotation of the construct that made the resource`, () => {
      const made = app();
      lintStacksBy(made, [grantRule(severity)]);
      made.synth();
      assert.deepEqual(annotations(), [
        {
          constructPath: 'stack/inner/grant',
          level,
          message: 'Found aws_kms_grant. (grant-found)',
        },
      ]);
    });
  }

  it('makes an error end the synthesis, with the construct and the rule', () => {
    const made = app();
    lintStacksBy(made, [grantRule('error')]);
    assert.throws(() => {
      made.synth();
    }, /\[stack\/inner\/grant\] Found .*\(grant-found\)/);
  });

  it('takes a suppression for one resource', () => {
    const made = app((grant) => {
      grant.addOverride('//.fsx-lustre-kms', { ignore: [{ rule: 'grant-found', reason: 'known' }] });
    });
    lintStacksBy(made, [grantRule('error')]);
    made.synth();
    assert.deepEqual(annotations(), []);
  });

  it('sees what aspects make of a resource', () => {
    const made = app((_, stack) => {
      Aspects.of(stack).add({
        visit: (node) => {
          if (node instanceof KmsGrant) node.addOverride('name', 'from-an-aspect');
        },
      });
    });
    const named: Rule = {
      ...grantRule('note'),
      *check({ resources }): Generator<Finding> {
        for (const { file, resource } of resources('aws_kms_grant')) {
          const message = textOf(entryOf(resource.body, 'name')) ?? 'no name';
          yield { file, range: resource.head, message };
        }
      },
    };
    lintStacksBy(made, [named]);
    made.synth();
    assert.deepEqual(
      annotations().map(({ message }) => message),
      ['from-an-aspect (grant-found)'],
    );
  });

  it('takes a suppression for a whole stack', () => {
    const made = app((_, stack) => {
      stack.addOverride('//.fsx-lustre-kms', { ignore: [{ rule: 'grant-found', reason: 'known' }] });
    });
    lintStacksBy(made, [grantRule('error')]);
    made.synth();
    assert.deepEqual(annotations(), []);
  });

  it('says on the stack what is wrong with a suppression', () => {
    const made = app((_, stack) => {
      stack.addOverride('//.fsx-lustre-kms', { ignore: [{ rule: 'grant-found' }] });
    });
    lintStacksBy(made, [grantRule('note')]);
    made.synth();
    assert.deepEqual(
      annotations().map(({ constructPath, level }) => [constructPath, level]),
      [
        ['stack', '@cdktf/warn'],
        ['stack/inner/grant', '@cdktf/info'],
      ],
    );
  });

  it('takes severities and suppressions from the configuration', () => {
    writeFileSync('.fsx-lustre-kms.json', JSON.stringify({ rules: { 'grant-found': 'note' } }));
    const noted = app();
    lintStacksBy(noted, [grantRule('error')]);
    noted.synth();
    assert.deepEqual(
      annotations().map(({ level }) => level),
      ['@cdktf/info'],
    );
    const suppressions = [{ file: 'out/stacks/stack/cdk.tf.json', rule: 'grant-found', reason: 'known' }];
    writeFileSync('.fsx-lustre-kms.json', JSON.stringify({ suppressions }));
    const suppressed = app();
    lintStacksBy(suppressed, [grantRule('error')]);
    suppressed.synth();
    assert.deepEqual(annotations(), []);
  });

  it('ends the synthesis when the configuration has mistakes', () => {
    writeFileSync('.fsx-lustre-kms.json', '{"rules": {"grant-fond": "off"}}');
    const made = app();
    lintStacksBy(made, [grantRule('note')]);
    assert.throws(() => {
      made.synth();
    }, /\.fsx-lustre-kms\.json:1:26: rules\["grant-fond"\] is not a rule\. Right: "grant-found"/);
  });

  it('tells of a rule that breaks, without ending the synthesis', () => {
    const broken: Rule = {
      ...grantRule('error'),
      check: () => {
        throw new TypeError('no such thing');
      },
    };
    const made = app();
    lintStacksBy(made, [broken]);
    made.synth();
    assert.deepEqual(annotations(), [
      {
        constructPath: 'stack',
        level: '@cdktf/warn',
        message: 'The rule grant-found broke: TypeError: no such thing',
      },
    ]);
  });

  it('says a thing once, however often the app is synthesized', () => {
    const made = app();
    lintStacksBy(made, [grantRule('note')]);
    lintStacksBy(made, [grantRule('note')]);
    made.synth();
    made.synth();
    assert.equal(annotations().length, 1);
  });

  it('has nothing above a note to say of our own stacks', () => {
    const levels = annotations(synthesizeSample().outdir).map(({ level }) => level);
    assert.deepEqual(
      levels.filter((level) => level !== '@cdktf/info'),
      [],
    );
  });
});
