import { Command } from 'commander';
import packageJson from '../package.json';
import { synth } from './commands/synth';
import type { CommandIo } from './io';

const io: CommandIo = {
  cwd: process.cwd(),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
};

const program = new Command('fsx-lustre-kms')
  .description(packageJson.description)
  .version(packageJson.version)
  .exitOverride((error) => {
    // Commander ends with 1 on wrong usage; 1 is for findings here.
    process.exit(error.exitCode === 0 ? 0 : 2);
  });

program
  .command('synth')
  .description('make the Terraform of the stacks in cdktf.json, and say where it is')
  .action(async () => {
    process.exitCode = await synth(io);
  });

void program.parseAsync();
