import { ASSOCIATION_EVENTS } from '../../facts/fsx-lustre';
import { nearest } from '../../facts/nearest';
import { associations, type Association } from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { isVariable } from '../../model/setting';
import { blocksOf, entryOf, itemsOf, textOf } from '../../syntax/inspect';
import type { ObjectValue } from '../../syntax/value';
import { replaceValue } from '../edits';
import { findingAt, quotedList } from '../finding';
import type { Finding, Rule } from '../rule';

/** Words that others use for the three events. */
const MEANT: Readonly<Record<string, (typeof ASSOCIATION_EVENTS)[number]>> = {
  CREATED: 'NEW',
  ADDED: 'NEW',
  MODIFIED: 'CHANGED',
  UPDATED: 'CHANGED',
  REMOVED: 'DELETED',
};

/** Automatic import and export know three events. */
export const rule: Rule = {
  meta: {
    id: 'fsx-association-events',
    severity: 'error',
    title: 'An event that automatic import and export do not know, or one twice',
    why: 'The events of automatic import and export are `NEW`, `CHANGED` and `DELETED`, each at most once. The plan fails on others, as `CreateDataRepositoryAssociation` would.',
    fix: 'Write `NEW`, `CHANGED` or `DELETED`.',
    sources: [
      'FSx API Reference, "AutoImportPolicy" (https://docs.aws.amazon.com/fsx/latest/APIReference/API_AutoImportPolicy.html)',
    ],
  },
  *check(model) {
    for (const association of associations(model)) {
      for (const s3 of blocksOf(association.resource.body, 's3').blocks) {
        for (const name of ['auto_import_policy', 'auto_export_policy']) {
          for (const policy of blocksOf(s3, name).blocks) yield* checkEvents(association, policy, model);
        }
      }
    }
  },
};

function* checkEvents(association: Association, policy: ObjectValue, model: Model): Generator<Finding> {
  const { file } = association;
  const events = entryOf(policy, 'events');
  if (!events || isVariable(events, association, model)) return;
  const seen = new Set<string>();
  for (const value of itemsOf(events)) {
    const text = textOf(value);
    if (text === undefined || isVariable(value, association, model)) continue;
    if (!ASSOCIATION_EVENTS.some((event) => event === text)) {
      const meant = MEANT[text.toUpperCase()] ?? nearest(text, ASSOCIATION_EVENTS, 2);
      const message = `"${text}" is no event of a data repository association: the plan fails, as CreateDataRepositoryAssociation would. Write ${quotedList(meant === undefined ? ASSOCIATION_EVENTS : [meant])}.`;
      const fixes = meant === undefined ? [] : replaceValue(file, value, meant, { safe: false });
      yield findingAt(file, value, message, { fixes });
    } else if (seen.has(text)) {
      const message = `"${text}" stands here twice, and a policy has each event once: CreateDataRepositoryAssociation answers BadRequest. Leave one of them out.`;
      yield findingAt(file, value, message);
    }
    seen.add(text);
  }
}
