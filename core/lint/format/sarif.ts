import type { LintFinding, LintFix, LintPlace } from '../result';
import {
  Locator,
  problemLines,
  reportedRules,
  type LintReport,
  type ReportedRule,
  type Tool,
} from './report';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** Relative addresses start from where the program ran; who reads the log knows where that is. */
const ROOT = '%SRCROOT%';

/**
 * A SARIF 2.1.0 log. Suppressed findings are left out: code scanning services show them as open.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function formatSarif(report: LintReport, tool: Tool): string {
  const rules = reportedRules(tool);
  const locator = new Locator(report.texts);
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const notify = (level: string) => (text: string) => ({ level, message: { text } });
  const notifications = [
    ...problemLines({ ...report, incomplete: [] }).map(notify('error')),
    ...problemLines({ ...report, unreadable: [], failures: [] }).map(notify('note')),
  ];
  const run = {
    tool: {
      driver: {
        name: tool.name,
        version: tool.version,
        ...(tool.homepage === undefined ? {} : { informationUri: tool.homepage }),
        rules: rules.map(ruleDescriptor),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: report.unreadable.length === 0 && report.failures.length === 0,
        ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
      },
    ],
    results: report.findings.map((finding) => result(finding, indices.get(finding.rule), locator)),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleDescriptor({ id, severity, title, why, fix, page }: ReportedRule) {
  return {
    id,
    shortDescription: { text: `${title}.` },
    ...(why === undefined ? {} : { fullDescription: { text: why } }),
    ...(fix === undefined ? {} : { help: { text: fix, markdown: fix } }),
    ...(page === undefined ? {} : { helpUri: page }),
    defaultConfiguration: { level: severity },
  };
}

function result(finding: LintFinding, ruleIndex: number | undefined, locator: Locator) {
  const fixes = finding.fixes.map((fix) => sarifFix(fix, locator));
  const related = finding.related.map((place, index) => ({
    id: index + 1,
    message: { text: place.message },
    physicalLocation: location(place, locator),
  }));
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: finding.severity,
    message: { text: finding.message },
    locations: [{ physicalLocation: location(finding, locator) }],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(fixes.length === 0 ? {} : { fixes }),
  };
}

function location(place: LintPlace, locator: Locator) {
  return { artifactLocation: artifact(place.path), region: region(place, locator) };
}

function region(place: LintPlace, locator: Locator) {
  const { start, end } = locator.range(place);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function sarifFix({ title, edits }: LintFix, locator: Locator) {
  const paths = [...new Set(edits.map(({ path }) => path))];
  return {
    description: { text: title },
    artifactChanges: paths.map((path) => ({
      artifactLocation: artifact(path),
      replacements: edits
        .filter((edit) => edit.path === path)
        .map((edit) => ({ deletedRegion: region(edit, locator), insertedContent: { text: edit.text } })),
    })),
  };
}

/** A file's address: absolute paths as they are, others from the folder in which the program ran. */
function artifact(path: string): { uri: string; uriBaseId?: string } {
  const slashed = path.replaceAll('\\', '/');
  const encoded = slashed.split('/').map(encodeURIComponent).join('/');
  if (slashed.startsWith('/')) return { uri: `file://${encoded}` };
  if (/^[A-Za-z]:\//.test(slashed)) return { uri: `file:///${encoded.replace('%3A', ':')}` };
  return { uri: encoded, uriBaseId: ROOT };
}
