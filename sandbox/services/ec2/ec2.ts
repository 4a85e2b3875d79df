import { withTrail } from '../../gateway/outcome';
import type { Protocol } from '../../gateway/protocol';
import { denialOnEverything } from '../authorized';
import { passOn, shownParameters } from '../pass-on';
import type { ServiceFactory } from '../service';
import { keepRuleDescriptions } from './rule-descriptions';
import { runInstancesInput } from './run-instances';

const PROTOCOL: Protocol = { kind: 'ec2', namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/' };

/** EC2: moto's, with what moto takes or keeps otherwise than AWS set right. */
export const ec2Service: ServiceFactory = (world) => ({
  name: 'ec2',
  eventSource: 'ec2.amazonaws.com',
  protocol: PROTOCOL,
  answer: async (call) => {
    const trail = { requestParameters: shownParameters(call.input) };
    const denied = await denialOnEverything(world, 'ec2', call);
    if (denied) return withTrail(denied, trail);
    const input = call.operation === 'RunInstances' ? await runInstancesInput(call, world) : call.input;
    const outcome = await passOn(call, world, { protocol: PROTOCOL, input });
    if (/^AuthorizeSecurityGroup(Ingress|Egress)$/.test(call.operation)) {
      await keepRuleDescriptions(call, outcome, world);
    }
    return withTrail(outcome, trail);
  },
});
