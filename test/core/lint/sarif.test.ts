import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { formatSarif } from '../../../core/lint/format/sarif';
import type { LintReport } from '../../../core/lint/format/report';
import { pageAddress } from '../../../core/lint/page-address';
import { RULES } from '../../../core/rules/registry';

const REGION = {
  type: 'object',
  required: ['startLine', 'startColumn', 'endLine', 'endColumn'],
  additionalProperties: false,
  properties: Object.fromEntries(
    ['startLine', 'startColumn', 'endLine', 'endColumn'].map((name) => [
      name,
      { type: 'integer', minimum: 1 },
    ]),
  ),
};
const MESSAGE = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text: { type: 'string', minLength: 1 }, markdown: { type: 'string', minLength: 1 } },
};
const ARTIFACT = {
  type: 'object',
  required: ['uri'],
  additionalProperties: false,
  properties: { uri: { type: 'string', pattern: '^[^\\s\\\\]+$' }, uriBaseId: { const: '%SRCROOT%' } },
};
const PHYSICAL = {
  type: 'object',
  required: ['artifactLocation', 'region'],
  additionalProperties: false,
  properties: { artifactLocation: ARTIFACT, region: REGION },
};
const LEVEL = { enum: ['none', 'note', 'warning', 'error'] };

/**
 * The official schema of SARIF 2.1.0 is not shipped with this project. This one is written from the
 * specification's text (OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"), for the
 * objects that we emit, with their required properties; it takes no property that we do not emit.
 */
const SARIF = {
  type: 'object',
  required: ['version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        additionalProperties: false,
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          tool: {
            type: 'object',
            required: ['driver'],
            additionalProperties: false,
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                additionalProperties: false,
                properties: {
                  name: { type: 'string', minLength: 1 },
                  version: { type: 'string' },
                  informationUri: { type: 'string', pattern: '^https?://' },
                  rules: {
                    type: 'array',
                    items: {
                      type: 'object',
                      required: ['id'],
                      additionalProperties: false,
                      properties: {
                        id: { type: 'string' },
                        shortDescription: MESSAGE,
                        fullDescription: MESSAGE,
                        help: MESSAGE,
                        helpUri: { type: 'string', pattern: '^https?://' },
                        defaultConfiguration: {
                          type: 'object',
                          additionalProperties: false,
                          properties: { level: LEVEL },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
          invocations: {
            type: 'array',
            items: {
              type: 'object',
              required: ['executionSuccessful'],
              additionalProperties: false,
              properties: {
                executionSuccessful: { type: 'boolean' },
                toolExecutionNotifications: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['message'],
                    additionalProperties: false,
                    properties: { message: MESSAGE, level: LEVEL },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message'],
              additionalProperties: false,
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: -1 },
                level: LEVEL,
                message: MESSAGE,
                locations: {
                  type: 'array',
                  items: {
                    type: 'object',
                    additionalProperties: false,
                    properties: { physicalLocation: PHYSICAL },
                  },
                },
                relatedLocations: {
                  type: 'array',
                  items: {
                    type: 'object',
                    additionalProperties: false,
                    properties: {
                      id: { type: 'integer', minimum: -1 },
                      message: MESSAGE,
                      physicalLocation: PHYSICAL,
                    },
                  },
                },
                fixes: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['artifactChanges'],
                    additionalProperties: false,
                    properties: {
                      description: MESSAGE,
                      artifactChanges: {
                        type: 'array',
                        minItems: 1,
                        items: {
                          type: 'object',
                          required: ['artifactLocation', 'replacements'],
                          additionalProperties: false,
                          properties: {
                            artifactLocation: ARTIFACT,
                            replacements: {
                              type: 'array',
                              minItems: 1,
                              items: {
                                type: 'object',
                                required: ['deletedRegion'],
                                additionalProperties: false,
                                properties: {
                                  deletedRegion: REGION,
                                  insertedContent: {
                                    type: 'object',
                                    additionalProperties: false,
                                    properties: { text: { type: 'string' } },
                                  },
                                },
                              },
                            },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

interface Log {
  runs: [
    {
      tool: {
        driver: { rules: { id: string; helpUri?: string; defaultConfiguration: { level: string } }[] };
      };
      invocations: unknown;
      results: { ruleId: string; ruleIndex: number }[];
    },
  ];
}

const RULE = RULES[0]?.meta.id ?? '';
const PATHS = ['a b/ü.json', '../x.tf', '/abs/y.tf', 'C:\\z.tf'];

const REPORT: LintReport = {
  findings: PATHS.map((path, index) => ({
    path,
    start: 4,
    end: 5,
    rule: index === 0 ? RULE : 'suppression-unused',
    severity: 'warning',
    message: 'It is wrong.',
    related: index === 0 ? [{ path: '../x.tf', start: 0, end: 0, message: 'here' }] : [],
    fixes:
      index === 0
        ? [
            {
              title: 'Fix',
              safe: false,
              edits: [
                { path: 'a b/ü.json', start: 4, end: 5, text: '' },
                { path: '../x.tf', start: 0, end: 0, text: 'y' },
              ],
            },
          ]
        : [],
  })),
  suppressed: [],
  failures: [{ rule: 'kms-x', paths: ['a'], message: 'm' }],
  incomplete: [],
  texts: new Map(PATHS.map((path) => [path, '\uFEFF{\r\nx}'])),
  files: 4,
  fixed: 0,
  unreadable: [],
};

describe('lint --format sarif', () => {
  const tool = { name: 'n', version: '1.0.0', homepage: 'https://example.com' };
  const isSarif = new Ajv({ allErrors: true }).compile<Log>(SARIF);
  const read = (report: LintReport): Log => {
    const log: unknown = JSON.parse(formatSarif(report, tool));
    if (!isSarif(log)) assert.fail(JSON.stringify(isSarif.errors));
    return log;
  };

  it('is a valid log', () => {
    read(REPORT);
  });

  it('describes every rule, with the address of its page', () => {
    const { rules } = read(REPORT).runs[0].tool.driver;
    for (const { meta } of RULES) {
      const found = rules.find(({ id }) => id === meta.id);
      assert.equal(found?.helpUri, `https://example.com/docs/rules/${meta.id}.md`);
      assert.equal(found.defaultConfiguration.level, meta.severity);
    }
  });

  it('has the exact token, the severity, related places and fixes', () => {
    const { results, tool: described } = read(REPORT).runs[0];
    const [first] = results;
    assert.equal(described.driver.rules[first?.ruleIndex ?? -1]?.id, RULE);
    const artifactLocation = { uri: 'a%20b/%C3%BC.json', uriBaseId: '%SRCROOT%' };
    const region = { startLine: 2, startColumn: 1, endLine: 2, endColumn: 2 };
    const other = { uri: '../x.tf', uriBaseId: '%SRCROOT%' };
    const start = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
    assert.deepEqual(first, {
      ruleId: RULE,
      ruleIndex: first?.ruleIndex,
      level: 'warning',
      message: { text: 'It is wrong.' },
      locations: [{ physicalLocation: { artifactLocation, region } }],
      relatedLocations: [
        { id: 1, message: { text: 'here' }, physicalLocation: { artifactLocation: other, region: start } },
      ],
      fixes: [
        {
          description: { text: 'Fix' },
          artifactChanges: [
            { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: '' } }] },
            {
              artifactLocation: other,
              replacements: [{ deletedRegion: start, insertedContent: { text: 'y' } }],
            },
          ],
        },
      ],
    });
  });

  it('has absolute paths as file addresses', () => {
    const text = formatSarif(REPORT, tool);
    assert.ok(text.includes('"uri": "file:///abs/y.tf"') && text.includes('"uri": "file:///C:/z.tf"'), text);
  });

  it('tells of a rule that broke', () => {
    assert.deepEqual(read(REPORT).runs[0].invocations, [
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: {
              text: 'The rule kms-x broke in a (m). What it would have found is missing: this is a mistake of ours, please report it.',
            },
          },
        ],
      },
    ]);
    assert.deepEqual(read({ ...REPORT, failures: [] }).runs[0].invocations, [{ executionSuccessful: true }]);
  });
});

describe('the address of a rule’s page', () => {
  const CASES: [homepage: string | undefined, expected: string | undefined][] = [
    [undefined, undefined],
    ['', undefined],
    ['https://example.com', 'https://example.com/docs/rules/kms-x.md'],
    ['https://example.com/a/#readme', 'https://example.com/a/docs/rules/kms-x.md'],
    ['https://github.com/o/r#readme', 'https://github.com/o/r/blob/HEAD/docs/rules/kms-x.md'],
    ['https://github.com/o/r/tree/v1', 'https://github.com/o/r/tree/v1/docs/rules/kms-x.md'],
  ];
  for (const [homepage, expected] of CASES) {
    it(`${homepage ?? 'no homepage'}: ${expected ?? 'none'}`, () => {
      assert.equal(pageAddress(homepage, 'kms-x'), expected);
    });
  }
});
