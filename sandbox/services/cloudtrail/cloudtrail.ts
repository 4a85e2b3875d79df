import type { JsonProtocol } from '../../gateway/protocol';
import type { SandboxWorld } from '../../world';
import { judged } from '../authorized';
import { jsonService } from '../json-service';
import { passOn } from '../pass-on';
import type { Service } from '../service';
import { lookupEvents } from './lookup-events';
import { LookupRate } from './rate';

const PROTOCOL: JsonProtocol = { kind: 'json', version: '1.1', target: 'CloudTrail_20131101' };

/** CloudTrail: the event history is the sandbox's own, trails are moto's. */
export function cloudTrailService(world: SandboxWorld): Service {
  const lookUp = judged(world, 'json', lookupEvents(world));
  const rate = new LookupRate();
  return jsonService(world, {
    name: 'cloudtrail',
    protocol: PROTOCOL,
    operations: {
      LookupEvents: (call) => rate.refusal(call, world.now()) ?? lookUp(call),
    },
    fallback: judged(world, 'json', (call) => passOn(call, world, { protocol: PROTOCOL })),
  });
}
