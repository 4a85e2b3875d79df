/** The CDKTF app of this repository: what cdktf.json's `app` runs. */
import { FsxLustreKmsApp } from './app';
import { runApp } from './run-app';

runApp(() => new FsxLustreKmsApp());
