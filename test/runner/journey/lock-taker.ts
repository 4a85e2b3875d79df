/** A process of its own that takes a lock, says so, and keeps it until it is killed: FILE. */
import { takeLock } from '../../../runner/journey/lock-file';

const [file = ''] = process.argv.slice(2);
void takeLock(file, 'another process').then(({ status }) => {
  process.stdout.write(`${status}\n`);
  setInterval(() => undefined, 1000);
});
