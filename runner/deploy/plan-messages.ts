/** What `terraform plan -json` prints (Terraform documentation, "Machine-Readable UI"). */
import { z } from 'zod';
import type { ChangeAction, PlannedChange } from '../../core/journey/plan';

const planned = z.object({
  type: z.literal('planned_change'),
  change: z.looseObject({
    action: z.string(),
    reason: z.string().optional(),
    resource: z.looseObject({ addr: z.string(), resource_type: z.string() }),
  }),
});
const outputs = z.object({
  type: z.literal('outputs'),
  outputs: z.record(z.string(), z.looseObject({ action: z.string().optional() })),
});
const diagnostic = z.object({
  type: z.literal('diagnostic'),
  diagnostic: z.looseObject({
    severity: z.string(),
    summary: z.string(),
    detail: z.string().default(''),
    address: z.string().optional(),
  }),
});
const said = z.looseObject({ '@message': z.string() });

/** Terraform's words for what we count. Reads, moves and what it only forgets change nothing in the account. */
const ACTIONS: Readonly<Record<string, ChangeAction>> = {
  create: 'create',
  update: 'update',
  replace: 'replace',
  delete: 'delete',
};

export interface PlanMessages {
  changes: PlannedChange[];
  changesOutputs: boolean;
  /** Errors as Terraform writes them for people: `Error: …`, what it is about, details. */
  errors: string;
  /** Each message in words, in the order they came. */
  lines: string[];
}

/** @param text of any kind; lines that are no messages are left out */
export function readPlanMessages(text: string): PlanMessages {
  const read: PlanMessages = { changes: [], changesOutputs: false, errors: '', lines: [] };
  const errors: string[] = [];
  for (const line of text.split('\n')) {
    const json = parseJson(line);
    const message = said.safeParse(json);
    if (!message.success) continue;
    read.lines.push(message.data['@message']);
    const change = planned.safeParse(json);
    if (change.success) {
      const { action: word, reason, resource } = change.data.change;
      const action = ACTIONS[word];
      if (action) {
        read.changes.push({
          address: resource.addr,
          type: resource.resource_type,
          action,
          ...(action === 'replace' && reason === 'tainted' ? { isUnfinished: true } : {}),
        });
      }
    }
    const changed = outputs.safeParse(json);
    if (changed.success) {
      read.changesOutputs = Object.values(changed.data.outputs).some(
        ({ action }) => action !== undefined && action !== 'noop',
      );
    }
    const found = diagnostic.safeParse(json);
    if (found.success && found.data.diagnostic.severity === 'error') {
      const { summary, detail, address } = found.data.diagnostic;
      errors.push(
        [`Error: ${summary}`, ...(address ? [`  with ${address},`] : []), detail].join('\n').trimEnd(),
      );
    }
  }
  read.errors = errors.join('\n\n');
  return read;
}

function parseJson(line: string): unknown {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // A line of something else.
  }
}
