import assert from 'node:assert/strict';
import { lockState } from '../../../core/terraform/lock-file';

const AWS = 'registry.terraform.io/hashicorp/aws';
const lock = (constraints: string, hashes = '\n    "h1:abc=",\n  ') => `# maintained by "terraform init".

provider "${AWS}" {
  version     = "5.100.0"
  constraints = "${constraints}"
  hashes = [${hashes}]
}
`;

describe('a lock file', () => {
  for (const [constraints, locked] of [
    ['>= 5.100, < 7', '>= 5.100.0, < 7.0.0'],
    ['<7,>=5.100', '>= 5.100.0, < 7.0.0'],
    ['5.100.0', '5.100.0'],
    ['= 5.100', '5.100.0'],
    ['~> 5.100', '~> 5.100'],
  ] as const) {
    it(`with "${locked}" fits a stack that asks for "${constraints}"`, () => {
      assert.deepEqual(lockState(lock(locked), [{ address: AWS, constraints }]), { status: 'fits' });
    });
  }

  for (const [name, text, constraints, problem] of [
    ['that is missing', undefined, '>= 5', 'is missing'],
    ['of another provider', lock('>= 5.0.0').replace('aws', 'random'), '>= 5', `does not have ${AWS}`],
    ['without hashes', lock('>= 5.0.0', ''), '>= 5', `has no hashes for ${AWS}`],
    [
      'for other versions',
      lock('>= 5.100.0, < 7.0.0'),
      '>= 5.100, < 8',
      `was made for ${AWS} ">= 5.100.0, < 7.0.0", and the stack asks for ">= 5.100, < 8"`,
    ],
    [
      'for patches where the stack takes minor versions',
      lock('~> 5.100.0'),
      '~> 5.100',
      `was made for ${AWS} "~> 5.100.0", and the stack asks for "~> 5.100"`,
    ],
  ] as const) {
    it(`${name} is stale`, () => {
      assert.deepEqual(lockState(text, [{ address: AWS, constraints }]), { status: 'stale', problem });
    });
  }

  it('fits a stack without providers, if it is there', () => {
    assert.deepEqual(lockState('', []), { status: 'fits' });
  });
});
