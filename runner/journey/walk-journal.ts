import { emptyWay, type Journey, type Way } from '../../core/journey/journey';
import type { TargetKind } from '../../core/journey/target';
import { changeJourneyFile, readJourneyFile } from './journey-file';

/** What a walk reads and writes of its project's journey: the way to its target. */
export class WalkJournal {
  constructor(
    private readonly folder: string,
    private readonly target: TargetKind,
    /** Told, as a sentence, when nothing could be written or a file was put aside. */
    private readonly onMessage: (message: string) => void,
  ) {}

  async way(): Promise<Way> {
    const { journey } = await readJourneyFile(this.folder);
    return journey.ways[this.target] ?? emptyWay();
  }

  async record(change: (journey: Journey, target: TargetKind) => Journey): Promise<void> {
    const written = await changeJourneyFile(this.folder, (journey) => change(journey, this.target));
    if (written.status === 'refused') this.onMessage(`${written.message} ${written.nextAction}`);
    else if (written.movedAside !== undefined) {
      this.onMessage(`The journey file could not be read in full: it is kept as ${written.movedAside}.`);
    }
  }
}
