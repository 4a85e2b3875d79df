import { bucketCandidates } from './buckets';
import { textCandidate, type Candidate } from './candidate';
import type { StatementContext } from './context';

/** What a statement can be about: in a key policy the key itself, else the buckets that the files have. */
export function resourceCandidates({ site, seen, model }: StatementContext): Candidate[] {
  const { policy, siblings } = site;
  const itself = textCandidate('*', 'value', 1, {
    detail: policy.kind === 'key' ? 'this key' : 'everything',
  });
  const buckets = policy.kind === 'key' ? [] : bucketCandidates(seen, model, true);
  const everything = policy.kind === 'bucket' ? [] : [itself];
  return [...buckets, ...everything].filter(({ label }) => !siblings.includes(label));
}
