/** Synthesizes a number of buckets (first argument), 8 on a file system, as deployments of one app. */
import { App } from 'cdktf';
import { addThreeAccounts } from '../cdktf/three-accounts';
import { parseDeployment } from '../core/deployment/parse';
import { ASSOCIATION_LIMITS } from '../core/facts/fsx-lustre';

const count = Number(process.argv[2] ?? '10');
const app = new App();
for (let first = 0; first < count; first += ASSOCIATION_LIMITS.perFileSystem) {
  const size = Math.min(ASSOCIATION_LIMITS.perFileSystem, count - first);
  const parsed = parseDeployment({
    accounts: {
      fileSystem: { id: '111111111111' },
      bucket: { id: '222222222222' },
      key: { id: '333333333333' },
    },
    region: 'us-east-1',
    namePrefix: `bench-${first}`,
    keys: [{ name: 'data' }],
    buckets: Array.from({ length: size }, (_, index) => ({ name: `b${index}`, key: 'data' })),
  });
  if (parsed.status === 'invalid') throw new Error(JSON.stringify(parsed.problems));
  addThreeAccounts(app, parsed.deployment, { stackPrefix: `d${first}-` });
}
app.synth();
