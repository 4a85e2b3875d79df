/** A process of its own that changes a journey many times: FOLDER ACCOUNT COUNT. Each change adds one to its own outputs. */
import { emptyWay } from '../../../core/journey/journey';
import type { AccountRole } from '../../../core/journey/steps';
import { changeJourneyFile } from '../../../runner/journey/journey-file';

const [folder = '', account = '', count = ''] = process.argv.slice(2);

async function write(): Promise<void> {
  for (let number = 1; number <= Number(count); number += 1) {
    const written = await changeJourneyFile(folder, (journey) => {
      const way = journey.ways.aws ?? emptyWay();
      const role = account as AccountRole;
      const outputs = { ...way.stacks[role]?.outputs, [`output_${number}`]: 'x' };
      const record = {
        ...{ status: 'deployed', at: '2026-11-25T10:00:00.000Z', hash: '', throughStep: 1 },
        ...{ resources: Object.keys(outputs).length, outputs },
      } as const;
      return {
        ...journey,
        ways: { ...journey.ways, aws: { ...way, stacks: { ...way.stacks, [role]: record } } },
      };
    });
    if (written.status !== 'written') throw new Error(written.message);
  }
}

void write();
